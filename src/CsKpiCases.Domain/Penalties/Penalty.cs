using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Penalties;

/// <summary>
/// A penalty on an agent for his share of a ruling. It is proposed, the agent is told and has three days, then
/// somebody other than the proposer decides. Only what is confirmed (in full or reduced) scores and pays.
/// </summary>
public sealed class Penalty
{
    /// <summary>How long an agent has to accept or appeal, from being told.</summary>
    public const int DaysToRespond = 3;

    /// <summary>Application-made, time-ordered.</summary>
    public long Id { get; set; }

    /// <summary>The shop.</summary>
    public long ShopId { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>The ruling.</summary>
    public long RulingId { get; set; }

    /// <summary>The agent.</summary>
    public long AccountId { get; set; }

    /// <summary>As ruled.</summary>
    public Severity Severity { get; set; }

    /// <summary>Proposed, yuan, before the monthly cap; 0 for a warning.</summary>
    public decimal Amount { get; set; }

    /// <summary>The amount that it was reduced to, yuan.</summary>
    public decimal? ReducedTo { get; set; }

    /// <summary>Where it stands; changed only by the methods here.</summary>
    public PenaltyState State { get; set; }

    /// <summary>Who proposed it.</summary>
    public long ProposedById { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime ProposedAt { get; set; }

    /// <summary>When the agent was told, UTC.</summary>
    public DateTime ToldAt { get; set; }

    /// <summary>The first instant, UTC, at which the agent can no longer answer.</summary>
    public DateTime RespondBy { get; set; }

    /// <summary>When the agent answered, UTC.</summary>
    public DateTime? AnsweredAt { get; set; }

    /// <summary>What the agent wrote.</summary>
    public string? AppealText { get; set; }

    /// <summary>Who decided.</summary>
    public long? DecidedById { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>Why.</summary>
    public string? DecisionReason { get; set; }

    /// <summary>Month (yyyy-MM, the shop's zone) in which it scores and pays; null unless confirmed or reduced.</summary>
    public string? ConfirmedMonth { get; set; }

    /// <summary>Proposes a penalty; the agent is told in the same step.</summary>
    public static Penalty Propose(long id, RulingRecord ruling, AgentPenalty penalty, long proposedById, DateTime now) => new()
    {
        Id = id,
        ShopId = ruling.ShopId,
        CaseId = ruling.CaseId,
        RulingId = ruling.Id,
        AccountId = penalty.AccountId,
        Severity = penalty.Severity,
        Amount = penalty.Amount,
        State = PenaltyState.Proposed,
        ProposedById = proposedById,
        ProposedAt = now,
        ToldAt = now,
        RespondBy = now.AddDays(DaysToRespond),
    };

    /// <summary>True when it scores and pays.</summary>
    public bool IsConfirmed() => State is PenaltyState.Confirmed or PenaltyState.Reduced;

    /// <summary>Yuan that it takes before the monthly cap: 0 once dropped, the lower amount once reduced.</summary>
    public decimal EffectiveAmount() => State switch
    {
        PenaltyState.Dropped => 0,
        PenaltyState.Reduced => ReducedTo ?? Amount,
        _ => Amount,
    };

    /// <summary>The agent accepts.</summary>
    public PenaltyOutcome Accept(Actor actor, DateTime now) => Answer(PenaltyTrigger.Accept, actor, null, now);

    /// <summary>The agent appeals, saying why.</summary>
    public PenaltyOutcome Appeal(Actor actor, string? text, DateTime now) => Answer(PenaltyTrigger.Appeal, actor, text, now);

    /// <summary>Confirmed as proposed. After an appeal a reason is owed.</summary>
    public PenaltyOutcome Confirm(Actor actor, string? reason, DateTime now, TimeZoneInfo shopZone) =>
        Decide(PenaltyTrigger.Confirm, actor, reason, null, now, shopZone);

    /// <summary>Confirmed at a lower amount (yuan, 0 or more), with a reason.</summary>
    public PenaltyOutcome Reduce(Actor actor, decimal to, string? reason, DateTime now, TimeZoneInfo shopZone) =>
        Decide(PenaltyTrigger.Reduce, actor, reason, to, now, shopZone);

    /// <summary>Given up, with a reason.</summary>
    public PenaltyOutcome Drop(Actor actor, string? reason, DateTime now, TimeZoneInfo shopZone) =>
        Decide(PenaltyTrigger.Drop, actor, reason, null, now, shopZone);

    /// <summary>What this person could do now, for the buttons, with the refusal where he could not. Texts are not looked at.</summary>
    public IReadOnlyDictionary<PenaltyTrigger, PenaltyRefusal?> Possible(Actor actor, DateTime now) =>
        Enum.GetValues<PenaltyTrigger>().ToDictionary(trigger => trigger, trigger => Refuse(trigger, actor, now, out _));

    private PenaltyOutcome Answer(PenaltyTrigger trigger, Actor actor, string? text, DateTime now)
    {
        var refusal = Refuse(trigger, actor, now, out var to)
            ?? (trigger == PenaltyTrigger.Appeal && BlankText.Is(text) ? PenaltyRefusal.ReasonRequired : null);
        if (refusal is not null)
        {
            return new PenaltyOutcome(State, refusal);
        }

        State = to;
        AnsweredAt = now;
        AppealText = text?.Trim();
        return new PenaltyOutcome(State, null);
    }

    private PenaltyOutcome Decide(PenaltyTrigger trigger, Actor actor, string? reason, decimal? amount, DateTime now, TimeZoneInfo shopZone)
    {
        var refusal = Refuse(trigger, actor, now, out var to) ?? RefuseTerms(trigger, reason, amount);
        if (refusal is not null)
        {
            return new PenaltyOutcome(State, refusal);
        }

        State = to;
        ReducedTo = amount;
        DecidedById = actor.AccountId;
        DecidedAt = now;
        DecisionReason = BlankText.Is(reason) ? null : reason.Trim();
        ConfirmedMonth = to == PenaltyState.Dropped ? null : CalendarMonth.Of(now, shopZone).ToString();
        return new PenaltyOutcome(State, null);
    }

    private PenaltyRefusal? RefuseTerms(PenaltyTrigger trigger, string? reason, decimal? amount)
    {
        var owed = trigger != PenaltyTrigger.Confirm || State == PenaltyState.Appealed;
        if (owed && BlankText.Is(reason))
        {
            return PenaltyRefusal.ReasonRequired;
        }

        if (amount is < 0 || amount >= Amount)
        {
            return PenaltyRefusal.AmountNotLower;
        }

        return amount is { } known && Fen.Check(known) is not null ? PenaltyRefusal.TooFine : null;
    }

    // Who may is asked before what stands: a stranger learns nothing about the penalty's state.
    private PenaltyRefusal? Refuse(PenaltyTrigger trigger, Actor actor, DateTime now, out PenaltyState to)
    {
        to = State;
        var byAgent = trigger is PenaltyTrigger.Accept or PenaltyTrigger.Appeal;
        if ((byAgent ? RefuseAnswerer(actor) : RefuseDecider(actor)) is { } stranger)
        {
            return stranger;
        }

        if (PenaltyTable.Find(State, trigger) is not { } move)
        {
            return State is PenaltyState.Accepted or PenaltyState.Appealed ? PenaltyRefusal.AlreadyAnswered : PenaltyRefusal.NotPending;
        }

        to = move.To;
        return move.Window switch
        {
            true when now >= RespondBy => PenaltyRefusal.WindowOver,
            false when now < RespondBy => PenaltyRefusal.WindowOpen,
            _ => null,
        };
    }

    private PenaltyRefusal? RefuseAnswerer(Actor actor) =>
        actor.AccountId == AccountId ? null : PenaltyRefusal.NotYours;

    private PenaltyRefusal? RefuseDecider(Actor actor)
    {
        if (!actor.Has(Role.Supervisor) && !actor.Has(Role.GeneralManager))
        {
            return PenaltyRefusal.WrongRole;
        }

        return actor.AccountId == ProposedById ? PenaltyRefusal.SamePerson
            : actor.AccountId == AccountId ? PenaltyRefusal.OwnPenalty
            : null;
    }
}
