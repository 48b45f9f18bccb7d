using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>When the sweep has to look at a stored clock again.</summary>
public sealed class ClockRowsTests
{
    // Monday 2026-06-01, 09:00 in Shanghai; Calendars.Scenario works Mon–Fri 09:00–18:00 there.
    private static readonly DateTime Monday = new(2026, 6, 1, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void SetNextDue_LimitAtClosingTime_IsTheNextWorkingSecondAndNotTheNight()
    {
        var (clock, row) = Started(new Target { Clock = "resolution", Limit = SlaDuration.OfHours(9), Calendar = Calendars.Scenario, WarnAt = [] });
        ClockRows.SetNextDue(clock, row);
        Assert.Equal(Monday.AddHours(9), clock.LimitDueAt);
        Assert.Equal((DueLevel.Limit, Monday.AddDays(1).AddSeconds(1)), (row.NextDue, row.NextDueAt));
        Assert.False(clock.Settle(row.NextDueAt.AddSeconds(-1)));
        Assert.True(clock.Settle(row.NextDueAt));
        Assert.Equal(Monday.AddHours(9), clock.BreachedAt);
    }

    [Fact]
    public void SetNextDue_FreshClock_AgreesWithTheEngine()
    {
        var (clock, row) = Started(new Target { Clock = "resolution", Goal = SlaDuration.OfHours(4), Limit = SlaDuration.OfHours(20), Calendar = Calendars.Scenario });
        var after = Monday;
        for (var step = 0; step < 4; step++)
        {
            ClockRows.SetNextDue(clock, row);
            Assert.Equal(clock.NextDue(after), (row.NextDueAt, row.NextDue));
            after = row.NextDueAt;
            clock.Settle(after);
            ClockRows.PassWarnings(clock, row, after);
        }

        ClockRows.SetNextDue(clock, row);
        Assert.Equal((DueLevel.None, Case.Never), (row.NextDue, row.NextDueAt));
    }

    [Fact]
    public void PassWarnings_SeveralLeadsOfOneLimit_AreGivenOneByOne()
    {
        var (clock, row) = Started(new Target
        {
            Clock = "resolution",
            Limit = SlaDuration.OfHours(24),
            WarnAt = [new Warning(Level.Limit, null, 12 * 3600), new Warning(Level.Limit, null, 2 * 3600)],
        });
        Assert.Equal(DueLevel.None, ClockRows.PassWarnings(clock, row, Monday.AddHours(11)));
        foreach (var hour in new[] { 12, 22 })
        {
            ClockRows.SetNextDue(clock, row);
            Assert.Equal((DueLevel.LimitWarning, Monday.AddHours(hour)), (row.NextDue, row.NextDueAt));
            Assert.Equal(DueLevel.LimitWarning, ClockRows.PassWarnings(clock, row, Monday.AddHours(hour)));
            Assert.Equal(DueLevel.None, ClockRows.PassWarnings(clock, row, Monday.AddHours(hour)));
        }

        ClockRows.SetNextDue(clock, row);
        Assert.Equal((DueLevel.Limit, Monday.AddHours(24).AddSeconds(1)), (row.NextDue, row.NextDueAt));
    }

    [Fact]
    public void PassWarnings_AfterAPause_AreNeitherRepeatedNorLost()
    {
        var target = new Target { Clock = "resolution", Limit = SlaDuration.OfHours(10), PauseWhile = WaitSet.Of(Wait.Buyer), WarnAt = [new Warning(Level.Limit, 0.5m, null)] };
        var (clock, row) = Started(target);
        // Due at 5 h; the case went to wait at 6 h before anybody swept, and came back a day later.
        clock.MoveTo(Monday.AddHours(6), new Standing(null, Wait.Buyer, null, false, false));
        ClockRows.SetNextDue(clock, row);
        Assert.Equal(DueLevel.None, row.NextDue);
        clock.MoveTo(Monday.AddHours(30), Standing.Queue);
        ClockRows.SetNextDue(clock, row);
        Assert.Equal((DueLevel.LimitWarning, Monday.AddHours(30)), (row.NextDue, row.NextDueAt));
        Assert.Equal(DueLevel.LimitWarning, ClockRows.PassWarnings(clock, row, Monday.AddHours(30)));

        clock.MoveTo(Monday.AddHours(31), new Standing(null, Wait.Buyer, null, false, false));
        clock.MoveTo(Monday.AddHours(50), Standing.Queue);
        Assert.Equal(DueLevel.None, ClockRows.PassWarnings(clock, row, Monday.AddHours(50)));
        ClockRows.SetNextDue(clock, row);
        Assert.Equal(DueLevel.Limit, row.NextDue);
    }

    private static (Clock Clock, CaseClock Row) Started(Target target) => (Clock.Start(target, Monday, Standing.Queue), new CaseClock());
}
