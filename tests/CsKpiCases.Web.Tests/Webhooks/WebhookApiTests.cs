using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Tests.Api;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Webhooks;

public sealed class WebhookApiTests
{
    private const string Boss = "administrator";

    [Theory, OnSqlite, OnPostgres]
    public async Task Target_ThroughItsLife_IsMadeListedChangedAndRemoved(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var made = (await api.SendAsync(Boss, "POST", "/webhooks", Body())).Ok(201);
        var (id, secret) = (made.Text("id"), made.Text("secret"));
        Assert.StartsWith("whs_", secret, StringComparison.Ordinal);
        Assert.Equal($"/api/v1/webhooks/{id}", made.Headers.Location!.ToString());

        Assert.Equal(id, (string?)Assert.Single((await api.SendAsync(Boss, "GET", "/webhooks?shop=cotton")).Ok().Items)!["id"]);
        var read = (await api.SendAsync(Boss, "GET", $"/webhooks/{id}")).Ok();
        Assert.Null(read.Json!["secret"]);
        Assert.Equal(("cotton", "ERP", true, 0), (read.Text("shop"), read.Text("name"), (bool)read.Json["enabled"]!, (int)read.Json["waiting"]!));

        var changed = (await api.SendAsync(Boss, "PUT", $"/webhooks/{id}", new { name = "ERP 2", url = "https://erp.example.com/2", events = new[] { "clock.breached", "case.logged" }, enabled = false }, null, Seen(read))).Ok();
        Assert.Equal(("ERP 2", false, "case.logged clock.breached"), (changed.Text("name"), (bool)changed.Json!["enabled"]!, string.Join(' ', changed.Json["events"]!.AsArray())));
        var rotated = (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/secret", "{}")).Ok().Text("secret");
        Assert.NotEqual(secret, rotated);

        (await api.SendAsync(Boss, "DELETE", $"/webhooks/{id}", "{}")).Ok();
        (await api.SendAsync(Boss, "GET", $"/webhooks/{id}")).Refused(404, "not_found");
        await using var db = api.Read();
        Assert.Equal(["webhook_added", "webhook_changed", "webhook_secret_rotated", "webhook_removed"], await db.AuditEntries.Where(a => a.Act.StartsWith("webhook")).OrderBy(a => a.Id).Select(a => a.Act).ToListAsync());
        Assert.DoesNotContain(await db.AuditEntries.Select(a => a.Payload).ToListAsync(), p => p!.Contains("whs_", StringComparison.Ordinal) || p.Contains(secret, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Creation_SentAgainWithItsKey_MakesOneTargetAndTellsItsSecretAgain(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (string, string)[] key = [("Idempotency-Key", "hook-1")];
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.SendAsync(Boss, "POST", "/webhooks", Body(), null, key)));

        Assert.All(answers, a => a.Ok(201));
        Assert.Single(answers.Select(a => a.Text("secret")).Distinct());
        Assert.Single((await api.SendAsync(Boss, "GET", "/webhooks")).Items);
        (await api.SendAsync(Boss, "POST", "/webhooks", Body("https://erp.example.com/other"), null, key)).Refused(422, "idempotency_key_reused");
        await using var db = api.Read();
        Assert.DoesNotContain("whs_", (await db.IdempotencyKeys.SingleAsync()).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("whs_", (await db.WebhookTargets.SingleAsync()).Secret, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Creation_SentAgainAfterANewSecret_TellsNone(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (string, string)[] key = [("Idempotency-Key", "hook-1")];
        var id = (await api.SendAsync(Boss, "POST", "/webhooks", Body(), null, key)).Ok(201).Text("id");
        (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/secret", "{}")).Ok();

        var again = (await api.SendAsync(Boss, "POST", "/webhooks", Body(), null, key)).Ok(201);
        Assert.Equal((id, null), (again.Text("id"), (string?)again.Json!["secret"]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Creations_AtOnce_StayWithinWhatAShopMayHave(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var answers = await Task.WhenAll(Enumerable.Range(0, SaveTarget.MostOfAShop + 8).Select(_ => api.SendAsync(Boss, "POST", "/webhooks", Body())));

        Assert.Equal(SaveTarget.MostOfAShop, answers.Count(a => a.Status == 201));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal([" too_many"], Codes(a.Refused(400, "invalid_request"))));
        await using var db = api.Read();
        Assert.Equal(SaveTarget.MostOfAShop, await db.WebhookTargets.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Changes_OfTheSameVersionAtOnce_OneIsSavedAndTheOthersHearWhatChanged(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var made = (await api.SendAsync(Boss, "POST", "/webhooks", Body())).Ok(201);
        var path = $"/webhooks/{made.Text("id")}";
        object Named(string name) => new { name, url = "https://erp.example.com/hooks", events = new[] { "case.logged" } };
        (await api.SendAsync(Boss, "PUT", path, Named("x"))).Refused(428, "precondition_required");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => api.SendAsync(Boss, "PUT", path, Named($"ERP {i}"), null, Seen(made))));
        var saved = Assert.Single(answers, a => a.Status == 200);
        foreach (var refused in answers.Where(a => a.Status != 200))
        {
            refused.Refused(412, "stale");
            Assert.Equal(["name"], refused.Json!["changes"]!.AsArray().Select(c => (string?)c));
            Assert.Equal((saved.Text("name"), saved.Text("version")), ((string?)refused.Json["webhook"]!["name"], refused.Text("version")));
        }

        (await api.SendAsync(Boss, "PUT", path, Named("last"), null, Seen(saved))).Ok();
        (await api.SendAsync(Boss, "PUT", path, Named("any"), null, ("If-Match", "*"))).Ok();
        (await api.SendAsync(Boss, "PUT", path, Named("7"), 7)).Refused(412, "stale");
    }

    [Theory, OnSqlite]
    public async Task Replay_ToADisabledTarget_IsRefusedWithAReason(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var id = (await api.SendAsync(Boss, "POST", "/webhooks", Body())).Ok(201).Text("id");
        await api.LoggedAsync();
        var delivery = (string?)Assert.Single((await api.SendAsync(Boss, "GET", $"/webhooks/{id}/deliveries")).Ok().Items)!["id"];
        (await api.SendAsync(Boss, "PUT", $"/webhooks/{id}", new { name = "ERP", url = "https://erp.example.com/hooks", events = new[] { "case.logged" }, enabled = false }, null, ("If-Match", "*"))).Ok();
        (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/deliveries/{delivery}/replay", "{}")).Refused(409, "webhook_disabled");
        (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/deliveries/77/replay", "{}")).Refused(404, "not_found");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Faults_OfATarget_AreNamedByFieldAndCode(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var refused = (await api.SendAsync(Boss, "POST", "/webhooks", new { name = "", url = "https://10.0.0.1/", events = new[] { "case.eaten" } })).Refused(400, "invalid_request");
        Assert.Equal(["name required", "url private_address", "events[0] unknown_value"], Codes(refused));
        Assert.Equal(["url https_required"], Codes((await api.SendAsync(Boss, "POST", "/webhooks", Body("http://erp.example.com/"))).Refused(400, "invalid_request")));
        foreach (var url in new[] { "https://\u00ad/", "https://\u200d.com/" })
        {
            Assert.Equal(["url invalid_url"], Codes((await api.SendAsync(Boss, "POST", "/webhooks", Body(url))).Refused(400, "invalid_request")));
        }

        Assert.Equal(["url required", "events required"], Codes((await api.SendAsync(Boss, "POST", "/webhooks", new { name = "x" })).Refused(400, "invalid_request")));
        for (var i = 0; i < SaveTarget.MostOfAShop; i++) (await api.SendAsync(Boss, "POST", "/webhooks", Body())).Ok(201);
        Assert.Equal([" too_many"], Codes((await api.SendAsync(Boss, "POST", "/webhooks", Body())).Refused(400, "invalid_request")));
        (await api.SendAsync(Boss, "GET", "/webhooks/1/deliveries?failed=maybe")).Refused(404, "not_found");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Target_OfAnotherShop_DoesNotExist(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var id = (await api.SendAsync(Boss, "POST", "/webhooks", Body())).Ok(201).Text("id");
        var elsewhere = await ElsewhereAsync(api);

        foreach (var (method, path) in new[] { ("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/secret"), ("GET", "/deliveries"), ("POST", "/deliveries/1/replay") })
        {
            (await api.SendAsync(elsewhere, method, $"/webhooks/{id}{path}", method == "GET" ? null : "{}")).Refused(404, "not_found");
        }

        Assert.Empty((await api.SendAsync(elsewhere, "GET", "/webhooks")).Ok().Items);
        (await api.SendAsync(elsewhere, "GET", "/webhooks?shop=cotton")).Refused(400, "invalid_request");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_OfATarget_IsPagedAndWhatFailedIsSentAgain(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.RefuseFirst(1, 422);
        await using var api = await ApiHost.StartAsync(provider, ("Webhooks:AllowedPrivateHosts", "127.0.0.1"));
        var id = (await api.SendAsync(Boss, "POST", "/webhooks", new { name = "ERP", url = receiver.Url, events = new[] { "case.logged" } })).Ok(201).Text("id");
        for (var i = 0; i < 3; i++) await api.LoggedAsync();
        Assert.Equal(3, await api.App.Services.GetRequiredService<SendWebhooks>().RunAsync(default));

        var first = (await api.SendAsync(Boss, "GET", $"/webhooks/{id}/deliveries?limit=2")).Ok();
        var second = (await api.SendAsync(Boss, "GET", $"/webhooks/{id}/deliveries?limit=2&after={(string?)first.Json!["next"]}")).Ok();
        Assert.Equal((2, 1, null), (first.Items.Count, second.Items.Count, second.Json!["next"]));
        var failed = Assert.Single((await api.SendAsync(Boss, "GET", $"/webhooks/{id}/deliveries?failed=true")).Ok().Items)!;
        Assert.Equal(("retrying", 422, 1), ((string?)failed["status"], (int)failed["httpStatus"]!, (int)failed["attempts"]!));

        var again = (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/deliveries/{(string?)failed["id"]}/replay", "{}")).Ok();
        Assert.Equal(("waiting", 0, 1), (again.Text("status"), (int)again.Json!["attempts"]!, (int)again.Json["replays"]!));
        Assert.Equal(1, await api.App.Services.GetRequiredService<SendWebhooks>().RunAsync(default));
        Assert.Equal(again.Text("eventId"), receiver.All[^1].EventId);
        Assert.Empty((await api.SendAsync(Boss, "GET", $"/webhooks/{id}/deliveries?failed=true")).Ok().Items);
        (await api.SendAsync(Boss, "POST", $"/webhooks/{id}/deliveries/77/replay", "{}")).Refused(404, "not_found");
    }

    private static object Body(string url = "https://erp.example.com/hooks") => new { shop = "cotton", name = "ERP", url, events = new[] { "case.logged" } };

    private static (string, string) Seen(Answer answer) => ("If-Match", $"\"{answer.Text("version")}\"");

    private static IEnumerable<string> Codes(Answer answer) => answer.Json!["errors"]!.AsArray().Select(e => $"{(string?)e!["path"]} {(string?)e["code"]}");

    /// <summary>The other shop's supervisor becomes its administrator; his token.</summary>
    private static async Task<string> ElsewhereAsync(ApiHost api)
    {
        var stranger = api.Account("stranger");
        await using var db = api.Read();
        await db.Grants.Where(g => g.AccountId == stranger).ExecuteUpdateAsync(s => s.SetProperty(g => g.Role, Role.Administrator));
        return await api.TokenAsync("stranger", "admin");
    }
}
