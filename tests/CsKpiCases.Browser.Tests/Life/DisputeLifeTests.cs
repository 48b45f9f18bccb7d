using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// Two disputes that a return grows into: one argued, proved, ruled, appealed, ruled again and paid, after which the return goes on;
/// one whose deadline is missed. Meanwhile the return is frozen.
/// </summary>
[Collection(ShopFloorLives.Name)]
public sealed class DisputeLifeTests(ShopFloor floor) : CaseLife(floor)
{
    private string dispute = "";
    private string frozen = "";

    [Fact]
    public Task Dispute_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(
        LogAsync, FreezeAsync, ArgueAsync, ProveAsync, AppealAsync, ExecuteAsync, ThawAsync, MissDeadlineAsync, PayAllAsync);

    private async Task LogAsync()
    {
        var order = await Shop.OrderAsync(TimeSpan.FromDays(2), new OrderLine { Sku = "SET-08", Title = "骨瓷餐具套装", Quantity = 1, PaidAmount = 480m });
        frozen = (await BeginAsync(order, "平台介入：餐具与描述不符", "待决定", ("type", "退货退款"), ("category", "产品质量"), ("cause", "与想象不符"))).Number;
    }

    private async Task FreezeAsync()
    {
        const string No = "纠纷处理期间，这张工单冻结";
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("open-dispute", ("replyUntil", In(hours: 48)));
        await desk.IsInStateAsync("纠纷处理中，工单冻结");
        await desk.CannotAsync("仅退款", No);
        await desk.CannotAsync("同意退货", No);
        await desk.CannotAsync("平台介入", No);
        await desk.ShowsAsync("暂停");
        dispute = (await desk.LinksAsync("待商家答辩"))[0];
        Follow(dispute);
    }

    private async Task ArgueAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.ShowsAsync("提交答辩", "平台判我方败诉");
        await desk.TakeAsync("reply", ("note", "页面写明釉色有差异，附质检报告"));
        await desk.IsInStateAsync("平台审理");
        await desk.TakeAsync("platform-asks", ("until", In(hours: 24)));
        await desk.IsInStateAsync("待举证");
    }

    private async Task ProveAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.CannotAsync("提交凭证", "需先上传图片");
        await desk.AttachAsync("#884422");
        await desk.TakeAsync("give-evidence");
        await desk.IsInStateAsync("平台审理");
    }

    private async Task AppealAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("platform-rules", "¥480.01 超过该订单还可退的 ¥480.00", ("ruling", "商家责任"), ("amount", "480.01"));
        await desk.TakeAsync("platform-rules", ("amount", "480"), ("appealUntil", In(hours: 72)));
        await desk.IsInStateAsync("平台已裁决");
        await desk.ShowsAsync("对裁决申诉", "裁决生效");
        await desk.TakeAsync("appeal", ("note", "质检报告未被采纳"));
        await desk.IsInStateAsync("申诉中");
        await desk.TakeAsync("appeal-sent");
        await desk.TakeAsync("platform-rules", ("ruling", "共同责任"), ("amount", "200"));
        await desk.IsInStateAsync("共同责任 · ¥200.00");
        await desk.CannotAsync("申诉", "已经申诉过一次");
        await desk.TakeAsync("accept-ruling");
        await desk.IsInStateAsync("执行裁决");
    }

    private async Task ExecuteAsync()
    {
        var desk = await AtAsync(TrialShop.Finance);
        await desk.RefusesAsync("executed", "“凭证号”的内容不能接受", ("reference", new string('9', 201)));
        await desk.TakeAsync("executed", ("reference", "PT20260401"));
        await desk.IsInStateAsync("已解决");
    }

    /// <summary>The return goes on, with what the platform has paid in its ledger.</summary>
    private async Task ThawAsync()
    {
        Follow(frozen);
        var desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("待决定");
        await desk.TellsAsync("纠纷结束，工单继续");
        await desk.ShowsAsync("¥200.00 货款 · 已到账", "可退¥280.00");
        await desk.RefusesAsync("refund-only", "¥280.01 超过该订单还可退的 ¥280.00", ("amt-#1", "280.01"), ("reason", "与描述不符"));
    }

    private async Task MissDeadlineAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("open-dispute", ("replyUntil", In(hours: 24)));
        Follow((await desk.LinksAsync("待商家答辩")).First(number => number != dispute));
        desk = await AfterAsync(TimeSpan.FromHours(25));
        await desk.IsInStateAsync("平台已裁决");
        await desk.IsInStateAsync("商家责任 · ¥280.00");
        await desk.TellsAsync("错过平台时限");
    }

    private async Task PayAllAsync()
    {
        await (await AtAsync(TrialShop.Agent)).TakeAsync("accept-ruling");
        var desk = await AtAsync(TrialShop.Finance);
        await desk.TakeAsync("executed", ("reference", "PT20260403"));
        await desk.IsInStateAsync("已解决");
        Follow(frozen);
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("已解决");
        await desk.ShowsAsync("¥280.00 货款 · 已到账", "可退¥0.00");
    }

    private string In(int hours) => $"{Shop.Now.ToOffset(TimeSpan.FromHours(8)).AddHours(hours):yyyy-MM-dd'T'HH:mm}";
}
