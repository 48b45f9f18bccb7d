using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The machine of each case type that has one.</summary>
public static class CaseMachines
{
    private static readonly Dictionary<CaseType, TransitionTable> Tables = new()
    {
        [CaseType.Unclassified] = SharedWorkflow.Unclassified,
        [CaseType.Complaint] = ComplaintWorkflow.Table,
    };

    /// <summary>The types that a case can be classified as.</summary>
    public static IReadOnlyList<CaseType> Available { get; } = [.. Tables.Keys.Where(t => t != CaseType.Unclassified)];

    public static bool TryGet(CaseType type, out TransitionTable table)
    {
        var found = Tables.TryGetValue(type, out var known);
        table = known!;
        return found;
    }

    /// <exception cref="ArgumentException">The type has no machine: no case of it can exist.</exception>
    public static TransitionTable For(CaseType type) =>
        TryGet(type, out var table) ? table : throw new ArgumentException($"No machine for {type}.", nameof(type));
}
