using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>A line of a case's history before its people are known by id.</summary>
internal sealed record DraftLine(DateTime At, string State, Wait WaitsOn, string? Owner, string? Team, string Source, string? Note = null);

/// <summary>A case as a file has it: all of its lines, and what the file says of it.</summary>
internal sealed record CaseDraft(string Number, DateTime OpenedAt, IReadOnlyList<DraftLine> Lines)
{
    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public string? Buyer { get; init; }
    public string? Category { get; init; }
    public string? Subject { get; init; }
    public Priority Priority { get; init; } = Priority.Normal;
    public Outcome Outcome { get; init; }

    /// <summary>False where the file leaves its end unknown, so that no clock can be judged.</summary>
    public bool IsMeasurable { get; init; } = true;

    /// <summary>How many rows of the file it is made of.</summary>
    public int Rows { get; init; }
}
