using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Bulk;

/// <summary>
/// A new case with everything that belongs to it. Whoever makes it fills in what happened; <see cref="BulkCases"/> completes
/// what can be derived: ids, shop and case of every row, the number, the events' numbering and chain, the search terms.
/// </summary>
public sealed class CaseBundle
{
    /// <summary>Without an id it gets one, without a number the next one of <see cref="Case.OpenedOn"/>.</summary>
    public required Case Case { get; init; }

    /// <summary>In the order of their sequence; those without a hash are sealed.</summary>
    public List<CaseEvent> Events { get; init; } = [];
    public List<ClockBundle> Clocks { get; init; } = [];
    public List<Promise> Promises { get; init; } = [];
    public List<LedgerEntry> Ledger { get; init; } = [];
    public List<Evidence> Evidence { get; init; } = [];

    /// <summary>Any other mapped rows (rulings, penalties, ratings, links), complete with ids and keys.</summary>
    public List<object> Others { get; init; } = [];

    /// <summary>What it can be found by beside its numbers, subject and description: buyer, tracking number, notes.</summary>
    public List<string?> SearchTexts { get; init; } = [];
}

/// <summary>One run of a clock with its stretches and breaches.</summary>
public sealed class ClockBundle
{
    public required CaseClock Clock { get; init; }
    public List<CaseClockSegment> Segments { get; init; } = [];
    public List<Breach> Breaches { get; init; } = [];
}
