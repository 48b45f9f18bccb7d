using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Data.Cases;

/// <summary>What the store answers to an act on a case.</summary>
public abstract record CaseResult
{
    private CaseResult()
    {
    }

    /// <summary>Done and durable.</summary>
    /// <param name="Case">As it is now; detached.</param>
    /// <param name="Events">What was written.</param>
    public sealed record Done(Case Case, IReadOnlyList<CaseEvent> Events) : CaseResult;

    /// <summary>The domain said no; nothing is changed.</summary>
    public sealed record Refused(TransitionRefused Refusal) : CaseResult;

    /// <summary>Somebody else was first; nothing is changed.</summary>
    /// <param name="Version">The case's version now.</param>
    /// <param name="Since">What happened since the version that the caller had seen, oldest first.</param>
    public sealed record Stale(int Version, IReadOnlyList<CaseEvent> Since) : CaseResult;

    /// <summary>No such case in this shop.</summary>
    public sealed record NotFound : CaseResult;
}
