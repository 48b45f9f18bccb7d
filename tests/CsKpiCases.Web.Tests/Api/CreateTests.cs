using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>Logging cases through the API, and finding them again.</summary>
public sealed class CreateTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Create_WithAnIdempotencyKey_MakesOneCase(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (string, string)[] key = [("Idempotency-Key", "k-1")];
        var first = (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "杯子" }, null, key)).Ok(201);
        var again = (await api.SendAsync("agent", "POST", "/cases", "{ \"subject\": \"杯子\", \"shop\": \"cotton\" }", null, key)).Ok(201);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal((first.Headers.ETag, first.Headers.Location), (again.Headers.ETag, again.Headers.Location));
        (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "碗" }, null, key)).Refused(422, "idempotency_key_reused");
        var other = (await api.SendAsync("agent2", "POST", "/cases", new { shop = "cotton", subject = "碗" }, null, key)).Ok(201);
        Assert.NotEqual(first.Text("number"), other.Text("number"));
        (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "碗" }, null, ("Idempotency-Key", new string('k', 201)))).Refused(400, "invalid_header");
        await using var db = api.Read();
        Assert.Equal(2, await db.Cases.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Create_EightTimesAtOnceWithOneKey_MakesOneCase(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "杯子" }, null, ("Idempotency-Key", "at-once"))));
        Assert.All(answers, a => a.Ok(201));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        await using var db = api.Read();
        Assert.Equal(1, await db.Cases.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Create_WithATakenExternalNumber_IsAConflict(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (await api.SendAsync("agent", "POST", "/cases", new { subject = "杯子", externalNumber = "INC1" })).Ok(201);
        (await api.SendAsync("agent", "POST", "/cases", new { subject = "杯子", externalNumber = "INC1" })).Refused(409, "duplicate_external_number");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_ReadWithItsTag_IsNotSentAgain(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.LoggedAsync();
        var read = (await api.SendAsync("agent", "GET", $"/cases/{no}")).Ok();
        Assert.Equal($"\"{(int)read.Json!["version"]!}\"", read.Headers.ETag!.Tag);
        Assert.Equal(("unclassified", "intake", "Logged", "phone"), (read.Text("type"), read.Text("stage"), read.Text("state"), read.Text("source")));
        Assert.EndsWith("Z", read.Text("openedAt"), StringComparison.Ordinal);
        Assert.Equal(304, (await api.SendAsync("agent", "GET", $"/cases/{no}", null, null, ("If-None-Match", read.Headers.ETag.Tag))).Status);
        Assert.Equal(200, (await api.SendAsync("agent", "GET", $"/cases/{no}", null, null, ("If-None-Match", "\"99\""))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task List_PageByPage_ShowsEveryCaseOnce(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var made = new List<string>();
        for (var i = 0; i < 7; i++) made.Add(await api.LoggedAsync($"杯子{i}碎了"));
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = (await api.SendAsync("agent", "GET", $"/cases?limit=3&shop=cotton&owner=me&type=unclassified&stage=intake{after}")).Ok();
            seen.AddRange(page.Items.Select(c => (string)c!["number"]!));
            after = page.Json!["next"] is { } next ? $"&after={(string)next!}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(Enumerable.Reverse(made), seen);
        Assert.Empty((await api.SendAsync("agent", "GET", "/cases?owner=none")).Ok().Items);
        Assert.Equal(made[4], (string?)(await api.SendAsync("agent", "GET", "/cases?q=杯子4碎")).Ok().Items.Single()!["number"]);
        Assert.Equal(made[2], (string?)(await api.SendAsync("agent", "GET", $"/cases?q={made[2]}")).Ok().Items.Single()!["number"]);
        Assert.Equal(7, (await api.SendAsync("agent", "GET", "/cases?q=碎了")).Ok().Items.Count);
        Assert.Empty((await api.SendAsync("agent", "GET", "/cases?q=雨伞")).Ok().Items);
    }
}
