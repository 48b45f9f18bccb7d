using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Makes a case one of another type: number, history and elapsed time stay, what the old machine had open is taken back.</summary>
internal static class Conversion
{
    public static readonly Effect Convert = new((c, change) =>
    {
        var (a, @case) = ((ConvertArguments)c.Arguments!, c.Case);
        change.TransitionPayload = new { from = @case.Type, to = a.To, a.SubKind, state = @case.State };
        foreach (var parcel in c.File.Parcels.Where(p => p is { IsOpen: true, FirstScanAt: null }).ToList())
        {
            Parceling.Write(c, change, parcel, Goods.ParcelStep.Cancelled);
        }

        Claims.GiveUp(c, change);
        Promising.CancelOpen(c, change, p => p.IsOfSolution);
        MoneyMoves.WithdrawUnsent(c, change);
        (@case.Type, @case.SubKind) = (a.To, a.SubKind);
        (@case.ProposedKind, @case.ProposedSolution, @case.ProposedAmount, @case.ProposedById) = (ProposalKind.None, null, 0, null);
        (@case.ProposedPromises, @case.ProposedLimit, @case.ApprovalFrom, @case.ProposalFrom) = (null, 0, null, null);
        (@case.AskedOf, @case.Difference, @case.IsAdvance) = (Wait.None, 0, false);
    })
    {
        Arguments = typeof(ConvertArguments),
        Validate = c => Check(c, (ConvertArguments)c.Arguments!),
    };

    private static TransitionRefused? Check(FiringContext c, ConvertArguments a) =>
        a.To == c.Case.Type ? c.Refuse(RefusalReason.InvalidArgument, ("name", "to"))
        : !CaseMachines.Classifiable.Contains(a.To) ? c.Refuse(RefusalReason.TypeNotAvailable, ("type", JsonText.CamelCase(a.To.ToString())))
        : !SubKinds.Fit(a.To, a.SubKind) || a.SubKind is { Length: > Case.LongestSubKind } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "subKind"))
        : null;
}
