using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>How a log or list of another tool is to be read (surface.md, "Event logs from another tool").</summary>
public sealed record ImportMap
{
    public string? Shop { get; init; }
    public CaseType CaseType { get; init; } = CaseType.Complaint;
    public string? Policy { get; init; }

    /// <summary>Whether its verdicts count in scores.</summary>
    public bool IsScored { get; init; }
    public string? Delimiter { get; init; }

    /// <summary>A .NET date format; null: ISO 8601.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>Of times without an offset; null: the shop's.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Cells that mean nothing is known; empty ones always do.</summary>
    public IReadOnlySet<string> Missing { get; init; } = new HashSet<string>();
    public MappedColumn? Number { get; init; }
    public MappedColumn? OpenedAt { get; init; }
    public MappedColumn? ResolvedAt { get; init; }
    public MappedColumn? ClosedAt { get; init; }
    public MappedColumn? Buyer { get; init; }
    public MappedColumn? Category { get; init; }
    public MappedColumn? Subject { get; init; }
    public MappedColumn? Priority { get; init; }

    /// <summary>Of a list of cases; a log has it per event.</summary>
    public MappedColumn? State { get; init; }
    public MappedColumn? Outcome { get; init; }
    public MappedColumn? Note { get; init; }
    public MappedColumn? EventAt { get; init; }
    public MappedColumn? EventOrder { get; init; }
    public MappedColumn? EventState { get; init; }
    public MappedColumn? Owner { get; init; }
    public MappedColumn? Team { get; init; }
    public IReadOnlyDictionary<string, MappedState> States { get; init; } = new Dictionary<string, MappedState>();

    /// <summary>For states that are not named; null: such rows are rejected.</summary>
    public MappedState? UnknownState { get; init; }

    /// <summary>What a state of the other tool is here; null when it is neither named nor is there one for the rest.</summary>
    public MappedState? StateOf(string source) => States.TryGetValue(source, out var state) ? state : UnknownState;
}

/// <summary>Where a field comes from: one column, or several joined; some fields translate their values.</summary>
/// <param name="Columns">Header names.</param>
/// <param name="Values">The other tool's value to ours; null: taken as it is.</param>
public sealed record MappedColumn(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string>? Values = null)
{
    public string Name => Columns[0];
}

/// <summary>A state of ours, and whom it waits on.</summary>
public sealed record MappedState(string State, Wait WaitsOn);
