using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>The page on which one asks for a reprocess, with what was typed and what is wrong with it.</summary>
public sealed record ReprocessAskPage(Shop Shop, ReprocessForm Form, IReadOnlyList<CalendarUsed> Calendars, IReadOnlyList<ReprocessLine> Reprocesses, IReadOnlyList<FieldError> Faults)
{
    public FieldError? Of(string field) => Faults.FirstOrDefault(f => f.Path == field);
}

/// <summary>The page of one reprocess: its dry run, and what became of it.</summary>
public sealed record ReprocessPage(RunPage Run, ReprocessLine Line, IReadOnlyList<CalendarUsed> Calendars, bool HasRight, long ReaderId)
{
    public Reprocess Row => Line.Row;

    /// <summary>Whoever asked for it leaves the approval to another.</summary>
    public bool MayApprove => HasRight && Run.Head.AskedById != ReaderId;

    /// <summary>It found something, and nobody has approved it yet.</summary>
    public bool IsOpen => Run is { Head.Status: DryRunStatus.Done, Figures: { } figures } && figures.Changed + figures.Moved > 0 && Row.ApprovedAt is null;
}

/// <summary>The words of reprocesses in the reader's language.</summary>
public static class ReprocessWords
{
    /// <summary>How one stands: its dry run first, then its approval and its end.</summary>
    public static string Status(this Texts texts, ReprocessLine line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        return line.Row is { EndedAt: not null } ? texts["reprocess.status.ended"]
            : line.Row is { ApprovedAt: not null } ? texts[line.Failed is null ? "reprocess.status.approved" : "reprocess.status.failed"]
            : line.DryRun == DryRunStatus.Done ? texts["reprocess.status.compared"] : texts.Status(line.DryRun);
    }

    public static string Days(this Texts texts, Reprocess row)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(row);
        return row.FirstDay == row.LastDay ? texts["reprocess.day", row.FirstDay] : texts["reprocess.days", row.FirstDay, row.LastDay];
    }
}
