using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Tests.Scoring;

public sealed class TimeInRoleTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Period April = Period.Of(new CalendarMonth(2026, 4), Shanghai);

    [Theory]
    [InlineData("2026-03-20T00:00", "2026-04-10T04:00", 10)] // noon of the 10th
    [InlineData("2026-03-20T00:00", "2026-04-09T16:00", 9)] // midnight before it
    [InlineData("2026-03-20T00:00", "2026-04-09T16:01", 10)]
    [InlineData("2026-04-20T16:00", null, 10)] // the 21st to the 30th
    [InlineData("2026-04-20T15:59", null, 11)]
    [InlineData("2026-03-20T00:00", null, null)]
    [InlineData("2026-03-20T00:00", "2026-04-30T15:59", null)]
    [InlineData("2026-05-20T00:00", null, null)]
    [InlineData("2026-03-20T00:00", "2026-03-31T16:00", null)] // ended as the month began
    public void Span_WithinAMonth_CountsItsLocalDays(string from, string? to, int? days) =>
        Assert.Equal(days is { } some ? new TimeInRole(some, 30) : null, TimeInRole.Of(April, Shanghai, [(At(from), to is null ? null : At(to))]));

    [Fact]
    public void TwoSpans_MeetingOnADay_CountItOnce() =>
        Assert.Equal(new TimeInRole(12, 30), TimeInRole.Of(April, Shanghai, [(At("2026-03-01T00:00"), At("2026-04-10T04:00")), (At("2026-04-10T05:00"), At("2026-04-12T04:00"))]));

    [Fact]
    public void Presence_OfPartOfAMonth_IsThatPartOfTheListsDays()
    {
        var facts = new AgentFacts { RoleDays = new TimeInRole(10, 30) };

        Assert.Equal(new Attendance(30, 10), facts.Presence);
        Assert.Equal(new Attendance(22 * 30, 20 * 10), (facts with { Attendance = new Attendance(22, 20) }).Presence);
        Assert.Equal(new Attendance(22 * 30, 22 * 10), (facts with { Attendance = new Attendance(22, 23) }).Presence); // a day too many makes up for none
        Assert.Null(new AgentFacts().Presence);
    }

    private static DateTime At(string text) => DateTime.Parse(text + ":00Z", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
