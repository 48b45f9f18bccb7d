using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>Whether it is about lines of an order, which can go into a case of their own.</summary>
    public static bool MayBeSplit(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case.IsOpen && @case.Type is CaseType.Return or CaseType.Exchange or CaseType.Reshipment;
    }

    private static CaseOutcome Split(FiringContext c, SplitLines act)
    {
        var refusal = CheckOpen(c)
            ?? (MayBeSplit(c.Case) ? null : c.Refuse(RefusalReason.NotSplittable))
            ?? Firing.Check(FiredBy.Owner | FiredBy.AgentIfUnowned, c)
            ?? (c.Case.FrozenById is null ? null : c.Refuse(RefusalReason.CaseFrozen))
            ?? Splitting.Check(c, act.Lines);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            var split = new SplitOff(act.Lines, Splitting.Words(c.File, act.Lines));
            Splitting.Leave(c, change, act.Lines);
            var opened = change.Open(new OpenedCase(c.Case.Type, LinkKind.SplitFrom) { Id = c.File.NewId(), SubKind = c.Case.SubKind, Split = split });
            change.Also(EventKind.SplitOff, new { caseId = opened.Id, lines = split.Words });
        });
    }
}
