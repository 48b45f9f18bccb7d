using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What an after-sales case does to the trade that it is about.</summary>
internal static class Trades
{
    /// <summary>
    /// Puts the trade's confirmation off, once, unless it is over already (workflow.md: "the trade's auto-confirm deadline is
    /// extended by 10 days"). Nothing happens where the platform's deadline is not known.
    /// </summary>
    public static void Extend(FiringContext c, CaseChange change)
    {
        if (c.File.Order is not { CompletedAt: null, AutoConfirmExtendedAt: null, AutoConfirmAt: { } due } order || due <= c.At)
        {
            return;
        }

        order.AutoConfirmAt = due.AddSeconds(c.Settings.Terms.AutoConfirmExtension);
        order.AutoConfirmExtendedAt = c.At;
        change.Also(EventKind.TradeExtended, new { orderNumber = order.Number, from = due, to = order.AutoConfirmAt });
    }

    /// <summary>Which couriers returns are accepted by: no postal parcels, freight collect only with those marked so.</summary>
    public static TransitionRefused? CheckCourier(FiringContext c, string courier, bool freightCollect)
    {
        var known = Couriers.Find(c.Settings.Terms.Couriers, courier);
        return known is { IsPostal: true } ? c.Refuse(RefusalReason.CourierNotAccepted, ("courier", known.Name))
            : freightCollect && known is not { TakesFreightCollect: true } ? c.Refuse(
                RefusalReason.FreightCollectNotAccepted, ("couriers", string.Join("、", c.Settings.Terms.Couriers.Where(k => k.TakesFreightCollect).Select(k => k.Name))))
            : null;
    }
}
