using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>Reading a history that began in another tool.</summary>
public sealed partial class CaseSignals
{
    private ImportedFacts? imported;
    private bool isOwnerImported;
    private bool isResolvedTold;
    private DateTime importedUntil;

    private void ReadImported(Case @case, IReadOnlyList<CaseEvent> events)
    {
        BeginImported(@case, ImportedHistory.FactsOf(events), ImportedHistory.UntilOf(events) ?? @case.OpenedAt);
        foreach (var e in ImportedHistory.InTimeOrder(events))
        {
            TellResolved(e.At);
            if (e.ActorKind == ActorKind.Import) ReadImported(e);
            else Read(@case, e, isLate: false);
        }

        TellResolved(DateTime.MaxValue);
    }

    private void BeginImported(Case @case, ImportedFacts facts, DateTime until)
    {
        (imported, importedUntil, isBeginning) = (facts, until, false);
        Initial = facts.PolicyVersionId is { } id && policyOf(id) is { } policy ? policy : NoPolicy;
        signals.Add(new BuyerApplied(@case.OpenedAt));
        shiftsReadTo = @case.OpenedAt;
    }

    /// <summary>Where the other tool says when a case was resolved, that ends the one run of its clock, whatever the states say.</summary>
    private void TellResolved(DateTime until)
    {
        if (imported?.ResolvedAt is not { } at || at > until || isResolvedTold) return;
        isResolvedTold = true;
        signals.Add(new Resolved(at));
        // It may be told to have been resolved after its last line had closed it.
        if (stage == Stage.Closed) signals.Add(new Ruled(at));
    }

    /// <summary>
    /// A line of another tool's log. Nobody knows its shifts, so an owner counts as on shift until the history is ours; and
    /// whatever ended a case there resolved it, whatever closed it there left nothing to be ruled, though no line says so
    /// between: its review would run on here for ever.
    /// </summary>
    private void ReadImported(CaseEvent e)
    {
        var (wasEnded, isEnded) = (stage is Stage.Penalize or Stage.Closed, e.Stage is Stage.Penalize or Stage.Closed);
        var isByStates = imported!.ResolvedAt is null;
        if (isByStates && isEnded && !wasEnded) signals.Add(new Resolved(e.At));
        if (owner != e.OwnerId)
        {
            (owner, isOwnerImported) = (e.OwnerId, true);
            signals.Add(new OwnerChanged(e.At, owner, owner is not null));
        }

        if (e.Trigger is { } trigger && Merits.Contains(trigger)) signals.Add(new ActedOnMerits(e.At));
        ReadState(e);
        if (isByStates && wasEnded && !isEnded) signals.Add(new Reopened(e.At));
        if (stage != Stage.Closed && e.Stage == Stage.Closed) signals.Add(new Ruled(e.At));
        (stage, shiftsReadTo) = (e.Stage, e.At);
    }

    /// <summary>
    /// Whether the owner works the shifts of the shop by an instant. Somebody whom another tool's log named does from the
    /// end of that log on, and is said to be on shift or off when it ends.
    /// </summary>
    private bool IsHere(long id, DateTime until)
    {
        if (!isOwnerImported) return true;
        if (until < importedUntil) return false;
        signals.Add(new ShiftChanged(importedUntil, shifts.IsOnShift(id, importedUntil)));
        (isOwnerImported, shiftsReadTo) = (false, importedUntil);
        return true;
    }
}
