using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>One month of the list.</summary>
public sealed record PeriodRow(CalendarMonth Month, PeriodState State, int? Revision, DateTime? ChangedAt, int OpenAppeals, int PendingAdditions);

public sealed record PeriodList(IReadOnlyList<PeriodRow> Rows, DateOnly Today);

/// <summary>What can be done now, and why not where it cannot.</summary>
public sealed record PeriodChoice(PeriodTrigger Trigger, PeriodRefusal? Refusal);

public sealed record StepRow(PeriodStep Step, string? By);

/// <param name="Target">What it is against, in words.</param>
/// <param name="Href">Where that can be looked at.</param>
public sealed record AppealRow(ScoreAppeal Appeal, string Agent, string? AnsweredBy, string Target, string? Href);

public sealed record AdditionRow(ScoreAddition Addition, string Agent, string ProposedBy, string? DecidedBy, string? AppliedBy);

public sealed record AdjustmentRow(ScoreAdjustment Adjustment, string Agent, AdjustmentDocument Difference);

/// <summary>One month with everything that happened to it.</summary>
/// <param name="People">Agents of the shop, for additions.</param>
public sealed record PeriodPage(
    CalendarMonth Month, PeriodState State, int Version, int? Revision, string? Hash, IReadOnlyList<PeriodChoice> Choices, IReadOnlyList<StepRow> Steps, IReadOnlyList<AppealRow> Appeals,
    IReadOnlyList<AdditionRow> Additions, IReadOnlyList<AdjustmentRow> Adjustments, IReadOnlyList<AdjustmentRow> Caused, IReadOnlyList<(long Id, string Name)> People, DateOnly ReviewUntil)
{
    public PeriodMay May { get; init; } = new(false, false, false, false, false);

    /// <summary>Why the last act was refused.</summary>
    public string? Fault { get; init; }

    public bool IsLocked => State >= PeriodState.Approved;
}

/// <summary>What the reader may do.</summary>
public sealed record PeriodMay(bool Calculate, bool Answer, bool Propose, bool Decide, bool Apply);
