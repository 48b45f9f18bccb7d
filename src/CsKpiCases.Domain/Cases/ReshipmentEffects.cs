using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the triggers of a reshipment do beside moving it.</summary>
internal static class ReshipmentEffects
{
    /// <summary>Photo or video for what the buyer alone can show; what never arrived or came back to us shows itself.</summary>
    public static readonly Guard EvidenceEnough = new(
        RefusalReason.EvidenceRequired,
        c => c.File.EvidenceHashes.Count > 0 || c.Case.SubKind is SubKinds.OutOfStock or SubKinds.Lost or SubKinds.ReturnedToSender or SubKinds.Resend);

    public static readonly Effect AskWarehouse = new((c, change) =>
    {
        var a = (ReshipArguments)c.Arguments!;
        c.Case.ReturnReason = a.Reason;
        Claims.KeepGoods(c, change, a.Lines, GoodsState.None, Direction.Outbound, a.ReplacementSku?.Trim());
        if (a.Recall)
        {
            Claims.KeepGoods(c, change, a.Lines, GoodsState.Awaited, Direction.Return);
        }

        // What is sent again costs what was paid for it: that is what the limit is held against.
        Approving.Put(c, ProposalKind.Reshipment, null, a.Lines.Sum(l => Value(c.File, l)));
        change.TransitionPayload = a;
        change.Tell("notice.check_shipment", Audience.Warehouse);
    })
    {
        Arguments = typeof(ReshipArguments),
        Validate = c => CheckLines(c, (ReshipArguments)c.Arguments!),
    };

    /// <summary>Our own wrong shipment goes out again without anybody's approval.</summary>
    public static readonly Effect Confirm = new((c, change) =>
    {
        var finding = c.Arguments as WarehouseFindingArguments;
        change.TransitionPayload = finding;
        if (finding?.IsOurFault == true)
        {
            c.Case.ProposedLimit = Math.Max(c.Case.ProposedLimit, c.Case.ProposedAmount);
            change.Also(EventKind.OwnFault, new { finding.WeightGrams });
        }

        Approving.Ask(c, change);
    })
    {
        Arguments = typeof(WarehouseFindingArguments),
        ArgumentsOptional = true,
        Validate = CheckFinding,
    };

    public static readonly Effect Disprove = new((c, change) =>
    {
        change.TransitionPayload = c.Arguments;
        Approving.TellOwner(c, change, "notice.warehouse_disproved");
    })
    {
        Arguments = typeof(WarehouseFindingArguments),
        ArgumentsOptional = true,
        Validate = CheckFinding,
    };

    public static readonly Effect Approve = new((c, change) =>
    {
        c.Case.ApprovalFrom = null;
        ParcelEffects.BeginOutbound(c, change);
    });

    private static decimal Value(CaseFile file, ClaimLine line) =>
        file.Order?.Lines.Find(l => l.Id == line.OrderLineId) is { } bought ? Money.Rounding.ToCents(bought.PaidAmount * line.Quantity / bought.Quantity) : 0m;

    private static TransitionRefused? CheckFinding(FiringContext c) =>
        c.Case.Cause == ComplaintCatalogue.MissingGift && c.Arguments is not WarehouseFindingArguments { PackingListChecked: true } ? c.Refuse(RefusalReason.MissingArgument, ("name", "packingListChecked"))
        : c.Case.Cause == ComplaintCatalogue.MissingGift && c.Arguments is WarehouseFindingArguments { WeightGrams: null } ? c.Refuse(RefusalReason.MissingArgument, ("name", "weightGrams"))
        : c.Arguments is WarehouseFindingArguments { WeightGrams: < 0 or > 1_000_000 } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "weightGrams")) : null;

    private static TransitionRefused? CheckLines(FiringContext c, ReshipArguments a)
    {
        if (c.File.Order is not { } order)
        {
            return c.Refuse(RefusalReason.OrderRequired);
        }

        if (a.Lines.Count == 0)
        {
            return c.Refuse(RefusalReason.MissingArgument, ("name", "lines"));
        }

        if (!Enum.IsDefined(a.Reason) || a.Reason == ReturnReason.None || a.ReplacementSku is { Length: > GoodsItem.LongestSku })
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", a.ReplacementSku is { Length: > GoodsItem.LongestSku } ? "replacementSku" : "reason"));
        }

        for (var i = 0; i < a.Lines.Count; i++)
        {
            var (line, at) = (a.Lines[i], $"lines[{i}]");
            if (order.Lines.Find(l => l.Id == line?.OrderLineId) is not { } bought || a.Lines.Count(l => l?.OrderLineId == bought.Id) > 1)
            {
                return c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".orderLineId"));
            }

            // What another open reshipment sends, or was split off to send, is not sent from here too.
            var left = Math.Max(0, bought.Quantity - c.File.ClaimsElsewhere.Where(e => e.OrderLineId == bought.Id && e is { Direction: Direction.Outbound, IsOpen: true }).Sum(e => e.Quantity));
            if (line.Quantity < 1 || line.Quantity > left)
            {
                return c.Refuse(
                    RefusalReason.QuantityAboveRemaining, ("name", at + ".quantity"),
                    ("quantity", line.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("remaining", left.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            if (a.Reason == ReturnReason.Damaged && order.SignedAt is { } signed && c.Case.OpenedAt > signed.AddSeconds(c.Settings.Terms.DamageWindowOf(bought.Category)))
            {
                return c.Refuse(RefusalReason.WindowOver, ("hours", (c.Settings.Terms.DamageWindowOf(bought.Category) / 3600).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        return null;
    }
}
