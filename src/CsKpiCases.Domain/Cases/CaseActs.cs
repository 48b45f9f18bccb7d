using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// The one way to decide what an act does to a case. The file is changed when the act is accepted and only then; what
/// follows by itself (an approval within the limit, the last promise kept, a cause that rules itself) follows in the same
/// outcome, each step with its own event.
/// </summary>
public static partial class CaseActs
{
    private const int LongestNote = 4000;

    public static CaseOutcome Decide(CaseFile file, CaseAct act, Actor actor, DateTime now, WorkflowSettings settings)
    {
        now = Cut(now);
        var last = file.Case.LastEventAt;
        var at = act.At is { } given ? Cut(given) : now > last ? now : last;
        var context = new FiringContext(file, actor, at, settings, act.Name) { Now = now, Note = act.Note };
        if (CheckTime(act, context, now) is { } time)
        {
            return Refuse(time);
        }

        if (act.Note is { Length: > LongestNote })
        {
            return Refuse(context.Refuse(RefusalReason.InvalidArgument, ("name", "note")));
        }

        if (IsTiedToReview(file.Case, act))
        {
            return Refuse(context.Refuse(RefusalReason.OfferTiedToReview));
        }

        return act switch
        {
            FireTrigger { Arguments: RuleArguments { Ruling: { } draft } } when act.Name == Triggers.Rule => Rule(context, draft),
            RuleResponsibility rule => Rule(context, rule.Ruling),
            AnswerPenalty answer => Answer(context, answer),
            DecidePenalty decide => DecideOn(context, decide),
            FireTrigger fire => Fire(context with { Arguments = fire.Arguments, Override = fire.Override }),
            RaiseTimer => FireTimer(context, now),
            MakeBuyerLink or RevokeBuyerLink or RateService => DecideBuyerPage(context, act),
            AddNote or LogContact or RecordBuyerMessage or AttachEvidence or TieToIncident => DecideFact(context, act),
            LookAtFlag or CopyRemark or TellTradeLapses => DecideBeside(context, act),
            MakePromise make => Make(context, make),
            KeepPromise keep => Keep(context, keep),
            CancelPromise cancel => Cancel(context, cancel),
            MoveMoney move => Move(context, move),
            ChangeFields fields => Change(context, fields),
            Escalate escalate => RaiseLevel(context, escalate),
            AskForCall ask => Ask(context, ask),
            PlanVisit visit => Plan(context, visit),
            LinkCase link => Link(context, link),
            SplitLines split => Split(context, split),
            CheckGift gift => Check(context, gift),
            JudgeClock judge => Judge(context, judge),
            SetDeadline or MeetDeadline or WithdrawDeadline => Deadline(context, act),
            HoldCase hold => Hold(context, hold),
            ReleaseHold => ReleaseByHand(context),
            TrackParcel track => Track(context, track),
            MoveGoods move => MoveOn(context, move),
            MoveCarrierClaim claim => MoveOn(context, claim),
            FollowPlatform platform => Follow(context, platform),
            RecheckCase => Recheck(context),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "No such act."),
        };
    }

    /// <summary>What a person could fire on the case now, and why not the rest: <see cref="TransitionTable.Permitted"/>.</summary>
    public static IReadOnlyList<PermittedTrigger> Permitted(CaseFile file, Actor actor, DateTime now, WorkflowSettings settings) =>
        CaseMachines.For(file.Case.Type).Permitted(file, actor, Cut(now), settings);

    /// <summary>What is offered, in words or in money, while a review is followed up.</summary>
    private static bool IsTiedToReview(Case @case, CaseAct act) => @case.Type == CaseType.ReviewFollowUp && act switch
    {
        MakePromise { Amount: > 0 } => true,
        MakePromise make => ReviewOffers.Ties(make.What) || ReviewOffers.Ties(act.Note),
        LogContact or FireTrigger { Trigger: not Triggers.Classify } => ReviewOffers.Ties(act.Note),
        _ => false,
    };

    private static TransitionRefused? CheckTime(CaseAct act, FiringContext context, DateTime now) =>
        act.At is null ? null
        : context.At > now ? context.Refuse(RefusalReason.InTheFuture)
        : context.At < context.Case.LastEventAt ? context.Refuse(RefusalReason.BeforePreviousEvent)
        : null;

    private static CaseOutcome.Refused Refuse(TransitionRefused refusal) => new CaseOutcome.Refused(refusal);

    /// <summary>Instants are whole seconds everywhere (architecture.md).</summary>
    private static DateTime Cut(DateTime instant) =>
        new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
