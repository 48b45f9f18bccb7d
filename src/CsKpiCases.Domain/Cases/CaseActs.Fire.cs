using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>More than any chain of automatic transitions can be long: a guard against a table that runs in a circle.</summary>
    private const int LongestCascade = 8;

    private static CaseOutcome Fire(FiringContext context)
    {
        var decision = CaseMachines.For(context.Case.Type).Decide(context);
        if (decision.Refusal is { } refusal)
        {
            return Refuse(refusal);
        }

        var change = new CaseChange(context.File, context.At);
        Apply(context, decision, change);
        Cascade(context, change);
        return change.Accept();
    }

    private static CaseOutcome FireTimer(FiringContext context, DateTime now)
    {
        var @case = context.Case;
        var isHold = @case.HeldUntil is { } until && until == @case.TimerDueAt;
        var timer = CaseTimers.At(context.File, @case.TimerDueAt);
        if (context.Actor.Kind != ActorKind.System)
        {
            return Refuse(context.Refuse(RefusalReason.SystemOnly));
        }

        // Without one what it counted from has moved without the case: an import marked the order shipped. The next act sets it anew.
        if ((timer is null && !isHold) || @case.TimerDueAt > now)
        {
            return Refuse(context.Refuse(RefusalReason.TimerNotDue));
        }

        // what fell due while nobody looked happened when it fell due, but not before what was recorded since
        var at = @case.TimerDueAt > @case.LastEventAt ? @case.TimerDueAt : @case.LastEventAt;
        return isHold ? Release(context with { At = at }) : Fire(context with { Trigger = timer!.Trigger, At = at, TimerDueAt = @case.TimerDueAt });
    }

    /// <summary>Fires what the table fires by itself, until nothing more does.</summary>
    private static void Cascade(FiringContext origin, CaseChange change)
    {
        for (var step = 0; step < LongestCascade; step++)
        {
            var table = CaseMachines.For(origin.Case.Type);
            var row = table.Transitions.FirstOrDefault(t =>
                t.From == origin.Case.State && t.ByItself?.Invoke(origin with { Trigger = t.Trigger }) == true);
            if (row is null)
            {
                return;
            }

            var context = new FiringContext(origin.File, Actor.System, origin.At, origin.Settings, row.Trigger) { ByItself = true };
            var decision = table.Decide(context);
            if (!decision.IsPermitted)
            {
                return;
            }

            Apply(context, decision, change);
        }
    }

    private static void Apply(FiringContext context, TransitionDecision decision, CaseChange change)
    {
        var (@case, transition) = (context.Case, decision.Transition!);
        var from = @case.State;
        change.TransitionPayload = null;
        Touch(context);
        if (transition.Stays && context.TimerDueAt is { } fired)
        {
            CaseTimers.Fired(context.File, fired);
        }

        transition.Effect?.Apply(context, change);
        if (transition.Stays)
        {
            RefreshWait(context.File);
        }
        else
        {
            Enter(context, decision.To!);
        }

        change.Record(context.Actor, transition.EventKind, context.Note, Payload(context, decision, change), context.Trigger, from);
        change.Flush(context.Actor);
    }

    private static void Enter(FiringContext context, string to)
    {
        var @case = context.Case;
        var state = CaseMachines.For(@case.Type).State(to);
        (@case.HeldFor, @case.HeldUntil) = (Wait.None, null);
        @case.EnterState(to, state.Stage, state.WaitsOn(context.File), context.At);
        CaseTimers.Begin(context.File);
        if (state.Stage == Stage.Penalize)
        {
            @case.ResolvedAt = context.At;
            @case.FirstResolvedAt ??= context.At;
            @case.PendingOwnerId = null;
        }
        else if (state.Stage == Stage.Closed)
        {
            @case.ClosedAt = context.At;
        }
    }

    /// <summary>The trigger's own payload, with what else a reader of the log must know.</summary>
    private static Dictionary<string, object>? Payload(FiringContext context, TransitionDecision decision, CaseChange change)
    {
        var payload = new Dictionary<string, object>();
        if (change.TransitionPayload is { } own)
        {
            payload["data"] = own;
        }

        if (decision.Overridden.Count > 0)
        {
            payload["overridden"] = decision.Overridden;
        }

        if (context.ByItself)
        {
            payload["byItself"] = true;
        }

        return payload.Count == 0 ? null : payload;
    }

    /// <summary>Whom the case waits on may change without a change of state: when a promise is made or kept.</summary>
    private static void RefreshWait(CaseFile file)
    {
        var @case = file.Case;
        var state = CaseMachines.For(@case.Type).State(@case.State);
        @case.EnterState(@case.State, @case.Stage, state.WaitsOn(file), @case.StateEnteredAt);
    }
}
