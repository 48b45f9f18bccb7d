using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>Every indicator of an agent, hand-counted, with the ids behind it.</summary>
public sealed class AgentIndicatorsTests
{
    private static readonly DateTime Morning = ScoreBench.Morning;
    private static readonly DateOnly Day = new(2026, 2, 10);

    [Theory, OnSqlite, OnPostgres]
    public async Task Gather_HandCountedRows_GivesEveryIndicatorWithItsIds(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        var (me, other) = (bench.Agent, bench.Other);
        // three returns, of them one reopened after a day; an exchange; a complaint never resolved
        Case Resolved(CaseType type, DateTime at, DateTime? reopenedAt = null)
        {
            var made = bench.Case(null, at, reopenedAt, Outcome.Solved, (me, Morning));
            made.Type = type;
            return made;
        }

        Case[] returns = [Resolved(CaseType.Return, Morning.AddHours(1)), Resolved(CaseType.Return, Morning.AddHours(2)), Resolved(CaseType.Return, Morning.AddHours(3), Morning.AddDays(1))];
        var exchange = Resolved(CaseType.Exchange, Morning.AddHours(4));
        var open = bench.Case(owners: (me, Morning));
        var late = Resolved(CaseType.Exchange, Morning.AddDays(2), Morning.AddDays(12));
        // 4 h kept, 8 h breached and stopped, one breached that runs on
        var kept = bench.Clock(returns[0], ClockNames.FirstHandling, ClockState.Met, Morning.AddHours(4), me);
        var breached = bench.Clock(returns[1], ClockNames.FirstHandling, ClockState.Breached, Morning.AddHours(5), me);
        var running = bench.Clock(open, ClockNames.FirstHandling, ClockState.Breached, Morning.AddHours(5), me);
        var resolution = bench.Clock(exchange, ClockNames.Resolution, ClockState.Late, Morning.AddHours(4), me);
        (kept.ElapsedSeconds, breached.ElapsedSeconds, breached.StoppedAt, running.ElapsedSeconds, resolution.ElapsedSeconds) = (4 * 3600, 8 * 3600, Morning.AddHours(8), 99 * 3600, 1800);
        bench.Rate(me, 5).Reason = "态度很好";
        bench.Rate(me, 3).Reason = "态度敷衍";
        bench.Rate(me, 1).Reason = "等太久了";
        var wrong = Wrong(bench, me, Morning.AddHours(1));
        Wrong(bench, me, Morning.AddMonths(1)); // ruled in March
        Wrong(bench, me, Morning.AddHours(1), dropped: true);
        bench.Add(new Shift { Id = 1, ShopId = bench.Host.Shop.Id, Name = "白班", StartsAt = new TimeOnly(8, 30), EndsAt = new TimeOnly(16, 0) }, new Shift { Id = 2, ShopId = bench.Host.Shop.Id, Name = "晚班", StartsAt = new TimeOnly(16, 0), EndsAt = new TimeOnly(23, 30) });
        bench.Chat(me, "a", Day, c => (c.Sessions, c.HumanSessions, c.RepliedIn2Minutes, c.RepliedIn3Minutes, c.AverageReplySeconds) = (2, 2, 1, 2, 20));
        bench.Chat(me, "b", Day, c => (c.FirstReplySeconds, c.AverageReplySeconds) = (200, 50));
        bench.Chat(me, "c", Day.AddDays(1), c => c.IsUnreplied = true);
        bench.Sold(me, 100, o => (o.IsWonBack, o.Lines[0].Quantity) = (true, 3));
        bench.Sold(me, 50, _ => { });
        bench.Sold(me, 0, o => (o.PaidAt, o.ClosedUnpaidAt) = (null, Morning.AddDays(1)));
        bench.Sold(null, 999, _ => { });
        bench.Figure(me, "conversion_rate", 0.45m);
        bench.Figure(me, "average_order_value", 1m); // ours stands
        bench.Figure(other, "average_order_value", 88m);
        bench.Figure(null, "dsr", 4.8m);
        bench.Present(me, Day, 1, 1);
        bench.Present(me, Day.AddDays(1), 1, 0.5m);
        for (var i = 1; i <= 61; i++) bench.Present(other, Day.AddDays(-i), 1, 0);

        var facts = (await bench.CardAsync(me)).Inputs.Facts;

        void Is(string indicator, decimal? value, params long[] ids)
        {
            var fact = facts.Of(indicator);
            Assert.True(value == fact.Value, $"{indicator}: {fact.Value}");
            if (ids.Length > 0) Assert.Equal(ids.Order(), fact.SourceIds);
        }

        Is("return_completion_rate", 2m / 3, [.. returns.Select(c => c.Id)]);
        Is("exchange_completion_rate", 1, exchange.Id, late.Id); // reopened after more than a week
        Is("complaint_completion_rate", null);
        Is("first_handling_avg", 6, kept.Id, breached.Id);
        Is("resolution_time_avg", 0.5m, resolution.Id);
        Is("reopen_rate", 0.2m, [.. returns.Select(c => c.Id), exchange.Id, late.Id]);
        Is("bad_attitude_share", 0.5m);
        Is("shipping_errors", 1, wrong);
        Is("leftover_cases", 4); // the one that stays open, the exchange resolved two days later, two wrong shipments
        Is("first_reply_2min_rate", 0.25m, [.. facts.ChatIds]);
        Is("reply_3min_rate", 0.5m);
        Is("avg_response_seconds", 30);
        Is("unreplied_count", 1);
        Is("conversion_rate", 0.45m);
        Is("average_order_value", 75);
        Is("items_per_order", 2);
        Is("orders", 2, [.. facts.PaidOrderIds]);
        Is("sales", 150);
        Is("repeat_sales", 100);
        Is("order_loss_rate", 1m / 3);
        Assert.Equal((new Attendance(2, 1.5m), 0.5m), (facts.Attendance, facts.AbsentDays));
        var others = (await bench.CardAsync(other)).Inputs.Facts;
        Assert.Equal((88m, true, 61m, true), (others.Of("average_order_value").Value, others.Of("average_order_value").IsImported, others.AbsentDays, LongAbsence.IsExcluded(others.AbsentDays)));
        Assert.All(IndicatorCatalogue.All.Where(i => i.Levels == IndicatorLevels.Agent && !i.IsQuantity), i => Assert.Null(others.Of(i.Key).Value is { } value && i.Key is not ("average_order_value" or "sla_goal_missed" or "sla_limit_breached") ? $"{i.Key} {value}" : null));
    }

    /// <summary>A case of the wrong-shipment register of which the agent was ruled to be the cause.</summary>
    private static long Wrong(ScoreBench bench, long agent, DateTime ruledAt, bool dropped = false)
    {
        var made = bench.Case(owners: (agent, Morning));
        (made.Type, made.SubKind) = (CaseType.Reshipment, SubKinds.Wrong);
        made.IsScored = !dropped;
        var penalty = bench.Penalise(made, agent, Severity.D, dropped ? PenaltyState.Dropped : PenaltyState.Proposed, null);
        bench.Ruled(penalty, ruledAt);
        return made.Id;
    }
}
