using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What a platform says of the sending of orders: promised, sent, picked up. One row per order, or per parcel where the file numbers parcels.</summary>
internal sealed class ImportShipments(ImportSession session) : ImportFacts<Shipment>(session)
{
    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["number"] = ["订单编号", "订单号", "主订单编号", "主订单号", "交易编号", "order number", "order no", "order id"],
        ["parcel"] = ["包裹编号", "包裹号", "包裹序号", "parcel number", "parcel no", "parcel"],
        ["courier"] = ["物流公司", "快递公司", "承运商", "courier", "carrier"],
        ["tracking"] = ["物流单号", "运单号", "快递单号", "tracking number", "tracking no"],
        ["promised"] = ["承诺发货时间", "最晚发货时间", "应发货时间", "发货截止时间", "发货超时时间", "promised at", "ship by"],
        ["shipped"] = ["发货时间", "实际发货时间", "订单发货时间", "shipped at", "ship time"],
        ["picked"] = ["揽收时间", "首次揽收时间", "物流揽收时间", "揽件时间", "picked up at", "pickup time"],
        ["refund"] = ["首次退款申请时间", "退款申请时间", "退款的申请时间", "申请退款时间", "refund applied at"],
    };

    protected override IReadOnlyDictionary<string, string[]> Aliases => Columns;

    protected override string[] Needed => ["number"];

    protected override (string Field, string Reason)? Check(Cells cells)
    {
        if (cells("number").Length is 0 or > 60) return ("number", cells("number").Length == 0 ? "number_missing" : "number_too_long");
        return CheckAll(cells, "number_too_long", t => t.Length <= 60, "parcel", "tracking") ?? CheckAll(cells, "invalid_time", t => Time(t) is not null, "promised", "shipped", "picked", "refund");
    }

    protected override string KeyOf(Cells cells) => cells("parcel").Length == 0 ? cells("number") : $"{cells("number")}|{cells("parcel")}";

    protected override Shipment Fact(string key, Cells cells) => new()
    {
        Id = Session.Store.Ids.Next(), ShopId = Session.Shop.Id, NaturalKey = key, OrderNumber = cells("number"), Courier = Text(cells("courier"), 60), TrackingNumber = Text(cells("tracking"), 60),
        PromisedAt = Time(cells("promised")), ShippedAt = Time(cells("shipped")), PickedUpAt = Time(cells("picked")), RefundAppliedAt = Time(cells("refund")),
    };

    /// <summary>What a file leaves empty stays: one export tells of the sending, a later one of the courier's scan.</summary>
    protected override bool Copy(Shipment from, Shipment to)
    {
        var before = Picture(to);
        (to.Courier, to.TrackingNumber) = (from.Courier ?? to.Courier, from.TrackingNumber ?? to.TrackingNumber);
        (to.PromisedAt, to.ShippedAt) = (from.PromisedAt ?? to.PromisedAt, from.ShippedAt ?? to.ShippedAt);
        (to.PickedUpAt, to.RefundAppliedAt) = (from.PickedUpAt ?? to.PickedUpAt, from.RefundAppliedAt ?? to.RefundAppliedAt);
        return before != Picture(to);
    }

    private static (string?, string?, DateTime?, DateTime?, DateTime?, DateTime?) Picture(Shipment s) => (s.Courier, s.TrackingNumber, s.PromisedAt, s.ShippedAt, s.PickedUpAt, s.RefundAppliedAt);
}
