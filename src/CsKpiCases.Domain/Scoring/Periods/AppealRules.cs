using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Scoring.Periods;

/// <summary>Who may appeal when, and who may answer (scoring.md, 5).</summary>
public static class AppealRules
{
    /// <summary>The most points that an answer can give back.</summary>
    public const decimal MostPoints = 100;

    /// <summary>Why somebody cannot appeal; null: he can.</summary>
    /// <param name="isOwn">It is his own score.</param>
    /// <param name="state">Of the month's period.</param>
    /// <param name="month">Which month.</param>
    /// <param name="today">The shop's local day.</param>
    /// <param name="days">When reviews are open.</param>
    /// <param name="reason">What he writes.</param>
    public static PeriodRefusal? RefuseFiling(bool isOwn, PeriodState state, CalendarMonth month, DateOnly today, ReviewDays days, string? reason)
    {
        ArgumentNullException.ThrowIfNull(days);
        return !isOwn ? PeriodRefusal.NotYours
            : state != PeriodState.UnderReview ? PeriodRefusal.NotUnderReview
            : today > days.ReviewUntil(month) ? PeriodRefusal.ReviewOver
            : BlankText.Is(reason) ? PeriodRefusal.ReasonRequired
            : null;
    }

    /// <summary>Answers an appeal; the refusal, with nothing changed, or null.</summary>
    /// <param name="appeal">Which.</param>
    /// <param name="isUpheld">The agent is right.</param>
    /// <param name="answer">Needed.</param>
    /// <param name="points">Given back on a line, above 0; nothing else takes points: its facts are put right.</param>
    /// <param name="byId">Who answers: never the agent himself.</param>
    /// <param name="at">UTC.</param>
    public static PeriodRefusal? Answer(ScoreAppeal appeal, bool isUpheld, string? answer, decimal? points, long byId, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(appeal);
        var takesPoints = isUpheld && appeal.Against == AppealAgainst.Line;
        var refusal = appeal.State != AppealState.Open ? PeriodRefusal.AlreadyAnswered
            : byId == appeal.AccountId ? PeriodRefusal.OwnAppeal
            : BlankText.Is(answer) ? PeriodRefusal.ReasonRequired
            : takesPoints && (points is not > 0 || points > MostPoints || decimal.Round(points.Value, 2) != points) ? PeriodRefusal.PointsOutOfRange
            : (PeriodRefusal?)null;
        if (refusal is not null) return refusal;
        (appeal.State, appeal.Answer, appeal.AnsweredById, appeal.AnsweredAt) = (isUpheld ? AppealState.Upheld : AppealState.Refused, answer!.Trim(), byId, at);
        appeal.Points = takesPoints ? points!.Value : 0;
        return null;
    }
}

/// <summary>Additional scores: proposed by a supervisor, decided by the general manager, applied by the shop lead (seed 000, VIII).</summary>
public static class AdditionRules
{
    /// <summary>Why points cannot be proposed; null: they can.</summary>
    public static PeriodRefusal? RefuseProposal(decimal? points, string? reason, string? proof, long accountId, long byId, bool isLocked) =>
        isLocked ? PeriodRefusal.MonthLocked
        : accountId == byId ? PeriodRefusal.OwnScore
        : points is not > 0 || points > ScoreAddition.MostPoints || decimal.Round(points.Value, 2) != points ? PeriodRefusal.PointsOutOfRange
        : BlankText.Is(reason) || BlankText.Is(proof) ? PeriodRefusal.ReasonRequired
        : null;

    /// <summary>The general manager approves or refuses; refusing takes a reason.</summary>
    public static PeriodRefusal? Decide(ScoreAddition addition, bool isApproved, string? note, long byId, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(addition);
        var refusal = addition.State != AdditionState.Proposed ? PeriodRefusal.NotPending
            : byId == addition.ProposedById ? PeriodRefusal.OwnProposal
            : byId == addition.AccountId ? PeriodRefusal.OwnScore
            : !isApproved && BlankText.Is(note) ? PeriodRefusal.ReasonRequired
            : (PeriodRefusal?)null;
        if (refusal is not null) return refusal;
        addition.State = isApproved ? AdditionState.Approved : AdditionState.Refused;
        (addition.DecidedById, addition.DecidedAt, addition.DecisionNote) = (byId, at, BlankText.Is(note) ? null : note.Trim());
        return null;
    }

    /// <summary>The shop lead applies what was approved: from here on it counts.</summary>
    public static PeriodRefusal? Apply(ScoreAddition addition, bool isLocked, long byId, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(addition);
        if (addition.State != AdditionState.Approved) return PeriodRefusal.NotApproved;
        if (isLocked) return PeriodRefusal.MonthLocked;
        (addition.State, addition.AppliedById, addition.AppliedAt) = (AdditionState.Applied, byId, at);
        return null;
    }
}
