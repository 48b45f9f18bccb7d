using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Webhooks;

public sealed partial class WebhookPagesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Target_MadeOnThePage_ShowsItsSecretOnceAndItsLog(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var admin = await app.SignInAsync(app.Administrator, "en");
        Assert.Contains("No webhooks", (await admin.GetAsync("/webhooks")).Html);
        await admin.GetAsync("/webhooks/new");

        var made = await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"));
        var target = await TargetAsync(app);
        Assert.Equal($"/webhooks/{target.Id}", made.Location);
        var secret = SecretText().Match((await admin.FollowAsync(made)).Html).Value;
        Assert.Equal(47, secret.Length);
        await app.LogAsync();
        var page = await admin.GetAsync($"/webhooks/{target.Id}");
        Assert.DoesNotContain(secret, page.Html);
        Assert.Contains("Case logged", page.Html);
        Assert.Contains("To be sent", page.Html);
        Assert.Contains("Everything was delivered", (await admin.GetAsync($"/webhooks/{target.Id}?failed=true")).Html);

        var rotation = await admin.PostAsync($"/webhooks/{target.Id}/secret");
        Assert.Equal($"/webhooks/{target.Id}", (await admin.GetAsync($"/webhooks/{target.Id}/secret")).Location);
        var rotated = SecretText().Match((await admin.FollowAsync(rotation)).Html).Value;
        Assert.Equal(47, rotated.Length);
        Assert.NotEqual(secret, rotated);
        Assert.DoesNotContain("whs_", (await admin.FollowAsync(rotation)).Html);
        Assert.Equal($"/webhooks/{target.Id}", (await admin.PostAsync($"/webhooks/{target.Id}/test")).Location);
        Assert.Contains(">Test<", (await admin.GetAsync($"/webhooks/{target.Id}")).Html);
        await admin.PostAsync($"/webhooks/{target.Id}/enabled", ("value", "false"));
        Assert.Contains("Disabled", (await admin.GetAsync("/webhooks")).Html);
        foreach (var act in new[] { "test", "replay" }) Assert.Contains("It is disabled", (await admin.FollowAsync(await admin.PostAsync($"/webhooks/{target.Id}/{act}"))).Html);
        var version = Version().Match((await admin.GetAsync($"/webhooks/{target.Id}/edit")).Html).Groups[1].Value;
        await admin.PostAsync($"/webhooks/{target.Id}/edit", ("name", "ERP 2"), ("url", "https://erp.example.com/2"), ("events", "clock.breached"), ("version", version));
        Assert.Equal(("ERP 2", "clock.breached"), (await TargetAsync(app) is var t ? (t.Name, t.Events) : default));
        var removed = await admin.PostAsync($"/webhooks/{target.Id}/remove");
        Assert.Equal("/webhooks", removed.Location);
        Assert.Contains("ERP 2 was removed", (await admin.FollowAsync(removed)).Html);
        await using var db = app.Read();
        Assert.Equal((0, 0), (await db.WebhookTargets.CountAsync(), await db.WebhookDeliveries.CountAsync()));
    }

    [Theory, OnSqlite]
    public async Task Form_WithFaults_SaysThemInBothLanguagesAndKeepsWhatWasTyped(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        foreach (var (language, privateHost, noEvents) in new[] { ("en", "The host is not public.", "Choose at least one event."), ("zh-CN", "该主机不在公网。", "请至少选择一个事件。") })
        {
            var admin = await app.SignInAsync(app.Administrator, language);
            await admin.GetAsync("/webhooks/new");
            var refused = await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://192.168.0.1/hooks"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(privateHost, refused.Html);
            Assert.Contains(noEvents, refused.Html);
            Assert.Contains("https://192.168.0.1/hooks", refused.Html);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/webhooks/new")).Status);
        }
    }

    [Theory, OnSqlite]
    public async Task FailingTarget_OnItsPages_IsSeenToFailAndSentAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var admin = await app.SignInAsync(app.Administrator, "en");
        await admin.GetAsync("/webhooks/new");
        await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"));
        await app.LogAsync();
        var target = await TargetAsync(app);
        await using (var db = app.Read())
        {
            await db.WebhookTargets.ExecuteUpdateAsync(s => s.SetProperty(t => t.FailingSince, app.Clock.Now).SetProperty(t => t.HeldUntil, app.Clock.Now.AddMinutes(8)));
            await db.WebhookDeliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, (DateTime?)null).SetProperty(d => d.DeadAt, app.Clock.Now).SetProperty(d => d.Status, 503).SetProperty(d => d.Error, "<b>busy</b>"));
        }

        Assert.Contains("Failing", (await admin.GetAsync("/webhooks")).Html);
        var page = await admin.GetAsync($"/webhooks/{target.Id}?failed=true");
        Assert.Contains("Nothing has got through since", page.Html);
        Assert.Contains("Given up", page.Html);
        Assert.Contains("503 &lt;b&gt;busy&lt;/b&gt;", page.Html);
        Assert.Contains("\"failingWebhooks\":1", (await admin.GetAsync("/health/ready")).Html);
        Assert.Contains("1 event is sent again", (await admin.FollowAsync(await admin.PostAsync($"/webhooks/{target.Id}/replay"))).Html);
        await using var after = app.Read();
        Assert.NotNull((await after.WebhookDeliveries.SingleAsync()).DueAt);
        Assert.True((await after.WebhookTargets.SingleAsync()).HeldUntil <= app.Clock.Now);
    }

    [Theory, OnSqlite]
    public async Task Pages_ForOthersThanAdministrators_AreClosedAndAnotherShopsTargetIsNotThere(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        foreach (var person in new[] { app.Agent, app.Supervisor, app.Manager, app.Auditor })
        {
            var visitor = await app.SignInAsync(person);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/webhooks")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/webhooks/new", ("name", "x"))).Status);
        }

        await using (var db = app.Read())
        {
            db.Add(new WebhookTarget { Id = 77, ShopId = app.OtherShop.Id, Name = "theirs", Url = "https://x.example", Events = "case.logged" });
            await db.SaveChangesAsync();
        }

        var admin = await app.SignInAsync(app.Administrator);
        Assert.DoesNotContain("theirs", (await admin.GetAsync("/webhooks")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/webhooks/77")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/webhooks/77/edit")).Status);
        foreach (var act in new[] { "secret", "test", "replay", "remove", "deliveries/1/replay", "enabled" }) Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsync($"/webhooks/77/{act}")).Status);
        var without = await app.SignInAsync(app.Administrator);
        Assert.Equal(HttpStatusCode.BadRequest, (await without.PostAsync("/webhooks/new", ("name", "x"))).Status);
    }

    [Theory, OnSqlite]
    public async Task Form_OnTopOfAnothersChange_IsRefusedWithWhatChangedAndKeepsWhatWasTyped(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        foreach (var (language, stale, name) in new[] { ("en", "Somebody else has changed it", "The name is now: theirs"), ("zh-CN", "有人修改了这个目标", "名称现为：theirs") })
        {
            var admin = await app.SignInAsync(app.Administrator, language);
            await admin.GetAsync("/webhooks/new");
            var path = (await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"))).Location + "/edit";
            var version = Version().Match((await admin.GetAsync(path)).Html).Groups[1].Value;
            (string, string)[] Form(string by, string seen) => [("name", by), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"), ("version", seen)];
            Assert.NotNull((await admin.PostAsync(path, Form("theirs", version))).Location);

            var refused = await admin.PostAsync(path, Form("mine", version));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            var html = WebUtility.HtmlDecode(refused.Html);
            Assert.Contains(stale, html);
            Assert.Contains(name, html);
            Assert.DoesNotContain("https://erp.example.com/hooks</li>", html);
            Assert.Contains("value=\"mine\"", html);
            Assert.NotNull((await admin.PostAsync(path, Form("mine", Version().Match(refused.Html).Groups[1].Value))).Location);
            Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsync(path, Form("mine", "7"))).Status);
        }
    }

    [Theory, OnSqlite]
    public async Task Address_WhoseLettersMakeNoHost_IsRefusedOnBothForms(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var admin = await app.SignInAsync(app.Administrator, "en");
        await admin.GetAsync("/webhooks/new");
        var path = (await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"))).Location + "/edit";
        foreach (var url in new[] { "https://\u00ad/", "https://\u200d.com/" })
        {
            foreach (var form in new[] { "/webhooks/new", path })
            {
                var refused = await admin.PostAsync(form, ("name", "ERP"), ("url", url), ("events", "case.logged"));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
                Assert.Contains("This is no address", refused.Html);
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_OfATarget_ShowsWhatWasSentAndThatItIsSentAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var admin = await app.SignInAsync(app.Administrator, "en");
        await admin.GetAsync("/webhooks/new");
        await admin.PostAsync("/webhooks/new", ("name", "ERP"), ("url", "https://erp.example.com/hooks"), ("events", "case.logged"));
        Assert.Contains("Not tried yet", (await admin.GetAsync("/webhooks")).Html);
        await app.LogAsync();
        var target = await TargetAsync(app);
        Assert.Contains("Not tried yet", (await admin.GetAsync($"/webhooks/{target.Id}")).Html);
        await using var db = app.Read();
        await db.WebhookDeliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, (DateTime?)null).SetProperty(d => d.AttemptedAt, app.Clock.Now).SetProperty(d => d.DeliveredAt, app.Clock.Now).SetProperty(d => d.Attempts, 2));
        var delivery = await db.WebhookDeliveries.AsNoTracking().SingleAsync();

        var page = WebUtility.HtmlDecode((await admin.GetAsync($"/webhooks/{target.Id}")).Html);
        Assert.DoesNotContain("Not tried yet", page);
        Assert.Contains($"<code>{delivery.EventId}</code>", page);
        Assert.Contains($"<code>{delivery.Payload}</code>", page);
        for (var i = 0; i < 2; i++) await admin.PostAsync($"/webhooks/{target.Id}/deliveries/{delivery.Id}/replay");
        page = (await admin.GetAsync($"/webhooks/{target.Id}")).Html;
        Assert.Contains("To be sent again", page);
        Assert.Contains("sent again 2 times", page);
    }

    private static async Task<WebhookTarget> TargetAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.WebhookTargets.AsNoTracking().SingleAsync();
    }

    [GeneratedRegex("name=\"version\" value=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("whs_[A-Za-z0-9_-]{43}")]
    private static partial Regex SecretText();
}
