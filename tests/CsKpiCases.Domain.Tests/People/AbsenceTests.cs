using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.People;

public sealed class AbsenceTests
{
    private const long Someone = 7;
    private static readonly Shift Day = new() { Id = 1, Name = "白班", StartsAt = new(8, 30), EndsAt = new(16, 0) };
    private static readonly DateTime Monday = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    [InlineData(16, false)]
    public void Leave_WithinAShift_TakesItsTimeOutOfIt(int hour, bool onShift)
    {
        foreach (var roster in new RosterEntry[][] { [], [new RosterEntry { AccountId = Someone, WorksOn = new(2026, 3, 2), ShiftId = 1 }] })
        {
            var shifts = new ShopShifts(TimeZoneInfo.Utc, [Day], roster, [new Absence(Someone, Monday.AddHours(10), Monday.AddHours(13))]);
            Assert.Equal(onShift, shifts.IsOnShift(Someone, Monday.AddHours(hour)));
            Assert.True(shifts.IsOnShift(Someone + 1, Monday.AddHours(11)));
        }
    }

    [Fact]
    public void Leave_OverSeveralDays_LeavesNothingOfTheShiftsWithin()
    {
        var shifts = new ShopShifts(TimeZoneInfo.Utc, [Day], [], [new Absence(Someone, Monday.AddHours(12), Monday.AddDays(2).AddHours(9)), new Absence(Someone, Monday.AddHours(11), Monday.AddHours(13))]);
        (DateTime, bool)[] expected = [(Monday.AddHours(8.5), true), (Monday.AddHours(11), false), (Monday.AddDays(2).AddHours(9), true), (Monday.AddDays(2).AddHours(16), false)];
        Assert.Equal(expected, shifts.Changes(Someone, Monday, Monday.AddDays(3)));
        Assert.Equal(Monday.AddDays(2).AddHours(9), shifts.LeaveEnds(Someone, Monday.AddDays(1)));
        Assert.True(shifts.IsOnLeave(Someone, Monday.AddHours(11)));
        Assert.False(shifts.IsOnLeave(Someone, Monday.AddDays(2).AddHours(9)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void AtWork_AtNight_IsWhoeverHasNoHoursToKeepTo(bool hasShifts, bool atWork) =>
        Assert.Equal(atWork, new ShopShifts(TimeZoneInfo.Utc, hasShifts ? [Day] : [], []).IsAtWork(Someone, Monday.AddHours(3)));

    [Theory]
    [InlineData(1, 2, 0, null)]
    [InlineData(1, 1, 0, SwapRule.SamePerson)]
    [InlineData(1, 3, 0, SwapRule.NotRostered)]
    [InlineData(1, 2, 30, SwapRule.TooLate)]
    public void Swap_OfTwoTurns_IsCheckedAgainstTheRoster(long asks, long with, int hoursLater, string? fault)
    {
        RosterEntry[] roster = [Works(1, 3, 1), Works(2, 4, 2)];
        Assert.Equal(fault, SwapRule.Fault(Swap(asks, with), roster, Start, Monday.AddHours(hoursLater)));
    }

    [Fact]
    public void Swap_ThatMakesSomebodyWorkTwiceADay_IsRefused() =>
        Assert.Equal(SwapRule.TwoShifts, SwapRule.Fault(Swap(1, 2), [Works(1, 3, 1), Works(2, 4, 2), Works(1, 4, 1)], Start, Monday));

    [Fact]
    public void Swap_OfTheTwoShiftsOfOneDay_IsGood()
    {
        var swap = Swap(1, 2);
        swap.TakesOn = swap.GivesOn;
        Assert.Null(SwapRule.Fault(swap, [Works(1, 3, 1), Works(2, 3, 2)], Start, Monday));
    }

    private static DateTime Start(long shift, DateOnly day) => day.ToDateTime(new TimeOnly(shift == 1 ? 0 : 8, 0), DateTimeKind.Utc);

    private static RosterEntry Works(long who, int day, long shift) => new() { AccountId = who, WorksOn = new(2026, 3, day), ShiftId = shift };

    private static ShiftSwap Swap(long asks, long with) => new() { AskedById = asks, WithId = with, GivesOn = new(2026, 3, 3), GivesShiftId = 1, TakesOn = new(2026, 3, 4), TakesShiftId = 2 };
}
