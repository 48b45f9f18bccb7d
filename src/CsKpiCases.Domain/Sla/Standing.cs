using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>How a case stands at an instant, as far as its clocks care.</summary>
/// <param name="State">The state's name; null in the simulator.</param>
/// <param name="Wait">Whom it waits on: a hold's wait before the state's.</param>
/// <param name="OwnerId">The owner; null: in nobody's hands.</param>
/// <param name="OnShift">Whether the owner is on shift.</param>
/// <param name="IsFrozen">Whether a dispute beside it has stopped its clocks.</param>
public readonly record struct Standing(string? State, Wait Wait, long? OwnerId, bool OnShift, bool IsFrozen)
{
    /// <summary>In nobody's hands, nothing in the way.</summary>
    public static Standing Queue { get; } = new(null, Wait.Agent, null, false, false);
}

/// <summary>
/// One stretch of a clock's life in which nothing changed, half-open (sla.md, rule 15).
/// </summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded; null while it lasts.</param>
/// <param name="IsRunning">False: the clock stood still.</param>
/// <param name="Wait">Whom the case waited on, running or not.</param>
/// <param name="OwnerId">Who had it; null: nobody.</param>
/// <param name="OnShift">Whether the owner was on shift.</param>
/// <param name="Seconds">Elapsed seconds by the clock's calendar; 0 where it stood still or still lasts.</param>
public sealed record Segment(
    DateTime From, DateTime? To, bool IsRunning, Wait Wait, long? OwnerId, bool OnShift, long Seconds);
