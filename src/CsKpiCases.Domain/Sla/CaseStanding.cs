using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// What the clocks must remember of a case between two signals, beside the clocks themselves. Small and flat: it is
/// stored with the case, so that the next signal needs no history.
/// </summary>
public sealed record CaseStanding
{
    /// <summary>The last signal's instant: what is earlier is back-dated and needs a recomputation (rule 4).</summary>
    public DateTime? LastAt { get; init; }

    public DateTime? AppliedAt { get; init; }

    public string? State { get; init; }

    public Wait WaitsOn { get; init; } = Wait.Agent;

    /// <summary>A hold's wait; <see cref="Wait.None"/> without one.</summary>
    public Wait Hold { get; init; }

    public bool IsFrozen { get; init; }

    public long? OwnerId { get; init; }

    public bool OnShift { get; init; }

    /// <summary>Whether a person has answered since it was made, or since it was last reopened.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>Resolved, and not reopened since.</summary>
    public bool IsResolved { get; init; }

    /// <summary>Withdrawn, merged or a duplicate: no clock starts any more.</summary>
    public bool IsCancelled { get; init; }

    internal Standing ForClocks => new(State, Hold == Wait.None ? WaitsOn : Hold, OwnerId, OnShift, IsFrozen);
}
