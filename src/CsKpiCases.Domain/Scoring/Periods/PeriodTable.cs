using System.Text;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>What moves a period.</summary>
public enum PeriodTrigger : byte
{
    /// <summary>Takes a snapshot; while under review, a new one.</summary>
    Calculate = 1,

    /// <summary>Lets agents appeal.</summary>
    OpenReview = 2,

    /// <summary>By the general manager.</summary>
    Approve = 3,

    /// <summary>By the general manager, with a reason.</summary>
    SendBack = 4,

    /// <summary>Locks it for ever.</summary>
    Publish = 5,
}

/// <summary>One permitted step.</summary>
/// <param name="From">State before.</param>
/// <param name="Trigger">What is done.</param>
/// <param name="To">State after.</param>
/// <param name="NeedsApprover">True: the general manager alone; false: whoever may calculate, and the monthly job.</param>
public sealed record PeriodMove(PeriodState From, PeriodTrigger Trigger, PeriodState To, bool NeedsApprover);

/// <summary>The life of a month's scores (scoring.md, 5): every permitted step stands here, and nothing else is permitted.</summary>
public static class PeriodTable
{
    /// <summary>All steps.</summary>
    public static IReadOnlyList<PeriodMove> Moves { get; } =
    [
        new(PeriodState.Open, PeriodTrigger.Calculate, PeriodState.Calculated, NeedsApprover: false),
        new(PeriodState.Calculated, PeriodTrigger.Calculate, PeriodState.Calculated, NeedsApprover: false),
        new(PeriodState.Calculated, PeriodTrigger.OpenReview, PeriodState.UnderReview, NeedsApprover: false),
        // A won appeal changes the facts: the month is calculated anew, and stays under review.
        new(PeriodState.UnderReview, PeriodTrigger.Calculate, PeriodState.UnderReview, NeedsApprover: false),
        new(PeriodState.UnderReview, PeriodTrigger.Approve, PeriodState.Approved, NeedsApprover: true),
        new(PeriodState.Approved, PeriodTrigger.SendBack, PeriodState.UnderReview, NeedsApprover: true),
        new(PeriodState.Approved, PeriodTrigger.Publish, PeriodState.Published, NeedsApprover: true),
    ];

    /// <summary>The step of a trigger in a state, or null if there is none.</summary>
    public static PeriodMove? Find(PeriodState state, PeriodTrigger trigger) => Moves.FirstOrDefault(move => move.From == state && move.Trigger == trigger);

    /// <summary>The state that a trigger leads to, wherever it starts; for a step that is taken twice.</summary>
    public static bool LeadsTo(PeriodTrigger trigger, PeriodState state) => trigger != PeriodTrigger.Calculate && Moves.Any(move => move.Trigger == trigger && move.To == state);

    /// <summary>The diagram, as Mermaid text.</summary>
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Open\n");
        foreach (var move in Moves) text.Append("    ").Append(move.From).Append(" --> ").Append(move.To).Append(": ").Append(move.Trigger).Append('\n');
        return text.Append("    Published --> [*]\n").ToString();
    }
}

/// <summary>When the steps of a month may be taken, in the shop's zone (scoring.md, 5).</summary>
/// <param name="FirstReviewDay">Day of the next month on which the review opens.</param>
/// <param name="LastReviewDay">The last day of it, included.</param>
public sealed record ReviewDays(int FirstReviewDay, int LastReviewDay)
{
    /// <summary>The 5th to the 10th.</summary>
    public static ReviewDays Shipped { get; } = new(5, 10);

    /// <summary>The first day on which a month may be calculated: the 1st of the next.</summary>
    public static DateOnly CalculatedFrom(CalendarMonth month) => DayOf(month, 1);

    /// <summary>The first day on which agents may appeal.</summary>
    public DateOnly ReviewFrom(CalendarMonth month) => DayOf(month, FirstReviewDay);

    /// <summary>The last day on which they may.</summary>
    public DateOnly ReviewUntil(CalendarMonth month) => DayOf(month, LastReviewDay);

    private static DateOnly DayOf(CalendarMonth month, int day) => new(month.Next.Year, month.Next.Month, day);
}

/// <summary>Why a step, an appeal or an addition is refused; the names are text keys (<c>period_refusal.…</c>).</summary>
public enum PeriodRefusal
{
    NotFromThisState = 1,
    MonthNotOver,
    ReviewNotYet,
    ReviewRunning,
    ApproverRequired,
    EarlierMonthOpen,
    ReasonRequired,
    NotYours,
    NotUnderReview,
    ReviewOver,
    UnknownTarget,
    AlreadyAppealed,
    AlreadyAnswered,
    OwnAppeal,
    AnswererRequired,
    PointsOutOfRange,
    ProposerRequired,
    ApplierRequired,
    OwnProposal,
    OwnScore,
    MonthLocked,
    NotPending,
    NotApproved,
    ChangedMeanwhile,

    /// <summary>Facts came since the last calculation: it was made anew, and waits to be looked at.</summary>
    FiguresChanged,
}

/// <summary>What the step of a period is decided by.</summary>
/// <param name="Month">Which month.</param>
/// <param name="Today">The shop's local day.</param>
/// <param name="Days">When what may be done.</param>
/// <param name="IsApprover">The general manager acts.</param>
/// <param name="HasEarlierUnpublished">An earlier month of the shop was begun and is not published.</param>
/// <param name="Note">The reason, where one is owed.</param>
public sealed record PeriodFacts(CalendarMonth Month, DateOnly Today, ReviewDays Days, bool IsApprover, bool HasEarlierUnpublished, string? Note);

/// <summary>Decides steps; a step that has been taken already is not refused, it changes nothing.</summary>
public static class PeriodMachine
{
    /// <summary>The state after it (the same where nothing is to be done), or the refusal.</summary>
    public static (PeriodState State, PeriodRefusal? Refusal) Decide(PeriodState state, PeriodTrigger trigger, PeriodFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (PeriodTable.Find(state, trigger) is not { } move)
        {
            return (state, state != PeriodState.Open && PeriodTable.LeadsTo(trigger, state) ? null : PeriodRefusal.NotFromThisState);
        }

        return Refuse(move, facts) is { } refusal ? (state, refusal) : (move.To, null);
    }

    private static PeriodRefusal? Refuse(PeriodMove move, PeriodFacts facts)
    {
        if (move.NeedsApprover && !facts.IsApprover) return PeriodRefusal.ApproverRequired;
        if (facts.Today < ReviewDays.CalculatedFrom(facts.Month)) return PeriodRefusal.MonthNotOver;
        return move.Trigger switch
        {
            PeriodTrigger.OpenReview when facts.Today < facts.Days.ReviewFrom(facts.Month) => PeriodRefusal.ReviewNotYet,
            // A month's post salary and streaks follow from the published month before it.
            PeriodTrigger.Approve or PeriodTrigger.Publish when facts.HasEarlierUnpublished => PeriodRefusal.EarlierMonthOpen,
            PeriodTrigger.Approve when facts.Today <= facts.Days.ReviewUntil(facts.Month) => PeriodRefusal.ReviewRunning,
            PeriodTrigger.SendBack when BlankText.Is(facts.Note) => PeriodRefusal.ReasonRequired,
            _ => null,
        };
    }
}
