using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private static readonly TimeSpan FarthestVisit = TimeSpan.FromDays(183);

    /// <summary>Whether the buyer can be asked how it went: the case has ended, and there was something to solve.</summary>
    public static bool MayBeVisited(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return !@case.IsOpen && @case.Type is not (CaseType.ReturnVisit or CaseType.Unclassified) && @case.Outcome is not (Outcome.Duplicate or Outcome.Withdrawn);
    }

    private static CaseOutcome Plan(FiringContext c, PlanVisit act)
    {
        var refusal =
            !MayBeVisited(c.Case) ? c.Refuse(RefusalReason.NothingToVisit)
            : Firing.Check(FiredBy.Owner | FiredBy.Supervisor, c) is { } who ? who
            : c.File.HasOpenVisit ? c.Refuse(RefusalReason.VisitPlanned)
            : act.On <= c.At || act.On - c.At > FarthestVisit ? c.Refuse(RefusalReason.InvalidArgument, ("name", "plannedFor"))
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            change.Open(new OpenedCase(CaseType.ReturnVisit, LinkKind.FollowUpOf) { PlannedFor = act.On });
            change.Also(EventKind.Opened, new { type = CaseType.ReturnVisit, plannedFor = Cut(act.On) });
        });
    }
}
