using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>Whether a missing gift is to be looked into before anything is sent or paid for it.</summary>
    public static bool IsAboutGift(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case is { IsOpen: true, Cause: ComplaintCatalogue.MissingGift, Type: CaseType.Return or CaseType.Reshipment };
    }

    private static CaseOutcome Check(FiringContext c, CheckGift act)
    {
        var refusal = CheckOpen(c)
            ?? (IsAboutGift(c.Case) ? null : c.Refuse(RefusalReason.NoMissingGift))
            ?? Firing.Check(FiredBy.Owner | FiredBy.Warehouse, c)
            ?? (Enum.IsDefined(act.Finding) && act.Finding != GiftFinding.None ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", "finding")));
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            c.Case.GiftFinding = act.Finding;
            change.Also(EventKind.GiftChecked, new { act.Finding });
        });
    }
}
