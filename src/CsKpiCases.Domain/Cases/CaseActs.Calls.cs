using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>What an agent can't settle goes to a supervisor's phone call (workflow.md): one at a time, and kept like any other promise.</summary>
    private static CaseOutcome Ask(FiringContext c, AskForCall act)
    {
        var promise = new MakePromise(PromiseKind.CallBack, act.What ?? "", Wait.Supervisor, act.DueAt);
        var refusal = CheckOpen(c) ?? Firing.Check(FiredBy.Owner, c) ?? CheckPromise(c, promise)
            ?? (c.File.Promises.Exists(p => p.IsOpen && IsSupervisorsCall(p)) ? c.Refuse(RefusalReason.CallAlreadyAsked) : null);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            if (c.Case.EscalationLevel < 1)
            {
                change.Also(EventKind.Escalated, new { from = c.Case.EscalationLevel, level = 1 });
                c.Case.EscalationLevel = 1;
            }

            Promising.Make(c, change, new Promise { Kind = promise.Kind, What = promise.What.Trim(), OwedBy = promise.OwedBy, DueAt = Cut(promise.DueAt) });
            change.Tell("notice.call_asked", Audience.Supervisors, ("note", Told(promise.What.Trim())));
        });
    }

    /// <summary>A call that a supervisor owes the buyer.</summary>
    public static bool IsSupervisorsCall(Promise promise)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return promise is { Kind: PromiseKind.CallBack, OwedBy: Wait.Supervisor };
    }
}
