using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// A follow-up of a parcel: not packed, the courier silent, on its way, without a scan, arrived; opened again, stuck, and made a
/// reshipment with a claim against the courier.
/// </summary>
/// <remarks>Money moves on no follow-up, so that no page comes to what a conversion refuses once it has.</remarks>
[Collection(ShopFloorLives.Name)]
public sealed class LogisticsLifeTests(ShopFloor floor) : CaseLife(floor)
{
    [Fact]
    public Task FollowUp_ThroughItsLongestWay_IsLivedAndRefusesWhatItMust() => LiveAsync(LogAsync, WaitForPackingAsync, AskAsync, WatchAsync, ArriveAsync, StickAsync);

    private async Task LogAsync()
    {
        var order = await Shop.OrderAsync(null, new OrderLine { Sku = "CUP-08", Title = "骨瓷马克杯", Quantity = 2, PaidAmount = 120m });
        var desk = await BeginAsync(order, "拍下快一天了还没发", "催查中", ("type", "物流跟进"), ("subKind", "物流跟进：改址"), ("category", "货物运输"), ("cause", "发货或送达太晚"));
        await desk.ShowsAsync("到时询问仓库为何未打包");
    }

    private async Task WaitForPackingAsync()
    {
        var desk = await AfterAsync(TimeSpan.FromHours(5));
        await desk.TellsAsync("询问仓库");
        await desk.TakeAsync("ask-warehouse", ("note", "仍未出库，请今天发"));
        await desk.IsInStateAsync("催查中");
    }

    private async Task AskAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.RefusesAsync("ask-courier", "请填写“运单号”", ("newAddress", "杭州市西湖区文三路 90 号"));
        await desk.RefusesAsync("ask-courier", "“运单号”的内容不能接受", ("courier", "中通"), ("trackingNumber", "77"));
        await desk.RefusesAsync("ask-courier", "“新地址”的内容不能接受", ("trackingNumber", "ZT1122334455"), ("newAddress", new string('路', 501)));
        await desk.TakeAsync("ask-courier", ("newAddress", "杭州市西湖区文三路 90 号"));
        await desk.IsInStateAsync("等快递答复");
        await desk.ShowsAsync("ZT1122334455", "到时视为快递未答复，回到催查");
        desk = await AfterAsync(TimeSpan.FromHours(25));
        await desk.IsInStateAsync("催查中");
    }

    private async Task WatchAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-courier", ("newAddress", "杭州市西湖区文三路 90 号"));
        await desk.TakeAsync("moving", ("expectedAt", $"{Shop.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(1):yyyy-MM-dd'T'HH:mm}"));
        await desk.IsInStateAsync("盯件中");
        await desk.TakeAsync("scanned");
        await desk.ShowsAsync("最近轨迹", "到时回到催查");
        desk = await AfterAsync(TimeSpan.FromHours(49));
        await desk.IsInStateAsync("催查中");
    }

    private async Task ArriveAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("ask-courier", ("newAddress", "杭州市西湖区文三路 90 号"));
        await desk.TakeAsync("moving");
        await desk.TakeAsync("delivered");
        await desk.IsInStateAsync("已关闭");
        await desk.ShowsAsync("包裹已到，无责任方", "签收");
    }

    private async Task StickAsync()
    {
        var desk = await AtAsync(TrialShop.Agent);
        await desk.TakeAsync("reopen", ("note", "买家说签收的不是他"));
        await desk.IsInStateAsync("催查中");
        await desk.TakeAsync("ask-courier", ("courier", "中通"), ("trackingNumber", "ZT1122334455"), ("newAddress", "杭州市西湖区文三路 90 号"));
        await desk.TakeAsync("stuck", ("to", "补发"));
        await desk.IsInStateAsync("仓库核查");
        await desk.ShowsAsync("骨瓷马克杯 × 2", "快递索赔", "待提交");
        await desk.CannotAsync("仓库确认", "需要由仓库");
    }
}
