using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.People;

public sealed class ShiftTurnsTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly Shift Day = new() { Id = 1, StartsAt = new(8, 30), EndsAt = new(16, 0) };
    private static readonly Shift Late = new() { Id = 2, StartsAt = new(16, 0), EndsAt = new(23, 30) };
    private static readonly Shift Night = new() { Id = 3, StartsAt = new(22, 0), EndsAt = new(2, 30) };

    [Fact]
    public void Ended_OfTwoDays_IsEachEndInOrderAndOnTheDateOfItsBeginning() => Assert.Equal(
        [(1, 2, "2026-03-02T08:00:00Z"), (2, 2, "2026-03-02T15:30:00Z"), (3, 2, "2026-03-02T18:30:00Z"), (1, 3, "2026-03-03T08:00:00Z")],
        ShiftTurns.Ended(Shanghai, [Late, Night, Day], Utc("2026-03-01T18:30:00Z"), Utc("2026-03-03T08:00:00Z"))
            .Select(t => ((int)t.Shift.Id, t.WorksOn.Day, t.To.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null))));

    [Fact]
    public void Ended_WithoutShiftsOrTime_IsNothing()
    {
        Assert.Empty(ShiftTurns.Ended(Shanghai, [], Utc("2026-03-01T00:00:00Z"), Utc("2026-03-09T00:00:00Z")));
        Assert.Empty(ShiftTurns.Ended(Shanghai, [Day], Utc("2026-03-02T08:00:00Z"), Utc("2026-03-02T08:00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-07T00:00:00Z", "2026-03-08T07:30:00Z", 4.5)] // 02:30 is skipped: 03:30 EDT
    [InlineData("2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z", 4.5)]
    [InlineData("2026-10-31T20:00:00Z", "2026-11-01T07:30:00Z", 5.5)] // 22:00 EDT to 02:30 EST
    public void Ended_OverAMoveOfTheClocks_IsTheLocalTime(string after, string end, double hours)
    {
        var turn = ShiftTurns.Ended(NewYork, [Night], Utc(after), Utc(end)).Last();
        Assert.Equal((Utc(end), hours), (turn.To, (turn.To - turn.From).TotalHours));
    }

    [Fact]
    public void Next_OfAShift_IsTheOneThatGoesOnAfterIt()
    {
        var day = ShiftTurns.On(Shanghai, [Day, Late], new DateOnly(2026, 3, 2)).First();
        var late = ShiftTurns.Next(Shanghai, [Day, Late], day);
        Assert.Equal((2L, new DateOnly(2026, 3, 2)), (late!.Shift.Id, late.WorksOn));
        var next = ShiftTurns.Next(Shanghai, [Day, Late], late);
        Assert.Equal((1L, new DateOnly(2026, 3, 3)), (next!.Shift.Id, next.WorksOn));
        Assert.Equal(new DateOnly(2026, 3, 3), ShiftTurns.Next(Shanghai, [Day], day)!.WorksOn);
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
