namespace CsKpiCases.Web.Tests.Cases;

/// <summary>A clock that stands still until the test moves it. Begins on Monday 2026-03-02, 09:00 in Shanghai.</summary>
internal sealed class FakeClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public DateTime Now => now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public void AdvanceTo(DateTime utc) => now = new DateTimeOffset(utc, TimeSpan.Zero);
}
