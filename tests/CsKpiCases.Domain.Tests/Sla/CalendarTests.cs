using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>Rules 7, 8 and 16 of sla.md.</summary>
public sealed class CalendarTests
{
    private static readonly DayOfWeek[] Friday = [DayOfWeek.Friday];

    [Fact]
    public void Windows_Overlapping_CountOnce()
    {
        var calendar = Daily(Shanghai, "09:00-12:00", "10:00-13:00", "13:00-14:00");
        Assert.Equal(Hours(5), calendar.Elapsed(At("2026-06-01 00:00"), At("2026-06-02 00:00")));
    }

    [Fact]
    public void Windows_OvernightOverTodaysWindows_CountOnce()
    {
        var calendar = Daily(Shanghai, "20:00-10:00", "08:00-09:00", "09:30-11:00");
        // Of each day: 00:00–11:00 and 20:00–24:00.
        Assert.Equal(Hours(15), calendar.Elapsed(At("2026-06-02 00:00"), At("2026-06-03 00:00")));
    }

    [Fact]
    public void Window_EndNotAfterItsStart_IsAWholeDay() => Assert.Equal(
        Hours(72), Daily(Shanghai, "09:00-09:00").Elapsed(At("2026-06-01 00:00"), At("2026-06-04 00:00")));

    [Fact]
    public void Holiday_OvernightWindow_CancelsItsOwnNightOnly()
    {
        var calendar = OnDays(Shanghai, [DayOfWeek.Thursday, DayOfWeek.Friday], [new DateOnly(2026, 6, 5)], "22:00-02:00");
        // Thursday's tail in the holiday stays; the night that opens on Friday is gone.
        Assert.Equal(Hours(2), calendar.Elapsed(At("2026-06-05 00:00"), At("2026-06-07 00:00")));
    }

    [Fact]
    public void MakeUpDay_OnAHoliday_Outranks()
    {
        var day = new DateOnly(2026, 6, 6);
        var calendar = new WorkingCalendar(new WorkingHours(Shanghai, On(Friday, "09:00-18:00"), [day], [day], Windows("10:00-12:00")));
        Assert.Equal(Hours(2), calendar.Elapsed(At("2026-06-06 00:00"), At("2026-06-07 00:00")));
        Assert.True(calendar.IsWorkingDay(day));
        Assert.False(calendar.IsWorkingDay(new DateOnly(2026, 6, 7)));
    }

    [Fact]
    public void SkippedHour_EdgesInside_AreTheJump()
    {
        // New York, 2026-03-08: 02:00 jumps to 03:00.
        var from = At("2026-03-08 00:00:00 -05:00");
        var to = At("2026-03-09 00:00:00 -04:00");
        Assert.Equal(Hours(1), Daily(NewYork, "02:30-04:00").Elapsed(from, to));
        Assert.Equal(Hours(2), Daily(NewYork, "00:00-02:30").Elapsed(from, to));
        Assert.Equal(0, Daily(NewYork, "02:10-02:50").Elapsed(from, to));
    }

    [Fact]
    public void SkippedHour_AllWindowsInside_IsNoWorkingDay()
    {
        var calendar = Daily(NewYork, "02:10-02:50");
        Assert.False(calendar.IsWorkingDay(new DateOnly(2026, 3, 8)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2026, 3, 9)));
        Assert.Equal(
            calendar.WorkingDaysToSeconds(At("2026-03-07 12:00:00 -05:00"), 1),
            calendar.Elapsed(At("2026-03-07 12:00:00 -05:00"), At("2026-03-09 02:50:00 -04:00")));
    }

    [Theory]
    // New York, 2026-11-01: 01:00–02:00 comes twice.
    [InlineData("00:00-06:00", 7)]
    [InlineData("01:30-03:00", 2.5)]
    [InlineData("00:00-01:30", 2.5)]
    [InlineData("00:00-01:00", 2)]
    [InlineData("01:00-01:30", 1.5)]
    [InlineData("02:00-03:00", 1)]
    public void RepeatedHour_Window_ContainsItTwice(string window, double hours) => Assert.Equal(
        Hours(hours),
        Daily(NewYork, window).Elapsed(At("2026-11-01 00:00:00 -04:00"), At("2026-11-02 00:00:00 -05:00")));

    [Fact]
    public void Reach_MoreThanTenYearsAhead_IsNull()
    {
        var calendar = OnDays(Shanghai, Friday, [], "09:00-10:00");
        Assert.NotNull(calendar.Reach(At("2026-06-01 00:00"), Hours(520)));
        Assert.Null(calendar.Reach(At("2026-06-01 00:00"), Hours(530)));
        Assert.Null(WorkingCalendar.Continuous.Reach(At("2026-06-01 00:00"), Hours(90_000)));
    }

    [Fact]
    public void Elapsed_MoreThanTenYears_StillBreaches()
    {
        var target = new Target { Clock = "c", Limit = SlaDuration.OfSeconds(Hours(530)), Calendar = OnDays(Shanghai, Friday, [], "09:00-10:00") };
        var clock = Clock.Start(target, At("2026-06-01 00:00"), Standing.Queue);
        Assert.Null(clock.LimitDueAt);
        clock.Settle(At("2038-06-01 00:00"));
        Assert.Equal(ClockState.Breached, clock.State);
        Assert.Equal(Hours(530), target.Calendar.Elapsed(clock.StartedAt, clock.BreachedAt!.Value));
    }

    [Fact]
    public void NextOpening_OutsideAndInside_IsTheOpeningOrNow()
    {
        Assert.Equal(At("2026-10-08 09:00"), Scenario.NextOpening(At("2026-09-30 18:00")));
        Assert.Equal(At("2026-10-08 09:01"), Scenario.NextOpening(At("2026-10-08 09:01")));
        Assert.Equal(At("2026-10-08 03:00"), WorkingCalendar.Continuous.NextOpening(At("2026-10-08 03:00")));
    }

    [Fact]
    public void WorkingDays_SplitDay_EndAtTheLastClosing()
    {
        var seconds = Lunch.WorkingDaysToSeconds(At("2026-06-01 10:00"), 1);
        Assert.Equal(At("2026-06-02 18:00"), Lunch.Reach(At("2026-06-01 10:00"), seconds));
        Assert.Equal(Hours(6.5 + 7.5), seconds);
    }

    [Fact]
    public void WorkingDays_OvernightWindow_EndInTheNextMorning()
    {
        var calendar = OnDays(Shanghai, Friday, [], "22:00-02:00");
        Assert.Equal(At("2026-06-13 02:00"), calendar.Reach(At("2026-06-05 12:00"), calendar.WorkingDaysToSeconds(At("2026-06-05 12:00"), 1)));
    }

    [Fact]
    public void WorkingDays_CalendarThatNeverHasThem_NeverFallDue()
    {
        var day = new DateOnly(2026, 6, 6);
        var calendar = new WorkingCalendar(new WorkingHours(Shanghai, On([]), null, [day], Windows("10:00-12:00")));
        var target = new Target { Clock = "c", Limit = SlaDuration.OfWorkingDays(2), Calendar = calendar };
        Assert.Null(Clock.Start(target, At("2026-06-01 00:00"), Standing.Queue).LimitDueAt);
        Assert.True(calendar.HasWorkingTime(At("2026-06-01 00:00")));
        Assert.False(calendar.HasWorkingTime(At("2026-06-07 00:00")));
    }

    [Fact]
    public void FarYears_AnyOrderOfQuestions_AnswersAlike()
    {
        var warm = Office("09:00-18:00");
        _ = warm.Elapsed(At("2030-01-01 00:00"), At("2031-01-01 00:00"));
        _ = warm.Elapsed(At("1995-01-01 00:00"), At("1995-02-01 00:00"));
        Assert.Equal(
            Office("09:00-18:00").Elapsed(At("1990-03-01 10:00"), At("2034-05-05 11:11")),
            warm.Elapsed(At("1990-03-01 10:00"), At("2034-05-05 11:11")));
    }

    [Fact]
    public void China_AfterTheLastAnnouncedYear_SaysSo()
    {
        Assert.False(ShippedCalendars.China.IsUnannouncedAt(At("2026-12-31 23:59")));
        Assert.True(ShippedCalendars.China.IsUnannouncedAt(At("2027-01-01 00:00")));
        Assert.False(ShippedCalendars.Shift.IsUnannouncedAt(At("2030-01-01 00:00")));
    }
}
