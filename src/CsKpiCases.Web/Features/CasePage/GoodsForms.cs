using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>The fields of what returns, exchanges, reshipments, follow-ups, disputes, reviews and visits ask for.</summary>
public sealed class GoodsForms(Texts texts, WorkflowSettings settings)
{
    /// <summary>Begins the name of a line's number of pieces, before its id.</summary>
    public const string Quantity = "qty-";

    /// <summary>Begins the name of a line's yuan, before its id.</summary>
    public const string Amount = "amt-";

    /// <summary>Begins the name of what was found of a line, before its id.</summary>
    public const string Found = "res-";

    private static readonly ReturnReason[] Reasons = [.. Enum.GetValues<ReturnReason>().Where(r => r != ReturnReason.None)];

    /// <summary>None for triggers that ask for nothing of this kind.</summary>
    public IEnumerable<FormField> Of(string trigger, CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return trigger switch
        {
            Triggers.ApproveReturn => [.. Lines(view, withAmount: true), Reason(view), Payer()],
            Triggers.RefundOnly or Triggers.HoldShipment => [.. Lines(view, withAmount: true), Reason(view), Money("freight")],
            Triggers.Propose when view.Case.Type is CaseType.Return or CaseType.Exchange => Offer(view),
            Triggers.OfferPartial => [new FormField("solution", FieldKind.LongText, "field.solution", Required: true), .. Lines(view, withAmount: true, isAmountRequired: true)],
            Triggers.ApproveExchange => Exchange(view),
            Triggers.Compensate => [Money("amount") with { Required = true, Hint = texts["form.small-claim-hint", MoneyTag.Text(settings.Terms.SmallClaimLimitOf(view.Reader.ActorIn(view.Shop.Id), settings))] }, Line(view)],
            Triggers.AskWarehouse when view.Case.Type == CaseType.Reshipment => [.. Lines(view, withAmount: false), Reason(view), Text("replacementSku"), Check("recall")],
            Triggers.GiveTracking => [Courier(required: true), Text("trackingNumber", required: true), Check("freightCollect"), Money("freight"), Check("asCredit")],
            Triggers.PickedUp or Triggers.AlreadyShipped or Triggers.FirstScan => [Courier(required: false, view), Text("trackingNumber", value: Following(view)?.TrackingNumber)],
            Triggers.SentBack => [Courier(required: true), Text("trackingNumber", required: true), Payer()],
            Triggers.BookPickup => [Courier(required: true) with { Label = "field.pickupCourier" }],
            Triggers.Passes or Triggers.Differs => Inspection(view, trigger),
            Triggers.Confirm or Triggers.Disprove => WarehouseFinding(trigger, view),
            Triggers.Paid or Triggers.DifferencePaid or Triggers.Executed => [Text("reference")],
            Triggers.PaidOffline => [Text("voucher", required: true)],
            _ => Others(trigger, view),
        };
    }

    /// <summary>The lines of the case's order, as its page knows them.</summary>
    public static IReadOnlyList<OrderLine> LinesOf(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.File.Order?.Lines ?? view.Order?.Lines ?? [];
    }

    private IEnumerable<FormField> Others(string trigger, CaseView view) => trigger switch
    {
        Triggers.AskCourier => [Courier(required: false, view), Text("trackingNumber", value: Following(view)?.TrackingNumber ?? view.Order?.TrackingNumber), .. view.Case.SubKind == SubKinds.ChangeAddress ? [Text("newAddress", required: true)] : Array.Empty<FormField>()],
        Triggers.Moving => [Instant("expectedAt")],
        Triggers.Stuck => [Choice("to", "case.type.", [CaseType.Reshipment, CaseType.Return], CaseType.Reshipment)],
        Triggers.Convert => [Choice("to", "case.type.", [.. CaseMachines.Classifiable.Where(t => t != view.Case.Type)], CaseType.Return), SubKind(null)],
        Triggers.OpenDispute => [Instant("replyUntil")],
        Triggers.PlatformAsks => [Instant("until"), Check("ofBuyer")],
        Triggers.PlatformRules => [Choice("ruling", "dispute_ruling.", [.. Enum.GetValues<DisputeRuling>().Where(r => r != DisputeRuling.None)], DisputeRuling.Merchant), Money("amount"), Instant("appealUntil")],
        Triggers.Fixed or Triggers.ReplyPublicly or Triggers.LeadsToCase or Triggers.ReportReview or Triggers.Unreachable when view.Case.Type == CaseType.ReviewFollowUp =>
            [Cause(view), Choice("fedTo", "fed_to.", Enum.GetValues<FedTo>(), FedTo.Product)],
        Triggers.Answered => [Number("satisfaction") with { Required = true, Value = "5" }, Check("isSolved") with { Value = "true" }],
        _ => [],
    };

    /// <summary>All sub-kinds, each under its type: the domain says which fit.</summary>
    public FormField SubKind(string? value) => new("subKind", FieldKind.Choice, "field.subKind")
    {
        Options =
        [
            ("", "—"),
            .. CaseMachines.Classifiable.SelectMany(type => SubKinds.Of(type).Select(kind => (kind, texts.Named("case.type.", type.ToString()) + texts["list.colon"] + texts.Named("sub_kind.", kind)))),
        ],
        Value = value,
    };

    private static IEnumerable<FormField> WarehouseFinding(string trigger, CaseView view)
    {
        var isGift = view.Case.Cause == ComplaintCatalogue.MissingGift;
        if (trigger == Triggers.Confirm) yield return Check("isOurFault");
        if (isGift) yield return Check("packingListChecked");
        yield return Number("weightGrams") with { Required = isGift };
    }

    private IEnumerable<FormField> Offer(CaseView view)
    {
        // money alone is no exchange
        var isExchange = view.Case.Type == CaseType.Exchange;
        yield return Choice("kind", "proposal_kind.", isExchange ? [ProposalKind.Return] : [ProposalKind.Return, ProposalKind.Refund], isExchange ? ProposalKind.Return : ProposalKind.Refund);
        yield return new FormField("solution", FieldKind.LongText, "field.solution", Required: true);
        foreach (var field in Lines(view, withAmount: true)) yield return field;
        yield return Reason(view);
        yield return Money("freight");
    }

    private IEnumerable<FormField> Exchange(CaseView view)
    {
        foreach (var field in Lines(view, withAmount: false)) yield return field;
        yield return Reason(view);
        yield return Text("reservation", required: true) with { Hint = texts["form.reservation-hint"] };
        yield return Text("replacementSku");
        yield return Money("difference") with { Hint = texts["form.difference-hint"] };
        yield return view.File.Order is { IsPresale: true } ? Payer() with { Value = nameof(FreightPayer.Buyer), Hint = texts["form.presale-hint"] } : Payer();
        yield return Check("advance");
    }

    private IEnumerable<FormField> Lines(CaseView view, bool withAmount, bool isAmountRequired = false)
    {
        var lines = LinesOf(view);
        var claimed = view.File.Goods.Where(g => g.Quantity > 0 && g.Round == view.Case.Round).ToLookup(g => g.OrderLineId);
        foreach (var line in lines)
        {
            var id = line.Id.ToString(CultureInfo.InvariantCulture);
            var own = claimed[line.Id].Sum(g => g.Quantity);
            yield return new FormField(Quantity + id, FieldKind.Number, "field.quantity")
            {
                Group = texts["form.goods-of", line.Title, line.Quantity],
                Value = own > 0 ? own.ToString(CultureInfo.InvariantCulture) : lines.Count == 1 ? line.Quantity.ToString(CultureInfo.InvariantCulture) : null,
                Hint = lines.Count > 1 ? texts["form.quantity-hint"] : null,
            };
            if (withAmount) yield return new FormField(Amount + id, FieldKind.Money, "field.amount") { Hint = isAmountRequired ? null : texts["form.line-amount-hint"] };
        }
    }

    /// <summary>The lines that can leave the case, each with a number to fill in.</summary>
    public IEnumerable<FormField> Split(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var mine = Splitting.Of(view.File);
        var isFirst = true;
        foreach (var line in LinesOf(view).Where(l => mine.ContainsKey(l.Id)))
        {
            yield return new FormField(Quantity + line.Id.ToString(CultureInfo.InvariantCulture), FieldKind.Number, "field.split-off")
            {
                Group = $"{line.Title} × {mine[line.Id]}", Hint = isFirst ? texts["form.split-hint"] : null,
            };
            isFirst = false;
        }
    }

    /// <summary>What was found of a missing gift.</summary>
    public IEnumerable<FormField> Gift() =>
        [Choice("finding", "gift_finding.", [GiftFinding.Owed, GiftFinding.InAnotherParcel, GiftFinding.NotPromised], GiftFinding.Owed) with { Required = true, Hint = texts["form.gift-hint"] }];

    private IEnumerable<FormField> Inspection(CaseView view, string trigger)
    {
        var isFirst = true;
        foreach (var line in LinesOf(view).Where(l => view.File.Goods.Exists(g => IsBack(g, l.Id))))
        {
            var id = line.Id.ToString(CultureInfo.InvariantCulture);
            var pieces = view.File.Goods.Where(g => IsBack(g, line.Id)).Sum(g => g.Quantity);
            InspectionResult[] results = trigger == Triggers.Passes
                ? [InspectionResult.AcceptedGood, InspectionResult.AcceptedDamaged]
                : [InspectionResult.AcceptedGood, .. Enum.GetValues<InspectionResult>().Where(r => r > InspectionResult.AcceptedGood)];
            yield return new FormField(Found + id, FieldKind.Choice, "field.result")
            {
                Group = $"{line.Title} × {pieces}", Hint = isFirst && trigger == Triggers.Passes ? texts["form.inspection-hint"] : null,
                Options = [.. results.Select(r => (r.ToString(), texts.Named("inspection.", r.ToString())))], Value = nameof(InspectionResult.AcceptedGood),
            };
            yield return new FormField(Quantity + id, FieldKind.Number, "field.quantity") { Value = pieces.ToString(CultureInfo.InvariantCulture) };
            isFirst = false;
        }

        yield return Number("weightGrams");
        bool IsBack(GoodsItem g, long line) => g.OrderLineId == line && g.Quantity > 0 && g.Direction == Direction.Return && g.Round == view.Case.Round;
    }

    private static Parcel? Following(CaseView view) => view.File.Parcel;

    private FormField Reason(CaseView view) =>
        Choice("reason", "return_reason.", Reasons, view.Case.ReturnReason == ReturnReason.None ? Guess(view.Case) : view.Case.ReturnReason) with { Required = true };

    private static ReturnReason Guess(Case @case) => @case.Cause switch
    {
        ComplaintCatalogue.NoReasonReturn or ComplaintCatalogue.BuyerChangedMind or ComplaintCatalogue.WrongOrderByBuyer => ReturnReason.NoReason,
        ComplaintCatalogue.DamagedInTransit => ReturnReason.Damaged,
        ComplaintCatalogue.Quality => ReturnReason.Quality,
        ComplaintCatalogue.MissingOrOutOfStock or ComplaintCatalogue.MissingGift => ReturnReason.Missing,
        ComplaintCatalogue.NotAsImagined => ReturnReason.NotAsDescribed,
        ComplaintCatalogue.Late => ReturnReason.NotReceived,
        ComplaintCatalogue.Price => ReturnReason.PriceDrop,
        _ => @case.SubKind == SubKinds.Wrong ? ReturnReason.WrongItem : ReturnReason.Other,
    };

    private FormField Cause(CaseView view) => new("cause", FieldKind.Choice, "field.cause", Required: true)
    {
        Options = [("", "—"), .. ComplaintCatalogue.Causes.Select(c => (c, texts.Named("cause.", c)))], Value = view.Case.Cause,
    };

    private FormField Line(CaseView view) => new("orderLineId", FieldKind.Choice, "field.orderLineId")
    {
        Options = [("", texts["form.no-line"]), .. LinesOf(view).Select(l => (l.Id.ToString(CultureInfo.InvariantCulture), l.Title))],
    };

    private FormField Payer() => Choice("freightPayer", "freight_payer.", Enum.GetValues<FreightPayer>(), FreightPayer.None);

    private FormField Courier(bool required, CaseView? view = null) => new("courier", FieldKind.Text, "field.courier", required)
    {
        Value = view is null ? null : Following(view)?.Courier ?? view.Order?.Courier,
        Suggestions = [.. settings.Terms.Couriers.Where(c => !c.IsPostal).Select(c => c.Name)],
    };

    private static FormField Text(string name, bool required = false, string? value = null) => new(name, FieldKind.Text, "field." + name, required) { Value = value };

    private static FormField Check(string name) => new(name, FieldKind.Check, "field." + name);

    private static FormField Money(string name) => new(name, FieldKind.Money, "field." + name);

    private static FormField Number(string name) => new(name, FieldKind.Number, "field." + name);

    private static FormField Instant(string name) => new(name, FieldKind.Instant, "field." + name);

    private FormField Choice<T>(string name, string prefix, IReadOnlyList<T> values, T value)
        where T : struct, Enum => new(name, FieldKind.Choice, "field." + name)
        {
            Options = [.. values.Select(v => (v.ToString(), texts.Named(prefix, v.ToString())))], Value = value.ToString(),
        };
}
