using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// A reshipment through each state that its machine has: without an answer, disproved, above the supervisor's limit, our own fault,
/// lost and claimed for, still wrong, refused, proved after all, received.
/// </summary>
[Collection(ShopFloorLives.Name)]
public sealed class ReshipmentLifeTests(ShopFloor floor) : CaseLife(floor)
{
    [Fact]
    public Task Reshipment_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(
        LogAsync, WaitInVainAsync, AskForTooMuchAsync, DisproveAsync, ExceedLimitsAsync, SendAsync, LoseAsync, ClaimAsync, ReceiveWrongAsync, RejectAsync, ProveAsync);

    private async Task LogAsync()
    {
        var order = await Shop.OrderAsync(TimeSpan.FromDays(4), new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 3, PaidAmount = 1260m });
        var desk = await BeginAsync(order, "三只杯子都没收到", "核实中", ("type", "补发"), ("subKind", "补发：漏发"), ("category", "货物运输"), ("cause", "缺货或漏发"));
        await desk.CannotAsync("请仓库核查", "需先上传图片");
        await desk.CannotAsync("拒绝申请", "需先上传图片");
    }

    private async Task WaitInVainAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-evidence", ("note", "请拍包裹和面单"));
        await desk.IsInStateAsync("等凭证");
        desk = await AfterAsync(TimeSpan.FromHours(73));
        await desk.IsInStateAsync("核实中");
        await desk.AttachAsync("#227744");
        await desk.CannotAsync("拒绝申请", "需先联系买家并接通");
    }

    private async Task AskForTooMuchAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("ask-warehouse", "请填写“商品”", ("qty-#1", ""), ("reason", "少件"));
        await desk.RefusesAsync("ask-warehouse", "数量 4 超过可申请的 3 件", ("qty-#1", "4"));
        await desk.RefusesAsync("ask-warehouse", "已超过签收后 72 小时的申请期限", ("qty-#1", "3"), ("reason", "破损"));
        await desk.TakeAsync("ask-warehouse", ("reason", "少件"));
        await desk.IsInStateAsync("仓库核查");
        await desk.CannotAsync("仓库确认", "需要由仓库");
    }

    private async Task DisproveAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        await desk.RefusesAsync("disprove", "“重量（克）”的内容不能接受", ("weightGrams", "1000001"), ("note", "出库称重与三只相符"));
        await desk.TakeAsync("disprove", ("weightGrams", "1500"));
        await desk.IsInStateAsync("核实中");
        desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-warehouse", ("qty-#1", "3"), ("reason", "少件"));
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("confirm", ("weightGrams", "400"), ("note", "监控显示漏装"));
        await desk.IsInStateAsync("补发待批");
    }

    private async Task ExceedLimitsAsync()
    {
        var desk = await AtAsync(TrialShop.Supervisor);
        await desk.CannotAsync("批准", "金额 ¥1260.00 超过您的权限 ¥1000.00，需要上级批准");
        await desk.TakeAsync("send-back", ("note", "漏装是我方错，请仓库注明"));
        await desk.IsInStateAsync("核实中");
        desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-warehouse", ("qty-#1", "3"), ("reason", "少件"));
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("confirm", ("isOurFault", "✓"));
        await desk.IsInStateAsync("待发出");
        await desk.TellsAsync("仓库确认是我方错漏");
        await desk.ShowsAsync("补发或换货", "尚无单号");
    }

    private async Task SendAsync()
    {
        var desk = await AtAsync(TrialShop.Warehouse);
        var stock = await WindowAsync(TrialShop.Warehouse);
        await stock.GoAsync("/registers/reshipments");
        await stock.SeesAsync(desk.Number);
        await desk.OpenAsync();
        await desk.RefusesAsync("first-scan", "请填写“运单号”", ("courier", "中通"));
        await desk.TakeAsync("first-scan", ("trackingNumber", "ZT3300440055"));
        await desk.IsInStateAsync("发出在途");
    }

    private async Task LoseAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("scanned");
        await desk.TakeAsync("lost", ("note", "中通确认遗失"));
        await desk.IsInStateAsync("待发出");
        await desk.ShowsAsync("快递索赔", "待提交");
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("first-scan", ("courier", "顺丰"), ("trackingNumber", "SF3300440066"));
        await desk.IsInStateAsync("发出在途");
    }

    private async Task ClaimAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.BeginOfLineAsync("待提交", "move-claim");
        await desk.RefusesAsync("move-claim", "“金额（元）”的内容不能接受", ("to", "已提交"), ("amount", "0"));
        await desk.TakeAsync("move-claim", ("amount", "1260"));
        await desk.BeginOfLineAsync("已提交", "move-claim");
        await desk.RefusesAsync("move-claim", "请写备注说明", ("to", "被拒"));
        await desk.TakeAsync("move-claim", ("to", "已赔付"), ("amount", "1000"));
        await desk.ShowsAsync("已赔付 · ¥1,260.00 · ✓ ¥1,000.00");
    }

    private async Task ReceiveWrongAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("delivered");
        await desk.IsInStateAsync("等买家确认");
        var buyer = await BuyerAsync();
        await buyer.RefusesAsync("still-wrong", "请说明原因");
        await buyer.ChooseAsync("still-wrong", "只有两只");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("核实中");
    }

    private async Task RejectAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("reject", ("note", "出库视频里是三只"));
        await desk.IsInStateAsync("已拒绝");
        await desk.ShowsAsync("到时按拒绝结案");
        await (await BuyerAsync()).ChooseAsync("evidence-in", "开箱视频已发您微信");
        await (await AtAsync(TrialShop.Agent)).IsInStateAsync("核实中");
    }

    private async Task ProveAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-warehouse", ("qty-#1", "1"), ("reason", "少件"));
        desk = await AtAsync(TrialShop.Warehouse);
        await desk.TakeAsync("confirm", ("isOurFault", "✓"));
        await desk.TakeAsync("first-scan", ("courier", "顺丰"), ("trackingNumber", "SF3300440077"));
        await (await AtAsync(TrialShop.Agent)).TakeAsync("delivered");
        var buyer = await BuyerAsync();
        await buyer.ChooseAsync("received");
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("已解决");
        await desk.ShowsAsync("骨瓷马克杯 × 1", "已送达");
    }
}
