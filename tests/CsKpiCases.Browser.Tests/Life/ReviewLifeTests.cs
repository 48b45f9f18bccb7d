using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// A bad review followed up: called in vain three times and given up, opened again, answered by a linked case, and too old to be
/// opened once more. No offer may be tied to a review.
/// </summary>
[Collection(ShopFloorLives.Name)]
public sealed class ReviewLifeTests(ShopFloor floor) : CaseLife(floor)
{
    private static readonly (string, string)[] Fed = [("cause", "质量问题"), ("fedTo", "商品")];

    [Fact]
    public Task Review_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(LogAsync, OfferAsync, CallInVainAsync, ReopenAsync, LeadToCaseAsync, ReopenTooLateAsync);

    private async Task LogAsync()
    {
        var order = await Shop.OrderAsync(TimeSpan.FromDays(2), new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 1, PaidAmount = 60m });
        var desk = await BeginAsync(order, "差评：杯口有毛刺", "联系中", ("type", "评价跟进"), ("subKind", "评价跟进：差评"), ("category", "产品质量"), ("cause", "质量问题"));
        await desk.CannotAsync("联系不上", "须联系满 3 次未果，目前 0 次");
        await desk.CannotAsync("举报评价", "需先上传图片");
    }

    private async Task OfferAsync()
    {
        const string No = "不得以任何好处换取评价";
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("contact", No, ("channel", "电话"), ("note", "改成好评就返现 5 元"));
        await desk.RefusesAsync("promise", No, ("what", "退部分货款"), ("amount", "5"), ("dueAt", $"{Shop.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1):yyyy-MM-dd'T'HH:mm}"));
        await desk.RefusesAsync("reply-publicly", No, [.. Fed, ("note", "删掉差评送您优惠券")]);
        await desk.TakeAsync("decline-change", ("note", "买家想改评价换赔偿，已说明规则"));
        await desk.TellsAsync("婉拒修改评价，并说明规则");
    }

    private async Task CallInVainAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("contact", ("channel", "电话"), ("reached", ""));
        await desk.TakeAsync("contact", ("channel", "微信"), ("reached", ""));
        await desk.CannotAsync("联系不上", "须联系满 3 次未果，目前 2 次");
        await desk.TakeAsync("contact", ("channel", "短信"), ("reached", ""));
        await desk.RefusesAsync("leads-to-case", "请先关联由此产生的工单", Fed);
        await desk.TakeAsync("unreachable", Fed);
        // nobody is to blame for what the buyer let pass
        await desk.IsInStateAsync("已关闭");
        await desk.IsInStateAsync("过期");
        await desk.TellsAsync("原因反馈给商品");
    }

    private async Task ReopenAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("reopen", ("note", "买家回了电话"));
        await desk.IsInStateAsync("联系中");
    }

    private async Task LeadToCaseAsync()
    {
        var review = (await AtAsync(TrialShop.Agent)).Number;
        var order = await Shop.OrderAsync(TimeSpan.FromDays(2), new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 1, PaidAmount = 60m });
        var other = (await BeginAsync(order, "杯口毛刺，要求换一只", "待决定", ("type", "换货"), ("category", "产品质量"), ("cause", "质量问题"))).Number;
        Follow(review);
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("link", "本店没有这张工单", ("otherCase", "AS0000000000"));
        await desk.TakeAsync("link", ("otherCase", other));
        Assert.Equal([other], await desk.LinksAsync("杯口毛刺，要求换一只"));
        await desk.TakeAsync("leads-to-case", Fed);
        await desk.IsInStateAsync("已解决");
    }

    private async Task ReopenTooLateAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromDays(7.1));
        await desk.CannotAsync("重新打开", "解决已超过 7 天，请新建后续工单");
        await desk.CannotAsync("定责", "需要由主管");
    }
}
