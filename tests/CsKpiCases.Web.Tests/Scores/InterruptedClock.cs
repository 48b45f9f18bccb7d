namespace CsKpiCases.Web.Tests.Scores;

/// <summary>A clock that lets something else happen first, the moment it is asked for the so-manieth time.</summary>
internal sealed class InterruptedClock(TimeProvider clock, int onAsk, Lazy<Task> first) : TimeProvider
{
    private int asked;

    public override DateTimeOffset GetUtcNow()
    {
        if (++asked == onAsk) first.Value.GetAwaiter().GetResult();
        return clock.GetUtcNow();
    }
}
