using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>How a stored clock reads between two sweeps.</summary>
public sealed class ClockReadingTests
{
    private static readonly Policy Policy = new()
    {
        Name = "house", VersionId = 7,
        Targets = [new Target { Clock = ClockNames.Resolution, Goal = SlaDuration.OfHours(4), Limit = SlaDuration.OfHours(9), Calendar = Scenario }],
    };

    [Theory]
    [InlineData("2026-06-01 12:00", 3, ClockState.Running, false)]
    [InlineData("2026-06-01 13:00", 4, ClockState.Running, false)]
    [InlineData("2026-06-01 18:00", 9, ClockState.Running, true)]
    [InlineData("2026-06-01 23:00", 9, ClockState.Running, true)] // the closed night: reached, not exceeded
    [InlineData("2026-06-02 10:00", 10, ClockState.Breached, true)]
    public void Settle_BetweenTwoSweeps_ReadsAsTheEngineWould(string now, int hours, ClockState state, bool isMissed)
    {
        var row = Stored(c => { });
        Assert.Equal(hours * 3600, ClockReading.Settle(row, Policy.TargetOf(row.Clock), At(now)));
        Assert.Equal((state, isMissed ? At("2026-06-01 13:00") : null, state == ClockState.Breached ? At("2026-06-01 18:00") : null), (row.State, row.GoalMissedAt, row.BreachedAt));
    }

    [Fact]
    public void Settle_OfAnEndedOrPausedClock_ChangesNothing()
    {
        var stopped = Stored(c => c.Stop(At("2026-06-01 11:00")));
        Assert.Equal(2 * 3600, ClockReading.Settle(stopped, Policy.TargetOf(stopped.Clock), At("2026-06-09 10:00")));
        Assert.Equal((ClockState.Met, null), (stopped.State, stopped.BreachedAt));
        var unknown = Stored(c => { });
        Assert.Equal(0, ClockReading.Settle(unknown, null, At("2026-06-09 10:00")));
        Assert.Equal(ClockState.Running, unknown.State);
    }

    private static CaseClock Stored(Action<Clock> live)
    {
        var clock = Clock.Start(Policy.Targets[0], At("2026-06-01 09:00"), new Standing("Investigating", Wait.Agent, 1, true, false));
        live(clock);
        var row = new CaseClock();
        ClockRows.Write(clock, row, new Case(), At("2026-06-01 09:00"));
        return row;
    }
}
