using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.People;

public sealed class ShopShiftsTests
{
    private const long Someone = 4;
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Shift Day = new() { Id = 1, StartsAt = new(9, 0), EndsAt = new(18, 0) };
    private static readonly Shift Night = new() { Id = 2, StartsAt = new(22, 0), EndsAt = new(6, 0) };

    [Theory]
    [InlineData("08:29", false)]
    [InlineData("08:30", true)]
    [InlineData("23:29", true)]
    [InlineData("23:30", false)]
    public void Shop_WithoutShifts_WorksFromHalfPastEightToHalfPastEleven(string time, bool onShift) =>
        Assert.Equal(onShift, new ShopShifts(Shanghai, [], []).IsOnShift(Someone, Local("2026-03-02", time)));

    [Theory]
    [InlineData("21:59", false)]
    [InlineData("22:00", true)]
    [InlineData("00:00", true)]
    [InlineData("05:59", true)]
    [InlineData("06:00", false)]
    [InlineData("09:00", true)]
    [InlineData("18:00", false)]
    public void Person_WithoutRoster_WorksWheneverTheShopHasAShift(string time, bool onShift) =>
        Assert.Equal(onShift, new ShopShifts(Shanghai, [Day, Night], []).IsOnShift(Someone, Local("2026-03-03", time)));

    [Fact]
    public void Person_OnSixDaysAWeek_HasTheSeventhOff()
    {
        // Monday 2 March to Sunday 15 March, Wednesdays off.
        var shifts = new ShopShifts(Shanghai, [Day], Roster(Day, 0, 1, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13));
        for (var day = 0; day < 14; day++)
        {
            Assert.Equal(day is not (2 or 9), shifts.IsOnShift(Someone, Local("2026-03-02", "12:00").AddDays(day)));
        }

        Assert.Equal(24, shifts.Changes(Someone, Local("2026-03-01", "00:00"), Local("2026-03-20", "00:00")).Count());
        // Others of the shop have no roster, and the shop works on Wednesdays.
        Assert.True(shifts.IsOnShift(Someone + 1, Local("2026-03-04", "12:00")));
    }

    [Fact]
    public void Changes_OfANightShift_CrossMidnightAndJoinWhatTouches()
    {
        var roster = Roster(Night, 0).Concat(Roster(new Shift { Id = 3 }, 1));
        var shifts = new ShopShifts(Shanghai, [Night, new Shift { Id = 3, StartsAt = new(6, 0), EndsAt = new(8, 0) }], roster);
        Assert.Equal(
            [(Local("2026-03-02", "22:00"), true), (Local("2026-03-03", "08:00"), false)],
            shifts.Changes(Someone, Local("2026-03-02", "00:00"), Local("2026-03-04", "00:00")));
        Assert.Empty(shifts.Changes(Someone, Local("2026-03-02", "22:00"), Local("2026-03-03", "07:59")));
        Assert.Equal([(Local("2026-03-03", "08:00"), false)], shifts.Changes(Someone, Local("2026-03-02", "22:00"), Local("2026-03-03", "08:00")));
    }

    [Fact]
    public void Changes_OfAShopThatNeverCloses_AreNone()
    {
        var always = new ShopShifts(Shanghai, [new Shift { Id = 1, StartsAt = new(0, 0), EndsAt = new(12, 0) }, new Shift { Id = 2, StartsAt = new(12, 0), EndsAt = new(0, 0) }], []);
        Assert.Empty(always.Changes(Someone, Local("2026-03-02", "03:00"), Local("2026-03-30", "15:00")));
        Assert.True(always.IsOnShift(Someone, Local("2026-03-08", "00:00")));
    }

    [Fact]
    public void Changes_AskedInPieces_AreTheSameAsAskedAtOnce()
    {
        var shifts = new ShopShifts(Shanghai, [Day, Night], []);
        var (from, random, pieces) = (Local("2026-03-02", "00:00"), new Random(7), new List<(DateTime, bool)>());
        var at = from;
        while (at < from.AddDays(20))
        {
            var next = at.AddMinutes(random.Next(1, 900));
            pieces.AddRange(shifts.Changes(Someone, at, next));
            at = next;
        }

        Assert.Equal(shifts.Changes(Someone, from, at), pieces);
        Assert.All(pieces, p => Assert.Equal(p.Item2, shifts.IsOnShift(Someone, p.Item1)));
    }

    private static IEnumerable<RosterEntry> Roster(Shift shift, params int[] days) =>
        days.Select(d => new RosterEntry { AccountId = Someone, ShiftId = shift.Id, WorksOn = new DateOnly(2026, 3, 2).AddDays(d) });

    private static DateTime Local(string date, string time) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse($"{date} {time}", System.Globalization.CultureInfo.InvariantCulture), Shanghai);
}
