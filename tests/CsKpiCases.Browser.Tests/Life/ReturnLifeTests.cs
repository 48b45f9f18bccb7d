using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// A return through each state that its machine has: asked for evidence, offered less, approved, picked up in vain, sent, without
/// a scan, inspected, sent back, asked for again, approved above the limits, paid on the third try; and one of goods that had not
/// left. On the way what each form and button refuses.
/// </summary>
/// <remarks>
/// Without a page to come to it, and so with the machine's own tests alone: a case without an order of ours, a cancelled return of a
/// buyer who never spoke with anybody, another case that grants a line's money between offer and approval.
/// </remarks>
[Collection(ShopFloorLives.Name)]
public sealed class ReturnLifeTests(ShopFloor floor) : CaseLife(floor)
{
    private static readonly (string, string)[] ThreeCups = [("qty-#1", "3"), ("qty-#2", ""), ("reason", "质量问题")];

    [Fact]
    public Task Return_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(
        LogAsync, ClaimTooMuchAsync, AskEvidenceAsync, OfferLessAsync, ApproveAsync, SendAsync, LoseSightAsync, InspectAsync, SendBackAsync, ReturnAgainAsync, OfferPartAsync,
        ApproveAboveLimitsAsync, PayAsync);

    [Fact]
    public Task Return_OfWhatHasNotShipped_IsHeldInterceptedAndRefunded() => LiveAsync(LogUnshippedAsync, HoldAsync, InterceptAsync, RefundAsync);

    private async Task LogAsync()
    {
        var order = await Shop.OrderAsync(
            TimeSpan.FromDays(1),
            new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 3, PaidAmount = 1260m }, new OrderLine { Sku = "LAMP-1", Title = "定制小夜灯", Quantity = 1, PaidAmount = 220m, AllowsNoReason = false });
        await BeginAsync(order, "三只杯子有裂纹", "待决定", ("type", "退货退款"), ("category", "产品质量"), ("cause", "质量问题"));
    }

    private async Task ClaimTooMuchAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.CannotAsync("通知仓库拦截", "订单已经发货");
        await desk.CannotAsync("小额直赔", "需先上传图片");
        await desk.CannotAsync("拒绝申请", "需先上传图片");
        await desk.RefusesAsync("refund-only", "请填写“商品”", ("reason", "质量问题"));
        await desk.RefusesAsync("refund-only", "数量 4 超过可申请的 3 件", ("qty-#1", "4"));
        await desk.RefusesAsync("refund-only", "¥1260.01 超过该订单还可退的 ¥1260.00", ("qty-#1", "3"), ("amt-#1", "1260.01"));
        await desk.RefusesAsync("refund-only", "不支持七天无理由退货", ("qty-#1", ""), ("amt-#1", ""), ("qty-#2", "1"), ("reason", "七天无理由"));
        await desk.AttachAsync("#aa5533");
        await desk.CannotAsync("拒绝申请", "需先联系买家并接通");
        await desk.RefusesAsync("compensate", "金额 ¥100.01 超过您的权限 ¥100.00", ("amount", "100.01"));
    }

    private async Task AskEvidenceAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-evidence", ("note", "请拍一张裂纹的近照"));
        await desk.IsInStateAsync("等凭证");
        await desk.ShowsAsync("到时视为没有凭证，回到决定");
        var buyer = await BuyerAsync();
        await buyer.SaysAsync("请拍一张裂纹的近照");
        await buyer.SendAsync("裂纹在杯口", "#446688");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("待决定");
    }

    private async Task OfferLessAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("propose", [("kind", "仅退款"), ("solution", "留下杯子，退 300 元"), .. ThreeCups, ("amt-#1", "300")]);
        await desk.IsInStateAsync("已提议");
        await desk.ShowsAsync("¥300.00 货款 · 已提议", "到时视为不接受，回到提议前");
        var buyer = await BuyerAsync();
        await buyer.SaysAsync("留下杯子，退 300 元");
        await buyer.ChooseAsync("decline", "三只都要退");
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("待决定");
        await desk.ShowsAsync("¥300.00 货款 · 已撤回");
    }

    private async Task ApproveAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("approve-return", ThreeCups);
        await desk.IsInStateAsync("等买家寄回");
        await desk.ShowsAsync("骨瓷马克杯 × 3", "待寄回", "¥1,260.00 货款 · 已提议", "已延长", "到时提醒买家寄回");
        var buyer = await BuyerAsync();
        await buyer.SaysAsync("杭州市余杭区仓前街道 8 号");
        await buyer.IsSilentOnAsync("留下杯子，退 300 元");
        await buyer.TrackAsync("邮政小包", "9988776655", "不收邮政包裹");
        desk = await AfterAsync(TimeSpan.FromHours(25));
        await desk.TellsAsync("发出提醒");
    }

    private async Task SendAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("book-pickup", ("courier", "顺丰"));
        await desk.IsInStateAsync("已约取件");
        await desk.TakeAsync("pickup-failed", ("note", "门口没人"));
        await desk.IsInStateAsync("等买家寄回");
        await desk.RefusesAsync("give-tracking", "只有顺丰、申通可以到付", ("courier", "中通"), ("trackingNumber", "ZT99001122"), ("freightCollect", "✓"));
        await desk.RefusesAsync("give-tracking", "“运单号”的内容不能接受", ("trackingNumber", "12"), ("freightCollect", ""));
        await desk.TakeAsync("give-tracking", ("courier", "中通"), ("trackingNumber", "ZT99001122"), ("freight", "12"));
        await desk.IsInStateAsync("退货在途");
        await desk.ShowsAsync("¥12.00 退货运费 · 已批准", "退运费", "ZT99001122");
    }

    private async Task LoseSightAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromHours(73));
        await desk.TellsAsync("报警：包裹长时间无轨迹");
        await desk.LinksAsync("催查中");
        await desk.TakeAsync("scanned");
        await desk.ShowsAsync("最近轨迹");
        await desk.CannotAsync("买家撤回", "钱货已动，需主管先结清");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("signed-for");
        await desk.IsInStateAsync("验货中");
        await desk.ShowsAsync("已收到", "签收");
    }

    private async Task InspectAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        await desk.RefusesAsync("differs", "请填写“商品”");
        await desk.RefusesAsync("differs", "“数量”的内容不能接受", ("res-#1", "已使用"), ("qty-#1", "4"));
        await desk.TakeAsync("differs", ("res-#1", "已使用"), ("qty-#1", "1"), ("weightGrams", "900"));
        await desk.IsInStateAsync("验货有异");
        await desk.ShowsAsync("已验货 · 已使用", "已验货 · 完好");
    }

    private async Task SendBackAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("refuse-goods", ("note", "有一只用过，三只寄回"));
        await desk.IsInStateAsync("退回买家中");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.RefusesAsync("sent-back", "“运单号”的内容不能接受", ("courier", "中通"), ("trackingNumber", "快递单"));
        await desk.TakeAsync("sent-back", ("courier", "中通"), ("trackingNumber", "ZT5566778899"), ("freightPayer", "买家"));
        await desk.IsInStateAsync("已拒绝");
        await desk.ShowsAsync("已退回买家", "¥1,260.00 货款 · 已撤回", "到时按拒绝结案");
        await (await BuyerAsync()).ChooseAsync("buyer-edits", "那只没有用过，请再看看");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("待决定");
    }

    private async Task ReturnAgainAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("approve-return", ThreeCups);
        await (await BuyerAsync()).TrackAsync("圆通速递", "YT1234567890");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.IsInStateAsync("退货在途");
        await desk.TakeAsync("signed-for");
        await desk.TakeAsync("differs", ("res-#1", "破损"), ("qty-#1", "1"));
        await desk.IsInStateAsync("验货有异");
    }

    private async Task OfferPartAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("offer-partial", "¥1300.00 超过该订单还可退的 ¥1260.00", ("solution", "一只破损，退 1100 元"), ("qty-#1", "3"), ("qty-#2", ""), ("amt-#1", "1300"));
        await desk.TakeAsync("offer-partial", ("amt-#1", "1100"));
        await desk.IsInStateAsync("已提议");
        await (await BuyerAsync()).ChooseAsync("accept");
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("退款待批");
        await desk.CannotAsync("批准", "需要由主管");
    }

    private async Task ApproveAboveLimitsAsync()
    {
        var desk = await AtAsync(TrialShop.Supervisor);
        await desk.CannotAsync("批准", "金额 ¥1100.00 超过您的权限 ¥1000.00，需要上级批准");
        await desk.TakeAsync("send-back", ("note", "照片里看不出破损，照收吧"));
        await desk.IsInStateAsync("验货有异");
        await desk.TakeAsync("accept-goods", ("note", "客服不在，代为处理"));
        await desk.IsInStateAsync("退款待批");
        await desk.CannotAsync("批准", "提出方案的人不能自己批准");
        desk = await AtAsync(TrialShop.Manager);
        await desk.TakeAsync("approve");
        await desk.IsInStateAsync("退款中");
        await desk.ShowsAsync("¥1,100.00 货款 · 已批准");
    }

    private async Task PayAsync()
    {
        var desk = await AtAsync(TrialShop.Finance);
        await desk.TakeAsync("payment-failed", ("note", "买家的卡已注销"));
        await desk.IsInStateAsync("退款失败");
        await desk.ShowsAsync("¥1,100.00 货款 · 失败");
        await desk.TakeAsync("retry-payment");
        await desk.IsInStateAsync("退款中");
        await desk.ShowsAsync("¥1,100.00 货款 · 已打款");
        await (await AtAsync(TrialShop.Agent)).CannotAsync("转为其他类型", "已经打款，不能再改类型");
        await desk.TakeAsync("payment-failed", ("note", "还是退不进去"));
        await desk.TakeAsync("paid-offline", ("voucher", "支付宝 20260309"));
        await desk.IsInStateAsync("已解决");
        await desk.ShowsAsync("¥1,100.00 货款 · 已到账 · 支付宝 20260309");
        await (await BuyerAsync()).SaysAsync("您的问题已解决");
    }

    private async Task LogUnshippedAsync()
    {
        var order = await Shop.OrderAsync(null, new OrderLine { Sku = "CUP-01", Title = "搪瓷杯", Quantity = 1, PaidAmount = 80m });
        var desk = await BeginAsync(order, "不想要了，请别发货", "待决定", ("type", "退货退款"), ("category", "购销合同"), ("cause", "买家改主意"));
        await desk.CannotAsync("同意退货", "订单还没有发货，只能仅退款");
    }

    private async Task HoldAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("hold-shipment", ("reason", "其他"));
        await desk.IsInStateAsync("仓库拦截中");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("already-shipped", ("courier", "中通"), ("trackingNumber", "ZT4455667788"));
        await desk.IsInStateAsync("快递拦截中");
        await desk.ShowsAsync("ZT4455667788", "到时报警，回到决定");
    }

    private async Task InterceptAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromHours(73));
        await desk.IsInStateAsync("待决定");
        await desk.ShowsAsync("¥80.00 货款 · 已撤回");
        // packed, though nobody has marked the order as shipped
        await desk.CannotAsync("通知仓库拦截", "订单已经发货");
    }

    private async Task RefundAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("refund-only", ("reason", "其他"));
        await desk.IsInStateAsync("退款中");
        desk = await AtAsync(TrialShop.Finance);
        await desk.TakeAsync("paid", ("reference", "TK2026030901"));
        await desk.IsInStateAsync("已关闭");
        await desk.ShowsAsync("¥80.00 货款 · 已到账 · TK2026030901");
    }
}
