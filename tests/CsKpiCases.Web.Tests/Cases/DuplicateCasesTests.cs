using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>A buyer who wrote twice: the duplicate's clocks are cancelled, the case that goes on keeps the earliest unanswered start (sla.md, rule 13).</summary>
public sealed class DuplicateCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task MarkDuplicate_Unanswered_TheOtherCasesResponseStartsWithIt(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var (first, openedAt) = (await LogAsync(host), host.Clock.Now);
        host.Clock.Advance(TimeSpan.FromHours(2));
        var second = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        await MarkAsync(host, first, second);

        await using var db = host.Read();
        var clock = await db.CaseClocks.SingleAsync(c => c.CaseId == second.Id && c.Clock == ClockNames.FirstResponse);
        Assert.Equal((openedAt, openedAt.AddHours(8), openedAt.AddHours(2)), (clock.StartedAt, clock.LimitDueAt, clock.GoalMissedAt));
        Assert.True(await db.CaseClocks.Where(c => c.CaseId == first.Id).AllAsync(c => c.State == ClockState.Cancelled));
        var merged = await db.CaseEvents.SingleAsync(e => e.CaseId == second.Id && e.Kind == EventKind.MergedIn);
        Assert.Equal((second.EventCount + 1, host.Agent.AccountId), (merged.Sequence, merged.ActorId));
        await AssertKeptAsync(host, second.Id);

        // The answer stops it, though it moved; what came before stays as it is stored.
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.DoAsync(second, new LogContact(Channel.Phone, Reached: true), host.Agent);
        await AssertKeptAsync(host, second.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task MarkDuplicate_AnsweredOrOfAnEndedCase_ChangesNothingOnTheOther(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var (answered, waiting) = (await LogAsync(host), await LogAsync(host));
        await host.DoAsync(answered, new LogContact(Channel.Phone, Reached: true), host.Agent);
        host.Clock.Advance(TimeSpan.FromHours(2));
        var (open, ended) = (await host.InvestigatingAsync(), await host.ResolvedAsync());

        await MarkAsync(host, answered, open);
        await MarkAsync(host, waiting, ended);

        await using var db = host.Read();
        Assert.Equal([open.Version, ended.Version], await db.Cases.Where(c => c.Id == open.Id || c.Id == ended.Id).OrderBy(c => c.Id).Select(c => c.Version).ToListAsync());
        Assert.False(await db.CaseEvents.AnyAsync(e => e.Kind == EventKind.MergedIn));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task MarkDuplicate_EachOfTheOtherAtOnce_EndsForBoth(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        for (var i = 0; i < 10; i++)
        {
            var (a, b) = (await LogAsync(host), await LogAsync(host));
            var results = await Task.WhenAll(FireAsync(host, a, b), FireAsync(host, b, a));
            Assert.All(results, r => Assert.IsType<CaseResult.Done>(r));
            await AssertKeptAsync(host, a.Id);
            await AssertKeptAsync(host, b.Id);
        }
    }

    private static async Task<Case> LogAsync(StoreHost host) =>
        Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "杯子碎了", Channel.Phone), host.Agent)).Case;

    private static Task<Case> MarkAsync(StoreHost host, Case duplicate, Case of) => host.DoAsync(duplicate, Mark(of), host.Agent);

    private static Task<CaseResult> FireAsync(StoreHost host, Case duplicate, Case of) =>
        Task.Run(() => host.Store.ActAsync(host.Shop, duplicate.Id, Mark(of), host.Agent, null));

    private static FireTrigger Mark(Case of) => new(Triggers.MarkDuplicate) { Note = "同一问题", Arguments = new DuplicateArguments(of.Id) };

    /// <summary>The chain holds, and what is stored of the clocks is what the history says.</summary>
    private static async Task AssertKeptAsync(StoreHost host, long caseId)
    {
        await using var db = host.Read();
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == caseId);
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Null(EventChain.Verify(@case, events));
        var clocks = await host.Provider.GetRequiredService<ClockKeeping>().ComputeAsync(@case, events, host.Clock.Now, default);
        foreach (var clock in clocks.Clocks)
        {
            var row = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == caseId && c.Clock == clock.Name && c.Run == clock.Run);
            Assert.Equal((clock.State, clock.StartedAt, clock.GoalMissedAt, clock.LimitDueAt), (row.State, row.StartedAt, row.GoalMissedAt, row.LimitDueAt));
            var segments = await db.CaseClockSegments.AsNoTracking().Where(s => s.ClockId == row.Id).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync();
            Assert.Equal(clock.Segments, segments.Select(s => new Segment(s.From, s.To, s.IsRunning, s.WaitsOn, s.OwnerId, s.IsOnShift, s.CountedSeconds)));
        }
    }
}
