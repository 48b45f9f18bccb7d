using System.Text;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Webhooks;

/// <summary>What is sent of what happens to cases.</summary>
public sealed class WebhookEventsTests
{
    [Fact]
    public void Signature_OfAKnownBody_IsTheKnownOne() => Assert.Equal(
        "v1=6eb01aa99b485a9efb4cd4e05dc9a253731a91ad1d236369d8604b12774a10ef",
        WebhookSignature.Of("whs_test-secret", 1772413200, Encoding.UTF8.GetBytes("""{"id":"1","shop":"棉花"}""")));

    [Fact]
    public void Names_OfAllEvents_FitTheirColumns()
    {
        Assert.All(WebhookType.All, t => Assert.True(t.Length <= 40));
        Assert.True(string.Join(' ', WebhookType.All).Length <= 500);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Acts_OnACase_AreSentSignedWithIdsAndNumbersAlone(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        var (_, secret) = await host.TargetAsync(receiver.Url);
        var @case = await host.InvestigatingAsync("李丽的杯子碎了");
        await host.DoAsync(@case, new AddNote { Note = "电话 13812340042" }, host.Agent);
        Assert.Equal(await CountAsync(host), await host.SendAsync());

        var got = receiver.All.OrderBy(g => long.Parse(g.EventId, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(
            [
                WebhookType.CaseLogged, WebhookType.CaseStateChanged, WebhookType.CaseAssigned, // classified, it goes to the queue
                WebhookType.CaseStateChanged, WebhookType.CaseAssigned, WebhookType.CaseStateChanged,
            ],
            got.Select(g => g.Type));
        Assert.All(got, g =>
        {
            Assert.Equal(WebhookSignature.Of(secret, g.Timestamp, Encoding.UTF8.GetBytes(g.Body)), g.Signature);
            Assert.Equal(new DateTimeOffset(host.Clock.Now).ToUnixTimeSeconds(), g.Timestamp);
            Assert.Equal((g.EventId, g.Type, "cotton", @case.Number), ((string?)g.Json["id"], (string?)g.Json["type"], (string?)g.Json["shop"], (string?)g.Json["case"]!["number"]));
            Assert.Equal("2026-03-02T01:00:00Z", (string?)g.Json["occurredAt"]);
            Assert.DoesNotContain("李丽", g.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("13812340042", g.Body, StringComparison.Ordinal);
        });
        var facts = got[^1].Json["facts"]!;
        Assert.Equal(("Assigned", "Investigating", "start", "investigate", "agent"), ((string?)facts["from"], (string?)facts["to"], (string?)facts["trigger"], (string?)facts["stage"], (string?)facts["waitsOn"]));
        Assert.Equal(WebhookFact.Id(host.Agent.AccountId), (string?)got[4].Json["facts"]!["ownerId"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Breach_FoundByTheSweep_IsSentOnceAndItsWithdrawalToo(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        await host.TargetAsync(receiver.Url, WebhookType.ClockBreached, WebhookType.ClockWithdrawn, WebhookType.ClockWarning);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(9));
        await host.MinuteAsync();
        await host.MinuteAsync();
        await host.SendAsync();

        var breach = Assert.Single(receiver.All, g => g.Type == WebhookType.ClockBreached && (string?)g.Json["facts"]!["clock"] == ClockNames.FirstResponse);
        Assert.Equal(("limit", "2026-03-02T09:00:00Z", @case.Number), ((string?)breach.Json["facts"]!["of"], (string?)breach.Json["occurredAt"], (string?)breach.Json["case"]!["number"]));

        // He had called in time and writes it down late.
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true) { At = host.Clock.Now.AddHours(-7) }, host.Agent);
        await host.SendAsync();
        var withdrawn = Assert.Single(receiver.All, g => g.Type == WebhookType.ClockWithdrawn && (string?)g.Json["facts"]!["of"] == "limit");
        Assert.Equal((ClockNames.FirstResponse, "2026-03-02T09:00:00Z"), ((string?)withdrawn.Json["facts"]!["clock"], (string?)withdrawn.Json["facts"]!["dueAt"]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ruling_WithAPenalty_IsSentWithItsAmounts(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        await host.TargetAsync(receiver.Url, WebhookType.CaseRuled, WebhookType.PenaltyProposed, WebhookType.PenaltyChanged);
        var @case = await host.ResolvedAsync();
        var draft = new RulingDraft
        {
            Question = RulingQuestion.Caused, Loss = 200, Severity = Severity.B, Reason = "漏检", Evidence = "照片", Shares = [new PartyShareDraft(Party.Agent, host.Agent.AccountId, 10_000)],
        };
        await host.DoAsync(@case, new RuleResponsibility(draft), host.Supervisor);
        await using (var db = host.Read())
        {
            var penalty = await db.Penalties.SingleAsync();
            await host.DoAsync(@case, new AnswerPenalty(penalty.Id, Accepts: true), host.Agent);
        }

        await host.SendAsync();
        var ruled = Assert.Single(receiver.All, g => g.Type == WebhookType.CaseRuled).Json["facts"]!;
        Assert.Equal(("caused", "B", 200m), ((string?)ruled["question"], (string?)ruled["severity"], (decimal)ruled["loss"]!));
        Assert.DoesNotContain("漏检", ruled.ToJsonString(), StringComparison.Ordinal);
        var proposed = Assert.Single(receiver.All, g => g.Type == WebhookType.PenaltyProposed).Json["facts"]!;
        var changed = Assert.Single(receiver.All, g => g.Type == WebhookType.PenaltyChanged).Json["facts"]!;
        Assert.Equal(WebhookFact.Id(host.Agent.AccountId), (string?)proposed["agentId"]);
        Assert.Equal(((string?)proposed["penaltyId"], "accepted"), ((string?)changed["penaltyId"], (string?)changed["status"]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Events_NobodyAskedFor_AreNotWrittenDown(StoreProvider provider)
    {
        await using var host = await WebhookHost.StartAsync(provider);
        await host.InvestigatingAsync();
        Assert.Equal(0, await CountAsync(host));
        await host.TargetAsync("http://127.0.0.1:9/", WebhookType.PenaltyChanged);
        await host.InvestigatingAsync();
        Assert.Equal(0, await CountAsync(host));
    }

    private static async Task<int> CountAsync(StoreHost host) => (await host.DeliveriesAsync()).Count;
}
