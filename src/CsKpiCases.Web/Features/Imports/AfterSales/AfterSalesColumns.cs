using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>The columns of the platforms' after-sales exports, by the names that Taobao, Tmall, JD, Pinduoduo, Douyin and Kuaishou give them.</summary>
internal static class AfterSalesColumns
{
    private const int LongestNumber = 60;

    public static readonly Dictionary<string, string[]> Aliases = new(StringComparer.Ordinal)
    {
        ["key"] = ["退款编号", "售后单号", "售后编号", "退款单号", "退款单编号", "服务单号", "售后服务单号", "refund number", "after-sales number", "refund id"],
        ["order"] = ["订单编号", "订单号", "主订单编号", "主订单号", "平台订单号", "order number", "order"],
        ["kind"] = ["售后类型", "退款类型", "服务类型", "申请类型", "售后方式", "客户期望处理方式", "kind", "type"],
        ["status"] = ["退款状态", "售后状态", "服务单状态", "处理状态", "状态", "status"],
        ["goods"] = ["货物状态", "收货状态", "发货状态", "goods state"],
        ["disputed"] = ["客服介入状态", "平台介入状态", "小二介入状态", "介入状态", "纠纷状态", "intervention"],
        ["liable"] = ["责任方", "判责结果", "责任归属", "责任判定", "liable"],
        ["reason"] = ["买家退款原因", "退款原因", "售后原因", "申请原因", "原因", "reason"],
        ["amount"] = ["退款金额", "退款总金额", "买家申请退款金额", "申请退款金额", "售后金额", "退款的金额", "amount"],
        ["buyer"] = ["买家会员名", "买家昵称", "用户昵称", "客户账号", "买家", "buyer id", "buyer"],
        ["subject"] = ["宝贝标题", "商品名称", "商品标题", "product"],
        ["agent"] = ["售后客服", "处理客服", "处理人", "客服", "agent"],
        ["applied"] = ["退款的申请时间", "退款申请时间", "售后申请时间", "申请时间", "创建时间", "applied at"],
        ["due"] = ["超时时间", "处理截止时间", "截止时间", "逾期时间", "due at"],
        ["evidenceDue"] = ["举证截止时间", "evidence due at"],
        ["handled"] = ["首次处理时间", "商家首次处理时间", "审核时间", "first handled at"],
        ["consented"] = ["同意时间", "卖家同意时间", "商家同意时间", "同意退货时间", "consented at"],
        ["sent"] = ["退货物流上传时间", "买家退货时间", "退货时间", "买家发货时间", "return sent at"],
        ["signed"] = ["签收时间", "退货签收时间", "return signed at"],
        ["receipt"] = ["确认收货时间", "商家确认收货时间", "卖家确认收货时间", "receipt handled at"],
        ["closed"] = ["完结时间", "退款完结时间", "售后完结时间", "完成时间", "退款完成时间", "退款成功时间", "关闭时间", "closed at"],
        ["intervened"] = ["介入时间", "平台介入时间", "客服介入时间", "申请介入时间", "disputed at"],
        ["ruled"] = ["判责时间", "判定时间", "ruled at"],
        ["courier"] = ["退货物流公司", "退货快递公司", "退货快递", "return courier"],
        ["tracking"] = ["退货物流单号", "退货快递单号", "退货运单号", "退货物流编号", "return tracking number"],
    };

    /// <summary>The instants that come after the application.</summary>
    private static readonly string[] Later = ["handled", "consented", "sent", "signed", "receipt", "closed", "intervened", "ruled"];

    public static readonly string[] Fields = [.. Aliases.Keys];

    /// <summary>The first field that cannot be taken, and why; null when the row can.</summary>
    public static (string Field, string Reason)? Check(ExportColumns columns, TimeZoneInfo zone)
    {
        if (columns.Unfit() is { } unfit) return unfit;
        foreach (var number in (string[])["key", "order"])
        {
            if (columns[number].Length is 0 or > LongestNumber) return (number, columns[number].Length == 0 ? "number_missing" : "number_too_long");
        }

        if (columns["tracking"].Length > Parcel.LongestTrackingNumber) return ("tracking", "number_too_long");
        return Words(columns) ?? Times(columns, zone);
    }

    private static (string Field, string Reason)? Words(ExportColumns columns)
    {
        if (columns["status"].Length == 0 || PlatformWords.StandingOf(columns["status"]) is null) return ("status", columns["status"].Length == 0 ? "state_missing" : "unknown_state");
        if (columns["kind"].Length > 0 && PlatformWords.KindOf(columns["kind"]) is null) return ("kind", "unknown_kind");
        if (columns["disputed"].Length > 0 && PlatformWords.IsIntervened(columns["disputed"]) is null) return ("disputed", "unknown_state");
        if (columns["liable"].Trim('-').Length > 0 && PlatformWords.RulingOf(columns["liable"]) is null) return ("liable", "unknown_party");
        return columns["amount"].Length > 0 && (!CellText.TryReadAmount(columns["amount"], out var amount) || amount < 0) ? ("amount", "invalid_amount") : null;
    }

    private static (string Field, string Reason)? Times(ExportColumns columns, TimeZoneInfo zone)
    {
        if (!CellText.TryReadInstant(columns["applied"], zone, out var applied)) return ("applied", columns["applied"].Length == 0 ? "time_missing" : "invalid_time");
        foreach (var field in (string[])[.. Later, "due", "evidenceDue"])
        {
            if (columns[field].Trim('-').Length == 0) continue;
            if (!CellText.TryReadInstant(columns[field], zone, out var at)) return (field, "invalid_time");
            if (at < applied) return (field, "before_application");
        }

        return null;
    }

    /// <summary>A checked row. <paramref name="cell"/> gives a field's text; empty where there is none.</summary>
    public static AfterSalesRow Read(int line, Func<string, string> cell, ImportSession session, KnownAgents agents)
    {
        DateTime? Time(string field) => CellText.TryReadInstant(cell(field), session.Zone, out var at) ? at : null;
        string? Text(string field, int most) => cell(field) is { Length: > 0 } text ? ClippedText.To(text, most) : null;
        var standing = PlatformWords.StandingOf(cell("status"))!.Value;
        var (isDisputed, ruling) = Dispute(cell, standing, Time("intervened"), Time("ruled"));
        var fact = new AfterSalesApplication
        {
            Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, NaturalKey = cell("key"), OrderNumber = cell("order"), Kind = KindOf(cell, standing),
            Status = ClippedText.To(cell("status"), 60), Amount = CellText.TryReadAmount(cell("amount"), out var amount) ? amount : 0,
            PlatformBuyerId = Text("buyer", 100), Reason = Text("reason", 200), AppliedAt = Time("applied")!.Value,
            FirstHandledAt = Time("handled"), ConsentedAt = Time("consented"), ReturnSentAt = Time("sent"), ReturnSignedAt = Time("signed"), ReceiptHandledAt = Time("receipt"),
            ClosedAt = Time("closed"), IsRefunded = standing == PlatformStanding.Done && IsRefund(cell, KindOf(cell, standing), amount),
            DisputedAt = Time("intervened"), RuledAt = Time("ruled"), IsSellersFault = ruling is { } ruled ? ruled == DisputeRuling.Merchant : null,
        };
        return new AfterSalesRow(line, fact, standing)
        {
            DueAt = Time("due"), EvidenceDueAt = Time("evidenceDue"), IsDisputed = isDisputed, Ruling = ruling, Subject = Text("subject", 150),
            Courier = Text("courier", Parcel.LongestCourier), TrackingNumber = Text("tracking", Parcel.LongestTrackingNumber),
            AgentId = standing is PlatformStanding.Done or PlatformStanding.Cancelled ? agents.Find(cell("agent")) : agents.FindOwner(cell("agent")),
            IsPreShipment = cell("goods").Contains("未发货", StringComparison.Ordinal), IsReturn = fact.Kind == ApplicationKind.ReturnRefund,
        };
    }

    /// <summary>Where the export names no kind: the goods that come back tell it, or that they have not gone out; else nobody knows.</summary>
    private static ApplicationKind KindOf(Func<string, string> cell, PlatformStanding standing) =>
        PlatformWords.KindOf(cell("kind"))
        ?? (standing is PlatformStanding.AwaitingReturn or PlatformStanding.ReturnInTransit || cell("tracking").Length > 0 || cell("sent").Length > 0 || cell("goods").Contains("退货", StringComparison.Ordinal)
            ? ApplicationKind.ReturnRefund
            : cell("goods").Contains('未', StringComparison.Ordinal) ? ApplicationKind.RefundOnly : ApplicationKind.Other);

    /// <summary>Whether money came of what is done: of a repair or a claim only where the platform says so, nor of what it neither names nor prices.</summary>
    private static bool IsRefund(Func<string, string> cell, ApplicationKind kind, decimal amount) => kind switch
    {
        ApplicationKind.Exchange or ApplicationKind.Reshipment => false,
        ApplicationKind.Other => PlatformWords.IsRefund(cell("status")) || (cell("kind").Length == 0 && amount > 0),
        _ => true,
    };

    /// <summary>Who is liable tells a ruling only where the platform has stepped in: exports name somebody for every refund.</summary>
    private static (bool IsDisputed, DisputeRuling? Ruling) Dispute(Func<string, string> cell, PlatformStanding standing, DateTime? intervenedAt, DateTime? ruledAt)
    {
        var isDisputed = standing == PlatformStanding.UnderReview || intervenedAt is not null || ruledAt is not null || PlatformWords.IsIntervened(cell("disputed")) == true;
        var isOver = ruledAt is not null || PlatformWords.HasEnded(cell("disputed"));
        return (isDisputed, isDisputed && isOver ? PlatformWords.RulingOf(cell("liable")) : null);
    }
}
