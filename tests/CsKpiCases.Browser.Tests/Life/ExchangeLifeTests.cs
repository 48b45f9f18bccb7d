using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// An exchange through each state that its machine has beside a return's: reserved, returned not as it was, its difference unpaid
/// and waived, out of stock, lost on its way, received and still wrong; then once more in advance, whose goods do not come.
/// </summary>
/// <remarks>What returns refuse too (withdrawing once goods have moved, couriers, approving one's own proposal) is tried there.</remarks>
[Collection(ShopFloorLives.Name)]
public sealed class ExchangeLifeTests(ShopFloor floor) : CaseLife(floor)
{
    private static readonly (string, string)[] Both = [("qty-#1", "2"), ("qty-#2", ""), ("reason", "质量问题"), ("reservation", "RES-2603-01"), ("advance", "")];

    private string order = "";
    private string number = "";

    [Fact]
    public Task Exchange_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(
        LogAsync, ApproveTooMuchAsync, OfferAsync, ApproveAsync, ClaimTwiceAsync, ReturnAsync, OweDifferenceAsync, WaiveAsync, StoreAsync, SendAsync, LoseAsync, ReceiveWrongAsync,
        SendAheadAsync, RefuseGoodsAsync, OweGoodsAsync);

    private async Task LogAsync()
    {
        order = await Shop.OrderAsync(
            TimeSpan.FromDays(4), new OrderLine { Sku = "SET-08", Title = "骨瓷餐具套装", Quantity = 3, PaidAmount = 4500m }, new OrderLine { Sku = "LAMP-2", Title = "夜灯", Quantity = 1, PaidAmount = 150m });
        number = (await BeginAsync(order, "两套餐具釉面有气泡，想换", "待决定", ("type", "换货"), ("category", "产品质量"), ("cause", "质量问题"))).Number;
    }

    private async Task ApproveTooMuchAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.CannotAsync("拒绝申请", "需先上传图片");
        await desk.RefusesAsync("approve-exchange", "请填写“库存预留号”", [.. Both, ("reservation", " ")]);
        await desk.RefusesAsync("approve-exchange", "“商品”的内容不能接受", [.. Both, ("qty-#1", "")]);
        await desk.RefusesAsync("approve-exchange", "数量 4 超过可申请的 3 件", ("qty-#1", "4"));
        await desk.RefusesAsync("approve-exchange", "已超过签收后 72 小时的申请期限", ("qty-#1", "2"), ("reason", "破损"));
        await desk.RefusesAsync("approve-exchange", "“先行换货（我方责任且紧急）”的内容不能接受", ("reason", "其他"), ("advance", "✓"));
        await desk.RefusesAsync("approve-exchange", "金额 ¥100.01 超过您的权限 ¥100.00", [.. Both, ("difference", "-100.01")]);
    }

    /// <summary>What is offered instead is goods too: money alone is no exchange.</summary>
    private async Task OfferAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("propose", ("solution", "先寄回一套，看过再换"), ("qty-#1", "1"), ("qty-#2", ""), ("reason", "质量问题"));
        await desk.IsInStateAsync("已提议");
        await (await BuyerAsync()).ChooseAsync("decline", "两套都要换");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("待决定");
    }

    private async Task ApproveAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("approve-exchange", [.. Both, ("replacementSku", "SET-09"), ("difference", "50")]);
        await desk.IsInStateAsync("等买家寄回");
        await desk.ShowsAsync("骨瓷餐具套装 × 2", "→ SET-09 × 2", "已预留 · RES-2603-01", "¥50.00");
        await desk.AttachAsync("#3366aa");
    }

    /// <summary>Two cases cannot ask for one line's goods.</summary>
    private async Task ClaimTwiceAsync()
    {
        var desk = await BeginAsync(order, "餐具的钱也退给我", "待决定", ("type", "退货退款"), ("category", "产品质量"), ("cause", "质量问题"));
        await desk.RefusesAsync("refund-only", "这一订单行已有进行中的退换货工单", ("qty-#1", "1"), ("reason", "质量问题"));
        await desk.TakeAsync("withdraw");
        await desk.IsInStateAsync("已关闭");
        Follow(number);
    }

    private async Task ReturnAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("give-tracking", ("courier", "顺丰"), ("trackingNumber", "SF1000200030"), ("freightCollect", "✓"));
        await desk.IsInStateAsync("退货在途");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("signed-for");
        await desk.TakeAsync("differs", ("res-#1", "已使用"), ("qty-#1", "1"));
        await desk.IsInStateAsync("验货有异");
    }

    private async Task OweDifferenceAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        (string, string)[] offer = [("solution", "用过的一套折价，补 1100 元"), ("qty-#1", "2"), ("qty-#2", "")];
        await desk.RefusesAsync("offer-partial", "¥4500.01 超过该订单还可退的 ¥4500.00", [.. offer, ("amt-#1", "4500.01")]);
        await desk.TakeAsync("offer-partial", ("amt-#1", "1900"));
        await (await BuyerAsync()).ChooseAsync("accept");
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("差价待结");
        await desk.ShowsAsync("差价¥1,150.00", "到时交主管：免收或改为退款");
    }

    private async Task WaiveAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromDays(7.1));
        await desk.TellsAsync("升级到第 1 级");
        await desk.CannotAsync("免收差价", "需要由主管");
        desk = await AtAsync(TrialShop.Supervisor);
        await desk.RefusesAsync("waive-difference", "金额 ¥1150.00 超过您的权限 ¥1000.00", ("note", "老客户"));
        desk = await AtAsync(TrialShop.Manager);
        await desk.TakeAsync("waive-difference", ("note", "老客户，免收"));
        await desk.IsInStateAsync("待发出");
    }

    private async Task StoreAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        await desk.BeginOfLineAsync("已验货 · 已使用", "move-goods");
        await desk.RefusesAsync("move-goods", "货物现在是“已验货”，不能走这一步", ("to", "已入库"));
        await desk.TakeAsync("move-goods", ("to", "已报废"));
        await desk.TakeOfLineAsync("已验货 · 完好", "move-goods", ("to", "已入库"), ("reference", "A-03"));
        await desk.ShowsAsync("已报废 · 已使用", "已入库 · 完好 · A-03");
    }

    private async Task SendAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("no-stock", ("note", "这一款刚卖完，周五到货"));
        await desk.IsInStateAsync("差价待结");
        desk = await AtAsync(TrialShop.Manager);
        await desk.TakeAsync("waive-difference", ("note", "买家愿意等到周五"));
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.RefusesAsync("first-scan", "请填写“运单号”", ("courier", "中通"));
        await desk.RefusesAsync("first-scan", "“运单号”的内容不能接受", ("trackingNumber", "1"));
        await desk.TakeAsync("first-scan", ("trackingNumber", "ZT7000000001"));
        await desk.IsInStateAsync("发出在途");
        await desk.ShowsAsync("ZT7000000001", "到时报警，须催查");
    }

    private async Task LoseAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromHours(73));
        await desk.TellsAsync("报警：包裹长时间无轨迹");
        await desk.TakeAsync("lost");
        await desk.IsInStateAsync("待发出");
        await desk.ShowsAsync("快递索赔", "待提交", "尚无单号");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("first-scan", ("courier", "顺丰"), ("trackingNumber", "SF7000000002"));
        await desk.IsInStateAsync("发出在途");
    }

    private async Task ReceiveWrongAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("delivered");
        await desk.IsInStateAsync("等买家确认");
        await desk.ShowsAsync("已送达", "到时视为接受，结案");
        var buyer = await BuyerAsync();
        await buyer.RefusesAsync("still-wrong", "请说明原因");
        await buyer.ChooseAsync("still-wrong", "花色发错了，急用");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("待决定");
    }

    private async Task SendAheadAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("approve-exchange", [.. Both, ("reason", "发错货"), ("reservation", "RES-2603-02"), ("advance", "✓")]);
        await (await BuyerAsync()).TrackAsync("中通", "ZT8000000003");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.IsInStateAsync("退货在途");
        await desk.TakeOfLineAsync("尚无单号", "track-parcel", ("step", "登记单号"), ("courier", "顺丰"), ("trackingNumber", "SF8000000004"));
        await desk.TakeOfLineAsync("SF8000000004", "track-parcel", ("step", "有轨迹"));
        await desk.ShowsAsync("补发或换货 · 第 2 轮 · 在途");
    }

    private async Task RefuseGoodsAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("signed-for");
        await desk.TakeAsync("differs", ("res-#1", "不是原货"), ("qty-#1", "2"));
        desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("refuse-goods", ("note", "寄来的不是我们的餐具"));
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("sent-back", ("courier", "中通"), ("trackingNumber", "ZT9000000005"));
        await desk.IsInStateAsync("已拒绝");
    }

    private async Task OweGoodsAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromDays(7.1));
        await desk.IsInStateAsync("差价待结");
        await desk.ShowsAsync("差价¥3,000.00");
        desk = await AtAsync(TrialShop.Supervisor);
        await desk.CannotAsync("改为退款", "换货已经发出，不能改为退款");
        desk = await AtAsync(TrialShop.Finance);
        await desk.TakeAsync("difference-paid", ("reference", "BJ20260320"));
        await desk.IsInStateAsync("已解决");
    }
}
