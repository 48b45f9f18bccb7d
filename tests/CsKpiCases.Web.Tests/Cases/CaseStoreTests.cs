using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Cases;

public sealed class CaseStoreTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Log_NewComplaint_WritesCaseEventsClocksSearchTermsAtOnce(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var done = Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(0, "", "收到的杯子碎了", Channel.Phone) { OrderNumber = "T100200300" }, host.Agent));

        await using var db = host.Read();
        var stored = await db.Cases.SingleAsync();
        Assert.Equal("AS2603020001", stored.Number);
        Assert.Equal((SharedWorkflow.Logged, Stage.Intake, stored.EventCount), (stored.State, stored.Stage, stored.Version));
        var events = await db.CaseEvents.OrderBy(e => e.Sequence).ToListAsync();
        Assert.Null(EventChain.Verify(stored, events));
        Assert.Equal([EventKind.Logged, EventKind.PolicyChanged], events.Select(e => e.Kind));
        Assert.Contains(await db.CaseClocks.ToListAsync(), c => c is { Clock: ClockNames.FirstResponse, State: ClockState.Running, Run: 1 });
        Assert.True(stored.SortDueAt < Case.Never);
        foreach (var query in new[] { "杯子", "T100200300", "as2603020001" })
        {
            Assert.Equal([stored.Id], await SearchIndex.FindAsync(db, host.Shop.Id, query, long.MaxValue, 10, default));
        }

        Assert.Empty(await SearchIndex.FindAsync(db, host.Shop.Id + 1, "杯子", long.MaxValue, 10, default));
        Assert.Equal(done.Case.Id, stored.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_StaleVersion_SaysWhatChangedAndWritesNothing(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        var seen = @case.Version;
        await host.DoAsync(@case, new AddNote { Note = "先来的备注" }, host.OtherAgent);

        var stale = Assert.IsType<CaseResult.Stale>(await host.Store.ActAsync(host.Shop, @case.Id, new AddNote { Note = "后来的" }, host.Agent, seen));

        Assert.Equal("先来的备注", Assert.Single(stale.Since).Note);
        await using var db = host.Read();
        Assert.DoesNotContain(await db.CaseEvents.ToListAsync(), e => e.Note == "后来的");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_TwentyAtOnce_EachIsNumberedAndTheChainHolds(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.Store.ActAsync(host.Shop, @case.Id, new AddNote { Note = $"备注 {i}" }, host.Agent, null)));

        Assert.All(results, r => Assert.IsType<CaseResult.Done>(r));
        await using var db = host.Read();
        var stored = await db.Cases.SingleAsync();
        Assert.Null(EventChain.Verify(stored, await db.CaseEvents.OrderBy(e => e.Sequence).ToListAsync()));
        Assert.Equal(20, await db.CaseEvents.CountAsync(e => e.Kind == EventKind.Note));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_Refused_SaysWhyAndWritesNothing(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();

        var refused = Assert.IsType<CaseResult.Refused>(await host.Store.ActAsync(host.Shop, @case.Id, new FireTrigger(Triggers.Approve), host.Supervisor, @case.Version));

        Assert.Equal(RefusalReason.NotFromThisState, refused.Refusal.Reason);
        await using var db = host.Read();
        Assert.Equal(@case.Version, (await db.Cases.SingleAsync()).Version);
        Assert.IsType<CaseResult.NotFound>(await host.Store.ActAsync(new() { Id = host.Shop.Id + 1, TimeZone = "Asia/Shanghai" }, @case.Id, new AddNote { Note = "x" }, host.Agent, null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_PastTheLimit_BreachHappensAtItsDueInstantAndIsRecordedOnce(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromDays(9));
        await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        await host.DoAsync(@case, new AddNote { Note = "再看一遍" }, host.Agent);

        await using var db = host.Read();
        var clock = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.FirstResponse);
        Assert.Equal(ClockState.Breached, clock.State);
        // 8 h of shift time from Monday 09:00 in Shanghai.
        Assert.Equal(new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc), clock.BreachedAt);
        var breach = await db.Breaches.SingleAsync(b => b.Clock == ClockNames.FirstResponse && b.Level == DueLevel.Limit);
        Assert.Equal((clock.BreachedAt, host.Clock.Now), (breach.BreachedAt, breach.DetectedAt));
        Assert.Equal((AttributionParty.Agent, host.Agent.AccountId), (breach.AttributedParty, breach.AttributedToId));
        var segments = await db.CaseClockSegments.Where(s => s.ClockId == clock.Id).ToListAsync();
        Assert.Equal(clock.ElapsedSeconds, segments.Sum(s => s.CountedSeconds));
    }
}
