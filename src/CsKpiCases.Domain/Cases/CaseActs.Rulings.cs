using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private static CaseOutcome Rule(FiringContext c, RulingDraft draft)
    {
        var ruling = draft.Check(out var errors);
        var refusal = CheckRuling(c, draft.Question) ?? (ruling is null
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", errors[0].Path), ("code", errors[0].Code))
            : null);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var change = new CaseChange(c.File, c.At);
        var record = Responsibility.Write(c, change, ruling!);
        var penalties = Responsibility.ProposePenalties(c, change, record, ruling!);
        c.Case.Liability = Responsibility.LiabilityOf(c.File);
        Touch(c);
        change.Record(c.Actor, EventKind.Ruling, c.Note, Responsibility.Payload(record, penalties));

        // the guards of the row were asked before: with the ruling written it cannot refuse
        var close = c with { Trigger = Triggers.Rule, Note = null };
        if (ruling!.Question == RulingQuestion.Caused && CaseMachines.For(c.Case.Type).Decide(close) is { IsPermitted: true } decision)
        {
            Apply(close, decision, change);
        }

        return change.Accept();
    }

    /// <summary>In Resolved, or later: a rule's ruling can be looked at again, the second question is often asked afterwards.</summary>
    private static TransitionRefused? CheckRuling(FiringContext c, RulingQuestion? question) =>
        Firing.Check(FiredBy.Supervisor, c)
        ?? (c.Case.IsOpen || c.Case.Outcome is Outcome.Duplicate or Outcome.Withdrawn ? c.Refuse(RefusalReason.NotResolved) : null)
        ?? (Guards.NotTheProposer.Holds(c) ? null : c.Refuse(RefusalReason.ProposerMayNotDecide))
        ?? (c.File.IsRuled(question) ? c.Refuse(RefusalReason.AlreadyRuled) : null);

    private static CaseOutcome Answer(FiringContext c, AnswerPenalty act)
    {
        if (Find(c, act.PenaltyId) is not { } penalty)
        {
            return Refuse(c.Refuse(RefusalReason.UnknownPenalty));
        }

        var outcome = act.Accepts ? penalty.Accept(c.Actor, c.At) : penalty.Appeal(c.Actor, c.Note, c.At);
        return Settled(c, penalty, outcome, change =>
        {
            if (!act.Accepts)
            {
                change.Tell("notice.penalty_appealed", Audience.GeneralManagers);
            }

            change.Tell(act.Accepts ? "notice.penalty_accepted" : "notice.penalty_appealed", penalty.ProposedById);
        });
    }

    private static CaseOutcome DecideOn(FiringContext c, DecidePenalty act)
    {
        if (Find(c, act.PenaltyId) is not { } penalty)
        {
            return Refuse(c.Refuse(RefusalReason.UnknownPenalty));
        }

        if (act.Decision == PenaltyTrigger.Reduce && act.ReduceTo is null)
        {
            return Refuse(c.Refuse(RefusalReason.MissingArgument, ("name", "reduceTo")));
        }

        PenaltyOutcome? outcome = act.Decision switch
        {
            PenaltyTrigger.Confirm => penalty.Confirm(c.Actor, c.Note, c.At, act.ShopZone),
            PenaltyTrigger.Reduce => penalty.Reduce(c.Actor, act.ReduceTo!.Value, c.Note, c.At, act.ShopZone),
            PenaltyTrigger.Drop => penalty.Drop(c.Actor, c.Note, c.At, act.ShopZone),
            _ => null,
        };
        return outcome is null
            ? Refuse(c.Refuse(RefusalReason.InvalidArgument, ("name", "decision")))
            : Settled(c, penalty, outcome, change => change.Tell(
                "notice.penalty_decided", penalty.AccountId,
                ("decision", JsonText.CamelCase(penalty.State.ToString())), ("amount", Guards.Yuan(penalty.EffectiveAmount()))));
    }

    private static CaseOutcome Settled(FiringContext c, Penalty penalty, PenaltyOutcome outcome, Action<CaseChange> tell)
    {
        if (outcome.Refusal is { } refusal)
        {
            return Refuse(c.Refuse(RefusalReason.PenaltyPrefix + refusal.Code));
        }

        c.Case.Liability = Responsibility.LiabilityOf(c.File);
        Touch(c);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, EventKind.Penalty, c.Note, new
        {
            penaltyId = penalty.Id,
            penalty.AccountId,
            penalty.State,
            penalty.Amount,
            penalty.ReducedTo,
            penalty.ConfirmedMonth,
        });
        tell(change);
        return change.Accept();
    }

    private static Penalty? Find(FiringContext c, long penaltyId) => c.File.Penalties.Find(p => p.Id == penaltyId);
}
