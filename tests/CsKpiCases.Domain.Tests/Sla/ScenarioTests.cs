using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>The scenario table of sla.md, by its numbers.</summary>
public sealed class ScenarioTests
{
    private static Standing Agent { get; } = new(null, Wait.Agent, 1, true, false);

    private static Standing Buyer { get; } = Agent with { Wait = Wait.Buyer };

    [Theory]
    [InlineData(1, 4, "2026-06-01 16:00", "2026-06-02 11:00")]
    [InlineData(2, 1, "2026-06-05 20:30", "2026-06-08 10:00")]
    [InlineData(3, 9, "2026-06-01 09:00", "2026-06-01 18:00")]
    [InlineData(5, 8, "2026-09-30 16:00", "2026-10-08 15:00")]
    [InlineData(6, 8, "2026-10-09 16:00", "2026-10-10 15:00")]
    public void Start_OfficeHours_IsDueThen(int scenario, int hours, string start, string due)
    {
        Assert.True(scenario > 0);
        Assert.Equal(At(due), Scenario.Reach(At(start), Hours(hours)));
    }

    [Fact]
    public void Start_LunchBreak_IsDueAfterIt() =>
        Assert.Equal(At("2026-06-01 14:00"), Lunch.Reach(At("2026-06-01 11:30"), Hours(1)));

    [Theory]
    [InlineData("2026-06-01 18:00", ClockState.Met)]
    [InlineData("2026-06-02 09:00", ClockState.Met)]
    [InlineData("2026-06-02 09:00:01", ClockState.Breached)]
    public void Stop_AtTheDueInstant_IsInTime(string stop, ClockState expected)
    {
        var clock = Clock.Start(LimitOf(9, Scenario), At("2026-06-01 09:00"), Agent);
        clock.Stop(At(stop));
        Assert.Equal(expected, clock.State);
        Assert.Equal(expected == ClockState.Breached ? At("2026-06-01 18:00") : null, clock.BreachedAt);
    }

    [Fact]
    public void Start_NightBeforeSpringJump_ContinuousTimeIsRealTime() => Assert.Equal(
        At("2026-03-08 13:00:00 -04:00"), WorkingCalendar.Continuous.Reach(At("2026-03-07 12:00:00 -05:00"), Hours(24)));

    [Fact]
    public void Start_RepeatedHourInWindow_CountsTwice() => Assert.Equal(
        At("2026-11-01 05:00:00 -05:00"),
        Daily(NewYork, "00:00-06:00").Reach(At("2026-11-01 00:00:00 -04:00"), Hours(6)));

    [Fact]
    public void Start_NightShift_GoesOnInTheNextNight() => Assert.Equal(
        At("2026-06-06 23:00"),
        OnDays(Shanghai, [DayOfWeek.Friday, DayOfWeek.Saturday], [], "22:00-02:00").Reach(At("2026-06-05 23:00"), Hours(4)));

    [Theory]
    [InlineData("2026-06-01 09:00", "2026-06-01 11:00", "2026-06-03 14:00", "2026-06-04 11:00")]
    [InlineData("2026-06-05 14:00", "2026-06-05 17:00", "2026-06-08 10:00", "2026-06-08 15:00")]
    public void Wait_BuyerPauses_DueMovesOn(string start, string wait, string resume, string due)
    {
        var clock = Clock.Start(LimitOf(8, Scenario, Wait.Buyer), At(start), Agent);
        clock.MoveTo(At(wait), Buyer);
        Assert.Null(clock.LimitDueAt);
        clock.MoveTo(At(resume), Agent);
        Assert.Equal(At(due), clock.LimitDueAt);
    }

    [Fact]
    public void DueInstant_PassesWhilePaused_NoBreach()
    {
        var clock = Clock.Start(LimitOf(8, Scenario, Wait.Buyer), At("2026-06-01 09:00"), Agent);
        clock.MoveTo(At("2026-06-01 16:00"), Buyer);
        clock.Settle(At("2026-06-03 12:00"));
        Assert.Equal((ClockState.Paused, null), (clock.State, clock.BreachedAt));
    }

    [Fact]
    public void Wait_AfterTheBreach_StaysBreached()
    {
        var clock = Clock.Start(LimitOf(8, Scenario, Wait.Buyer), At("2026-06-01 09:00"), Agent);
        clock.MoveTo(At("2026-06-01 17:30"), Buyer);
        Assert.Equal((ClockState.Breached, At("2026-06-01 17:00")), (clock.State, clock.BreachedAt!.Value));
        Assert.Equal(At("2026-06-01 17:00"), clock.LimitDueAt);
    }

    [Fact]
    public void Retarget_LimitCutInMidCase_KeepsElapsedTime()
    {
        var clock = Clock.Start(LimitOf(8, WorkingCalendar.Continuous, Wait.Buyer), At("2026-06-01 09:00"), Agent);
        clock.MoveTo(At("2026-06-01 10:00"), Buyer);
        clock.MoveTo(At("2026-06-01 12:00"), Agent);
        clock.Retarget(At("2026-06-01 14:00"), LimitOf(4, WorkingCalendar.Continuous, Wait.Buyer), Agent);
        Assert.Equal(At("2026-06-01 15:00"), clock.LimitDueAt);
    }

    [Theory]
    [InlineData("2026-06-01 18:00")]
    [InlineData("2026-06-01 20:00")]
    [InlineData("2026-06-02 09:00")]
    public void Retarget_InTheClosedNightAfterTheDueInstant_LeavesItWhereItWas(string changed)
    {
        static Target Target() => new() { Clock = ClockNames.Resolution, Goal = SlaDuration.OfHours(9), Limit = SlaDuration.OfHours(9), Calendar = Scenario };
        var clock = Clock.Start(Target(), At("2026-06-01 09:00"), Agent);
        clock.Retarget(At(changed), Target(), Agent);
        Assert.Equal((At("2026-06-01 18:00"), At("2026-06-01 18:00")), (clock.GoalDueAt!.Value, clock.LimitDueAt!.Value));
        clock.Settle(At("2026-06-02 10:00"));
        Assert.Equal((At("2026-06-01 18:00"), At("2026-06-01 18:00"), false), (clock.GoalMissedAt!.Value, clock.BreachedAt!.Value, clock.IsBreachByPolicy));
    }

    [Fact]
    public void Retarget_LimitCutToWhatHasElapsed_IsDueAtTheChange()
    {
        var clock = Clock.Start(LimitOf(9, Scenario), At("2026-06-01 09:00"), Agent);
        clock.Retarget(At("2026-06-01 13:00"), LimitOf(4, Scenario), Agent);
        Assert.Equal(At("2026-06-01 13:00"), clock.LimitDueAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sweep_LateOrNever_TheBreachIsAtItsDueInstant(bool sweeps)
    {
        var clock = Clock.Start(LimitOf(8, Scenario), At("2026-06-01 09:00"), Agent);
        Assert.False(clock.Settle(At("2026-06-01 17:00")));
        if (sweeps)
        {
            Assert.True(clock.Settle(At("2026-06-01 17:05")));
            Assert.False(clock.Settle(At("2026-06-03 17:05")));
        }
        clock.Stop(At("2026-06-01 17:01"));
        Assert.Equal((ClockState.Breached, At("2026-06-01 17:00")), (clock.State, clock.BreachedAt!.Value));
    }

    [Fact]
    public void Breach_InTheSecondOwnersTime_IsTheLongerHolders()
    {
        var clock = Clock.Start(LimitOf(8, WorkingCalendar.Continuous), At("2026-06-01 09:00"), Agent);
        clock.MoveTo(At("2026-06-01 16:00"), Agent with { OwnerId = 2 });
        clock.Settle(At("2026-06-01 18:30"));
        var attribution = Attribution.Of(clock, Level.Limit, At("2026-06-01 18:30"));
        Assert.Equal((AttributionParty.Agent, 1L), (attribution.Party, attribution.OwnerId!.Value));
        Assert.Equal([(1L, Hours(7)), (2L, Hours(1))], attribution.Shares.Select(share => (share.OwnerId!.Value, share.Seconds)));
    }

    [Theory]
    [InlineData("2026-09-30 16:00")]
    [InlineData("2026-10-03 12:00")]
    public void Start_TwoWorkingDays_EndsWithTheSecondDay(string start)
    {
        // The make-up Saturday Oct 10 lies after both.
        var target = new Target { Clock = "resolution", Limit = SlaDuration.OfWorkingDays(2), Calendar = Scenario };
        Assert.Equal(At("2026-10-09 18:00"), Clock.Start(target, At(start), Agent).LimitDueAt);
    }

    private static Target LimitOf(int hours, WorkingCalendar calendar, params Wait[] pauses) => new()
    {
        Clock = ClockNames.Resolution,
        Limit = SlaDuration.OfHours(hours),
        Calendar = calendar,
        PauseWhile = WaitSet.Of(pauses),
    };
}
