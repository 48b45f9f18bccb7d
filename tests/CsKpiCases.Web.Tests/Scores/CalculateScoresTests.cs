using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Scores;

public sealed class CalculateScoresTests
{
    private static readonly DateTime Morning = ScoreBench.Morning;

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_WorkedExample_Is87_80WithEveryFigureTraced(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var cases = WorkedExample(bench);

        var card = await bench.CardAsync(bench.Agent);

        Assert.Equal([36.8m, 38m, 16m], card.Lines.Select(l => l.Scored.Points!.Value));
        Assert.Equal((90.80m, 3m, 87.80m, "C", "excellent"), (card.Base, card.Deductions.Total, card.Final, card.Bonus!.Grade, card.Post!.Grade));
        var facts = card.Inputs.Facts;
        Assert.Equal((10, 19, 20), (facts.Ratings.RatingIds.Count, facts.Resolution.ResolvedCaseIds.Count, facts.Resolution.JudgedCaseIds.Count));
        Assert.Equal(cases.Select(c => c.Id).Order(), facts.Resolution.JudgedCaseIds);
        Assert.Equal((15, 2, 1), (facts.Clocks.JudgedClockIds.Count, facts.Clocks.MissedClockIds.Count, facts.Clocks.BreachedClockIds.Count));
        Assert.Equal(240, facts.BuyerDays.Count);
        await using var db = bench.Host.Read();
        Assert.Equal(10, await db.Ratings.CountAsync(r => facts.Ratings.RatingIds.Contains(r.Id)));
        Assert.Equal(15, await db.CaseClocks.CountAsync(c => facts.Clocks.JudgedClockIds.Contains(c.Id) && c.AttributedToId == bench.Agent));
        Assert.Equal(facts.BuyerDays.CaseIds.Count, await db.Cases.CountAsync(c => facts.BuyerDays.CaseIds.Contains(c.Id) && c.BuyerId != null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_Twice_StoresOneRevisionWithTheSameHash(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        WorkedExample(bench);
        await bench.SaveAsync();

        var first = await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        bench.Host.Clock.Advance(TimeSpan.FromHours(5));
        var second = await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);

        Assert.Equal((CalculationOutcome.Stored, 1), (first.Outcome, first.Revision));
        Assert.Equal((CalculationOutcome.Unchanged, 1), (second.Outcome, second.Revision));
        Assert.Equal(first.Scores!.InputHash, second.Scores!.InputHash);
        await using var db = bench.Host.Read();
        var row = await db.AgentScores.SingleAsync(s => s.AccountId == bench.Agent);
        Assert.Equal((87.80m, "C", 560m), (row.Final, row.BonusGrade, row.BonusAmount));
        // What is stored is enough to compute the score again, bit for bit.
        var again = ScoreCard.Compute(first.Scores.Cards.Single(c => c.Inputs.AccountId == bench.Agent).Inputs with { Facts = InputDocument.Read(row.Inputs).Facts });
        Assert.Equal(row.InputHash, Convert.FromHexString(again.InputHash));
        Assert.Equal(CardDocument.Read(row.Card).ToJson(), CardDocument.Of(again).ToJson());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_WhileSomebodyElseStoresLaterFacts_CountsAgainAndDoesNotPutTheOlderOnTop(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        bench.Rate(bench.Agent, 5);
        await bench.SaveAsync();
        var late = new Lazy<Task>(async () =>
        {
            bench.Rate(bench.Agent, 1);
            await bench.SaveAsync();
            await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        });

        // the clock is asked once the facts are read and before they are stored
        var slow = await bench.CalculateBy(new InterruptedClock(bench.Host.Clock, onAsk: 2, late)).RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);

        Assert.Equal((CalculationOutcome.Unchanged, 1), (slow.Outcome, slow.Revision));
        await using var db = bench.Host.Read();
        Assert.Equal(1, await db.ScoreSnapshots.CountAsync());
        Assert.Equal(2, slow.Scores!.Cards.Single(c => c.Inputs.AccountId == bench.Agent).Inputs.Facts.Ratings.RatingIds.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_LateFact_AddsARevisionUntilPublished(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        bench.Rate(bench.Agent, 5);
        await bench.SaveAsync();
        await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        bench.Rate(bench.Agent, 1);
        await bench.SaveAsync();
        var late = await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        await using var db = bench.Host.Read();
        await db.ScoreSnapshots.Where(s => s.Revision == 2).ExecuteUpdateAsync(s => s.SetProperty(x => x.IsPublished, true));
        bench.Rate(bench.Agent, 2);
        await bench.SaveAsync();
        var locked = await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);

        Assert.Equal((CalculationOutcome.Stored, 2), (late.Outcome, late.Revision));
        Assert.Equal((CalculationOutcome.Locked, 2), (locked.Outcome, locked.Revision));
        Assert.Equal(2, await db.ScoreSnapshots.CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_MonthBeforeAnApprovedOne_StaysOut(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using (var db = bench.Host.Read())
        {
            db.Add(new ScorePeriod { Id = 1, ShopId = bench.Host.Shop.Id, Month = ScoreBench.Month.Next.ToString(), State = PeriodState.Approved });
            await db.SaveChangesAsync();
        }

        var result = await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);

        Assert.Equal((CalculationOutcome.LaterApproved, null), (result.Outcome, result.Revision));
        await using var after = bench.Host.Read();
        Assert.False(await after.ScoreSnapshots.AnyAsync());
        Assert.False(await after.ScorePeriods.AnyAsync(p => p.Month == ScoreBench.Month.ToString()));
        // nor is anything put into it that would count nowhere
        Assert.True(await PeriodRows.IsLockedAsync(after, bench.Host.Shop.Id, ScoreBench.Month.ToString(), default));
        Assert.Equal(ScoreBench.Month.Next.Next, await PeriodRows.FirstOpenAsync(after, bench.Host.Shop.Id, ScoreBench.Month, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_MonthNotOver_IsAPreviewAndStoresNothing(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var result = await bench.Calculate.RunAsync(bench.Host.Shop, new CalendarMonth(2026, 3), null, default);
        Assert.Equal(CalculationOutcome.NotOver, result.Outcome);
        await using var db = bench.Host.Read();
        Assert.Empty(await db.ScoreSnapshots.ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Penalties_CountInTheMonthOfTheirConfirmation(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var @case = bench.Case();
        bench.Penalise(@case, bench.Agent, Severity.C, PenaltyState.Confirmed, "2026-02");
        bench.Penalise(bench.Case(), bench.Agent, Severity.B, PenaltyState.Reduced, "2026-02");
        bench.Penalise(bench.Case(), bench.Agent, Severity.A, PenaltyState.Confirmed, "2026-03");
        bench.Penalise(bench.Case(), bench.Agent, Severity.A, PenaltyState.Appealed, null);
        bench.Penalise(bench.Case(), bench.Agent, Severity.A, PenaltyState.Dropped, null);
        bench.Rate(bench.Agent, 5);

        var card = await bench.CardAsync(bench.Agent);

        Assert.Equal(7m, card.Deductions.ForPenalties);
        Assert.Equal([@case.Id, card.Penalties[1].Penalty.CaseId], card.Penalties.Select(p => p.Penalty.CaseId));
        Assert.Equal(10m, (await bench.CardAsync(bench.Agent, new CalendarMonth(2026, 3))).Deductions.ForPenalties);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clocks_OfOthersExcusedOrUnscored_CountForNobody(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var @case = bench.Case();
        bench.Clock(@case, "first_response", ClockState.Breached, Morning, null, AttributionParty.Queue);
        bench.Clock(@case, "warehouse", ClockState.Breached, Morning, null, AttributionParty.Warehouse);
        bench.Clock(@case, "next_response", ClockState.Breached, Morning, bench.Agent).ExcusedAt = Morning;
        bench.Clock(@case, "acknowledgement", ClockState.Breached, Morning, bench.Agent).IsScored = false;
        bench.Clock(@case, "first_handling", ClockState.Breached, new DateTime(2026, 1, 31, 15, 59, 59, DateTimeKind.Utc), bench.Agent);
        bench.Clock(@case, "finance", ClockState.Cancelled, null, bench.Agent);
        var first = bench.Clock(@case, "department", ClockState.Late, new DateTime(2026, 1, 31, 16, 0, 0, DateTimeKind.Utc), bench.Agent);
        bench.Clock(@case, "outbound", ClockState.Breached, Morning, bench.Other);

        var facts = (await bench.CardAsync(bench.Agent)).Inputs.Facts.Clocks;

        Assert.Equal([first.Id], facts.JudgedClockIds);
        Assert.Equal([first.Id], facts.MissedClockIds);
        Assert.Empty(facts.BreachedClockIds);
        Assert.Single((await bench.CardAsync(bench.Other)).Inputs.Facts.Clocks.BreachedClockIds);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Resolution_CaseHandedOverAfterItsLimit_StaysWithTheOwnerAtTheDueInstant(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var (agent, other) = (bench.Agent, bench.Other);
        var breached = bench.Case(resolvedAt: Morning.AddDays(5), owners: [(agent, Morning), (other, Morning.AddDays(3))]);
        bench.Clock(breached, "resolution", ClockState.Breached, Morning.AddDays(2), null, AttributionParty.Queue);
        var reopened = bench.Case(resolvedAt: Morning.AddDays(1), reopenedAt: Morning.AddDays(8), owners: [(agent, Morning), (other, Morning.AddDays(9))]);
        bench.Clock(reopened, "resolution", ClockState.Met, Morning.AddDays(1), agent);
        var withoutClock = bench.Case(resolvedAt: Morning.AddDays(1), owners: [(agent, Morning)]);
        foreach (var outcome in new[] { Outcome.Withdrawn, Outcome.Duplicate })
        {
            var left = bench.Case(resolvedAt: Morning.AddDays(1), outcome: outcome, owners: [(agent, Morning)]);
            bench.Clock(left, "resolution", ClockState.Met, Morning.AddDays(1), agent);
        }

        var excused = bench.Case(resolvedAt: Morning.AddDays(1), owners: [(agent, Morning)]);
        bench.Clock(excused, "resolution", ClockState.Breached, Morning.AddDays(1), agent).ExcusedAt = Morning.AddDays(1);
        var byPolicy = bench.Case(owners: [(agent, Morning)]);
        bench.Clock(byPolicy, "resolution", ClockState.Breached, Morning.AddDays(1), agent).IsScored = false; // a changed policy stamped it: rule 14
        bench.Case(resolvedAt: new DateTime(2026, 2, 28, 16, 0, 0, DateTimeKind.Utc), owners: [(agent, Morning)]);
        var open = bench.Case(owners: [(agent, Morning)]);
        bench.Clock(open, "resolution", ClockState.Running, null, agent);
        var unowned = bench.Case(resolvedAt: Morning.AddDays(1), owners: [(null, Morning)]);
        bench.Clock(unowned, "resolution", ClockState.Met, Morning.AddDays(1), null, AttributionParty.Queue);

        var facts = (await bench.CardAsync(agent)).Inputs.Facts.Resolution;

        Assert.Equal(new[] { breached.Id, reopened.Id, withoutClock.Id }.Order(), facts.JudgedCaseIds);
        Assert.Equal(new[] { breached.Id, withoutClock.Id }.Order(), facts.ResolvedCaseIds);
        Assert.Empty((await bench.CardAsync(other)).Inputs.Facts.Resolution.JudgedCaseIds);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task BuyerDays_CaseWorkAndChats_CountABuyerOnceADay(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var (agent, day) = (bench.Agent, new DateOnly(2026, 2, 10));
        var buyer = bench.Buyer("lin");
        var (one, two) = (bench.Case(buyer, owners: [(agent, Morning)]), bench.Case(buyer, owners: [(agent, Morning)]));
        bench.Act(one, agent, Morning);
        bench.Act(two, agent, Morning.AddHours(1));
        bench.Act(one, agent, new DateTime(2026, 2, 10, 16, 0, 0, DateTimeKind.Utc)); // the 11th in Shanghai
        bench.Act(one, bench.Other, Morning);
        bench.Act(one, agent, Morning.AddDays(4), EventKind.Penalty);
        bench.Act(bench.Case(owners: [(agent, Morning)]), agent, Morning); // of no known buyer
        bench.Chat(agent, "lin", day);
        bench.Chat(agent, "zhou", day);
        bench.Chat(agent, "zhou", day.AddDays(1));
        bench.Chat(agent, "zhou", new DateOnly(2026, 3, 1));

        var facts = (await bench.CardAsync(agent)).Inputs.Facts.BuyerDays;

        Assert.Equal(4, facts.Count);
        Assert.Equal(new[] { one.Id, two.Id }.Order(), facts.CaseIds);
        Assert.Equal(1, (await bench.CardAsync(bench.Other)).Inputs.Facts.BuyerDays.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Agents_WithoutFacts_HaveNoScoreAndSupervisorsAreNotRanked(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        bench.Rate(bench.Host.Supervisor.AccountId!.Value, 5);
        await bench.SaveAsync();

        var scores = await bench.Compute.RunAsync(bench.Host.Shop, ScoreBench.Month, default);

        Assert.Equal(new[] { bench.Agent, bench.Other }.Order(), scores.Cards.Select(c => c.Inputs.AccountId));
        Assert.All(scores.Cards, card => Assert.Null(card.Final));
    }

    /// <summary>scoring.md, worked example 1: service 92, resolution 0.95, 240 of 300 buyer-days, of 15 judged clocks 2 missed and 1 breached.</summary>
    private static List<Case> WorkedExample(ScoreBench bench)
    {
        var agent = bench.Agent;
        for (var i = 0; i < 10; i++) bench.Rate(agent, i < 6 ? 5 : 4);
        var cases = new List<Case>();
        for (var i = 0; i < 20; i++)
        {
            var resolved = Morning.AddDays(1).AddHours(i);
            var @case = bench.Case(bench.Buyer($"buyer{i}"), i == 19 ? null : resolved, owners: [(agent, Morning)]);
            var state = i == 19 ? ClockState.Breached : i is 3 or 4 ? ClockState.Late : ClockState.Met;
            bench.Clock(@case, "resolution", state, resolved, agent, i is >= 5 and < 10 ? AttributionParty.Queue : AttributionParty.Agent);
            bench.Act(@case, agent, Morning.AddMinutes(i));
            bench.Act(@case, agent, Morning.AddDays(1));
            cases.Add(@case);
        }

        for (var i = 0; i < 200; i++) bench.Chat(agent, $"chat{i}", new DateOnly(2026, 2, 3));
        bench.Chat(agent, "buyer0", new DateOnly(2026, 2, 10));
        return cases;
    }
}
