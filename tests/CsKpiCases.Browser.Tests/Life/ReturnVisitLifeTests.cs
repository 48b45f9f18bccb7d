using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>A return visit: planned when the case has ended, due on its day, asked in vain, opened again and answered.</summary>
[Collection(ShopFloorLives.Name)]
public sealed class ReturnVisitLifeTests(ShopFloor floor) : CaseLife(floor)
{
    [Fact]
    public Task ReturnVisit_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(ResolveAsync, PlanAsync, FallDueAsync, CallInVainAsync, AnswerAsync);

    private async Task ResolveAsync()
    {
        var order = await Shop.OrderAsync(TimeSpan.FromDays(2), new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 1, PaidAmount = 60m });
        var desk = await BeginAsync(order, "评价里问怎么洗杯子", "联系中", ("type", "评价跟进"), ("category", "建议与批评"), ("cause", "评价"));
        await desk.TakeAsync("fixed", ("cause", "评价"), ("fedTo", "客服"));
        await desk.IsInStateAsync("已解决");
    }

    private async Task PlanAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("plan-visit", "“回访日期”的内容不能接受", ("plannedFor", "2026-01-01T10:00"));
        await desk.TakeAsync("plan-visit", ("plannedFor", $"{Shop.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(2):yyyy-MM-dd'T'HH:mm}"));
        await desk.TellsAsync("开出关联工单");
        Follow((await desk.LinksAsync("已计划"))[0]);
        desk = await AtAsync(TrialShop.Agent);
        await desk.IsInStateAsync("计划回访");
        await desk.ShowsAsync("到时提醒回访");
        await desk.CannotAsync("改派", "需要由主管");
    }

    private async Task FallDueAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromDays(2.1));
        await desk.TellsAsync("发出提醒");
        await desk.PressAsync("begin-visit", "联系中");
        await desk.CannotAsync("联系不上", "须联系满 3 次未果，目前 0 次");
        await desk.RefusesAsync("answered", "“满意度（1–5）”的内容不能接受", ("satisfaction", "6"));
    }

    private async Task CallInVainAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        foreach (var channel in (string[])["电话", "电话", "微信"]) await desk.TakeAsync("contact", ("channel", channel), ("reached", ""));
        await desk.TakeAsync("unreachable");
        await desk.IsInStateAsync("已关闭");
        await desk.IsInStateAsync("过期");
    }

    private async Task AnswerAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("reopen", ("note", "买家打了回来"));
        await desk.IsInStateAsync("联系中");
        await desk.TakeAsync("answered", ("satisfaction", "4"), ("isSolved", "✓"), ("note", "用着挺好"));
        await desk.IsInStateAsync("已关闭");
        await desk.ShowsAsync("回访，无责任方");
    }
}
