using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The machine of each case type.</summary>
public static class CaseMachines
{
    private static readonly Dictionary<CaseType, TransitionTable> Tables = new()
    {
        [CaseType.Unclassified] = SharedWorkflow.Unclassified,
        [CaseType.Complaint] = ComplaintWorkflow.Table,
        [CaseType.Return] = ReturnWorkflow.Table,
        [CaseType.Exchange] = ExchangeWorkflow.Table,
        [CaseType.Reshipment] = ReshipmentWorkflow.Table,
        [CaseType.LogisticsFollowUp] = LogisticsWorkflow.Table,
        [CaseType.Dispute] = DisputeWorkflow.Table,
        [CaseType.ReviewFollowUp] = ReviewWorkflow.Table,
        [CaseType.ReturnVisit] = ReturnVisitWorkflow.Table,
    };

    /// <summary>Every type that a case can have once it is known.</summary>
    public static IReadOnlyList<CaseType> Available { get; } = [.. Tables.Keys.Where(t => t != CaseType.Unclassified)];

    /// <summary>The types that begin with the common front: what a case can be classified as, or become.</summary>
    public static IReadOnlyList<CaseType> Classifiable { get; } = [.. Available.Where(t => Tables[t].InitialState == SharedWorkflow.Logged)];

    public static bool TryGet(CaseType type, out TransitionTable table)
    {
        var found = Tables.TryGetValue(type, out var known);
        table = known!;
        return found;
    }

    /// <exception cref="ArgumentException">The type has no machine: no case of it can exist.</exception>
    public static TransitionTable For(CaseType type) =>
        TryGet(type, out var table) ? table : throw new ArgumentException($"No machine for {type}.", nameof(type));

    /// <summary>Where a case of a known type begins when the program itself opens it: nothing is left to classify or to assign.</summary>
    internal static string OpenedIn(CaseType type) => type switch
    {
        CaseType.LogisticsFollowUp => LogisticsWorkflow.Chasing,
        // a parcel that came back says what it is about, but not whose it is
        CaseType.Reshipment => SharedWorkflow.Classified,
        _ => For(type).InitialState,
    };
}
