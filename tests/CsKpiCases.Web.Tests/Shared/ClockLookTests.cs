using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Tests.Shared;

public sealed class ClockLookTests
{
    private static readonly DateTime Due = new(2026, 6, 1, 10, 0, 0, DateTimeKind.Utc); // closing time in Shanghai

    [Theory]
    [InlineData(-60, "running")]
    [InlineData(3600, ClockLook.AtLimit)] // the closed night: reached, and not exceeded
    [InlineData(15 * 3600, "running")] // open again, and the sweep is due
    public void Look_AtItsLimit_IsNotOverItBeforeTheCalendarOpens(int secondsAfterDue, string state)
    {
        var row = new CaseClock
        {
            Clock = ClockNames.Resolution, State = ClockState.Running, StartedAt = Due.AddHours(-9), LimitSeconds = 9 * 3600, LimitDueAt = Due,
            NextDue = DueLevel.Limit, NextDueAt = Due.AddHours(14.5).AddSeconds(1),
        };
        var now = Due.AddSeconds(secondsAfterDue);
        var look = ClockLook.Of(row, now);
        Assert.Equal(state, look.State);
        Assert.Equal(CountdownTone.Breach, look.Tone(now));
    }
}
