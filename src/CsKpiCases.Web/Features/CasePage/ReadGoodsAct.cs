using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Reads what <see cref="GoodsForms"/> asks for.</summary>
internal static class ReadGoodsAct
{
    private static readonly string[] Known =
    [
        Triggers.ApproveReturn, Triggers.RefundOnly, Triggers.HoldShipment, Triggers.OfferPartial, Triggers.ApproveExchange, Triggers.Compensate,
        Triggers.GiveTracking, Triggers.PickedUp, Triggers.AlreadyShipped, Triggers.FirstScan, Triggers.SentBack, Triggers.BookPickup, Triggers.Passes, Triggers.Differs,
        Triggers.Confirm, Triggers.Disprove, Triggers.Paid, Triggers.DifferencePaid, Triggers.Executed, Triggers.PaidOffline, Triggers.AskCourier, Triggers.Moving,
        Triggers.Stuck, Triggers.Convert, Triggers.OpenDispute, Triggers.PlatformAsks, Triggers.PlatformRules, Triggers.Answered,
    ];

    /// <summary>Whether the trigger's arguments are read here.</summary>
    public static bool Knows(string trigger, CaseType type) => trigger switch
    {
        Triggers.Propose => type is CaseType.Return or CaseType.Exchange,
        Triggers.AskWarehouse => type == CaseType.Reshipment,
        Triggers.Fixed or Triggers.ReplyPublicly or Triggers.LeadsToCase or Triggers.ReportReview or Triggers.Unreachable => type == CaseType.ReviewFollowUp,
        _ => Array.IndexOf(Known, trigger) >= 0,
    };

    public static TriggerArguments? Of(string trigger, ActValues form, ref string? missing) => trigger switch
    {
        Triggers.ApproveReturn => new ApproveReturnArguments(Lines(form), Reason(form)) { FreightPayer = form.Choice<FreightPayer>("freightPayer") ?? FreightPayer.None },
        Triggers.RefundOnly => new RefundOnlyArguments(Lines(form), Reason(form)) { Freight = form.Money("freight") ?? 0 },
        Triggers.HoldShipment => new HoldShipmentArguments(Lines(form), Reason(form)) { Freight = form.Money("freight") ?? 0 },
        Triggers.Propose => form["solution"] is { } offered
            ? new OfferArguments(form.Choice<ProposalKind>("kind") ?? ProposalKind.Refund, offered, Lines(form), Reason(form)) { Freight = form.Money("freight") ?? 0 }
            : Missing("solution", ref missing),
        Triggers.OfferPartial => form["solution"] is { } partial ? new PartialOfferArguments(partial, Lines(form)) : Missing("solution", ref missing),
        Triggers.ApproveExchange => Exchange(form, ref missing),
        Triggers.Compensate => form.Money("amount") is { } amount ? new CompensateArguments(amount) { OrderLineId = form.Id("orderLineId") } : Missing("amount", ref missing),
        Triggers.AskWarehouse => new ReshipArguments(Lines(form), Reason(form)) { ReplacementSku = form["replacementSku"], Recall = form.Checked("recall") },
        Triggers.GiveTracking or Triggers.SentBack => Tracking(form, isNeeded: true, ref missing),
        Triggers.PickedUp or Triggers.AlreadyShipped or Triggers.FirstScan => Tracking(form, isNeeded: false, ref missing),
        Triggers.BookPickup => form["courier"] is { } courier ? new PickupArguments(courier) : Missing("courier", ref missing),
        Triggers.Passes or Triggers.Differs => new InspectionArguments(Inspected(form)) { WeightGrams = form.Number("weightGrams") },
        Triggers.Confirm or Triggers.Disprove => new WarehouseFindingArguments(form.Checked("isOurFault")) { WeightGrams = form.Number("weightGrams"), PackingListChecked = form.Checked("packingListChecked") },
        Triggers.Paid or Triggers.DifferencePaid or Triggers.Executed => new PaidArguments(form["reference"]),
        Triggers.PaidOffline => form["voucher"] is { } voucher ? new VoucherArguments(voucher) : Missing("voucher", ref missing),
        _ => Others(trigger, form, ref missing),
    };

    /// <summary>The field behind a name such as <c>lines[1].quantity</c>; null for any other name.</summary>
    public static string? FieldOf(string name, ActValues form)
    {
        if (!name.StartsWith("lines[", StringComparison.Ordinal) || name.IndexOf(']', StringComparison.Ordinal) is var end && end < 0) return null;
        var entered = form.Names.Where(n => n.StartsWith(GoodsForms.Quantity, StringComparison.Ordinal) && form.Number(n) is > 0).ToList();
        if (!int.TryParse(name.AsSpan(6, end - 6), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= entered.Count) return null;
        var line = entered[index][GoodsForms.Quantity.Length..];
        return (name.EndsWith(".amount", StringComparison.Ordinal) ? GoodsForms.Amount : name.EndsWith(".result", StringComparison.Ordinal) ? GoodsForms.Found : GoodsForms.Quantity) + line;
    }

    private static TriggerArguments? Others(string trigger, ActValues form, ref string? missing) => trigger switch
    {
        Triggers.AskCourier => new AskCourierArguments(form["courier"], form["trackingNumber"]) { NewAddress = form["newAddress"] },
        Triggers.Moving => new MovingArguments(form.Instant("expectedAt")),
        Triggers.Stuck => new StuckArguments(form.Choice<CaseType>("to") ?? CaseType.Reshipment),
        Triggers.Convert => form.Choice<CaseType>("to") is { } to ? new ConvertArguments(to) { SubKind = form["subKind"] } : Missing("to", ref missing),
        Triggers.OpenDispute => new OpenDisputeArguments(form.Instant("replyUntil")),
        Triggers.PlatformAsks => new PlatformAsksArguments(form.Instant("until"), form.Checked("ofBuyer")),
        Triggers.PlatformRules => new PlatformRulesArguments(form.Choice<DisputeRuling>("ruling") ?? DisputeRuling.None, form.Money("amount") ?? 0) { AppealUntil = form.Instant("appealUntil") },
        Triggers.Fixed or Triggers.ReplyPublicly or Triggers.LeadsToCase or Triggers.ReportReview or Triggers.Unreachable =>
            form["cause"] is { } cause ? new ReviewEndArguments(cause, form.Choice<FedTo>("fedTo") ?? FedTo.Product) : Missing("cause", ref missing),
        Triggers.Answered => form.Number("satisfaction") is { } satisfied ? new VisitAnswers(satisfied, form.Checked("isSolved")) : Missing("satisfaction", ref missing),
        _ => null,
    };

    private static ApproveExchangeArguments? Exchange(ActValues form, ref string? missing)
    {
        if (form["reservation"] is not { } reservation)
        {
            missing = "reservation";
            return null;
        }

        return new ApproveExchangeArguments(Lines(form), Reason(form), reservation)
        {
            ReplacementSku = form["replacementSku"], Difference = form.Money("difference") ?? 0, Advance = form.Checked("advance"),
            FreightPayer = form.Choice<FreightPayer>("freightPayer") ?? FreightPayer.None,
        };
    }

    private static TriggerArguments? Tracking(ActValues form, bool isNeeded, ref string? missing)
    {
        var (courier, number) = (form["courier"], form["trackingNumber"]);
        if (courier is null && number is null && !isNeeded) return null;
        if (courier is null) return Missing("courier", ref missing);
        if (number is null) return Missing("trackingNumber", ref missing);
        return new TrackingArguments(courier, number)
        {
            FreightCollect = form.Checked("freightCollect"), Freight = form.Money("freight") ?? 0, FreightPayer = form.Choice<FreightPayer>("freightPayer") ?? FreightPayer.None,
            AsCredit = form.Checked("asCredit"),
        };
    }

    public static List<ClaimLine> Lines(ActValues form) =>
        [.. form.Names.Where(n => n.StartsWith(GoodsForms.Quantity, StringComparison.Ordinal)).Select(n => (Id: Id(n, GoodsForms.Quantity), Pieces: form.Number(n)))
            .Where(l => l is { Id: not null, Pieces: not (null or 0) })
            .Select(l => new ClaimLine(l.Id!.Value, l.Pieces!.Value) { Amount = form.Money(GoodsForms.Amount + l.Id.Value.ToString(CultureInfo.InvariantCulture)) })];

    private static List<InspectedLine> Inspected(ActValues form) =>
        [.. form.Names.Where(n => n.StartsWith(GoodsForms.Found, StringComparison.Ordinal)).Select(n => (Id: Id(n, GoodsForms.Found), Result: form.Choice<InspectionResult>(n)))
            .Where(l => l is { Id: not null, Result: not null })
            .Select(l => new InspectedLine(l.Id!.Value, l.Result!.Value, form.Number(GoodsForms.Quantity + l.Id.Value.ToString(CultureInfo.InvariantCulture)) ?? 0)).Where(l => l.Quantity != 0)];

    private static long? Id(string name, string prefix) => long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static ReturnReason Reason(ActValues form) => form.Choice<ReturnReason>("reason") ?? ReturnReason.None;

    private static TriggerArguments? Missing(string field, ref string? missing)
    {
        missing = field;
        return null;
    }
}
