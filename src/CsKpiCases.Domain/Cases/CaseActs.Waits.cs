using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(30);

    private static CaseOutcome Hold(FiringContext c, HoldCase act)
    {
        var until = Cut(act.Until);
        var refusal = CheckOpen(c) ?? Firing.Check(FiredBy.Owner | FiredBy.AgentIfUnowned, c)
            ?? (!Enum.IsDefined(act.For) || act.For is Wait.None or Wait.Agent ? c.Refuse(RefusalReason.InvalidArgument, ("name", "for")) : null)
            ?? (until <= c.At || until > c.At + LongestHold ? c.Refuse(RefusalReason.InvalidArgument, ("name", "until")) : null)
            ?? (!c.HasNote ? c.Refuse(RefusalReason.NoteRequired) : null)
            ?? (c.Case.FrozenById is not null ? c.Refuse(RefusalReason.CaseFrozen) : null)
            ?? (c.Case.HeldUntil is not null ? c.Refuse(RefusalReason.AlreadyHeld) : null);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        (c.Case.HeldFor, c.Case.HeldUntil) = (act.For, until);
        Touch(c);
        RefreshWait(c.File);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, EventKind.Held, act.Note, new { act.For, until });
        return change.Accept();
    }

    private static CaseOutcome ReleaseByHand(FiringContext c) =>
        c.Case.HeldUntil is null ? Refuse(c.Refuse(RefusalReason.NotHeld))
        : Firing.Check(FiredBy.Owner | FiredBy.AgentIfUnowned, c) is { } refusal ? Refuse(refusal)
        : Release(c);

    private static CaseOutcome Release(FiringContext c)
    {
        var held = c.Case.HeldFor;
        (c.Case.HeldFor, c.Case.HeldUntil) = (Wait.None, null);
        Touch(c);
        RefreshWait(c.File);
        CaseTimers.Set(c.File);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, EventKind.Released, c.Note, new { held });
        if (c.Actor.Kind == ActorKind.System)
        {
            change.Tell("notice.hold_over", c.Case.OwnerId);
        }

        return change.Accept();
    }

    /// <summary>What follows by itself, if anything does now.</summary>
    private static CaseOutcome Recheck(FiringContext c)
    {
        if (c.Actor.Kind != ActorKind.System)
        {
            return Refuse(c.Refuse(RefusalReason.SystemOnly));
        }

        var change = new CaseChange(c.File, c.At);
        Cascade(c, change);
        return change.IsEmpty ? new CaseOutcome.Accepted(c.File, [], [], []) : change.Accept();
    }
}
