using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>The bell of a page that nobody touches: what is told elsewhere comes to it, and to the browser's other tabs by the one that holds the stream.</summary>
public sealed class LiveBellTests(TrialShop shop, Chromium chromium) : IClassFixture<TrialShop>, IClassFixture<Chromium>
{
    // It is told within seconds; the machine may be busy.
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 60_000 };

    private readonly List<string> complaints = [];

    [Fact]
    public async Task Bell_CaseAssignedElsewhere_RingsInEveryTabByOneStream()
    {
        await using var agent = await AsAsync(TrialShop.Agent);
        var streams = 0;
        agent.Page.Context.Request += (_, request) => streams += request.Url.EndsWith("/notices/live", StringComparison.Ordinal) ? 1 : 0;
        await agent.Page.RunAndWaitForRequestAsync(() => agent.GoAsync("/cases"), request => request.Url.EndsWith("/notices/live", StringComparison.Ordinal));
        var tab = await agent.Page.Context.NewPageAsync();
        await tab.GotoAsync(new Uri(shop.Address, "/notices").ToString());
        await tab.WaitForTimeoutAsync(6000); // by now it would have opened one of its own
        Assert.Equal(1, streams);
        await Assertions.Expect(agent.Find(".bell-count")).ToHaveCountAsync(0);

        await AssignAsync();

        await Assertions.Expect(agent.Find("#toasts")).ToContainTextAsync("分配给了您", Soon);
        await Assertions.Expect(agent.Find(".bell-count")).ToHaveTextAsync("1");
        await Assertions.Expect(tab.Locator(".bell-count")).ToHaveTextAsync("1");
        await Assertions.Expect(agent.Find("#toasts")).ToHaveAttributeAsync("aria-live", "polite");
        Assert.Empty(await agent.BarriersAsync());
        await agent.Find("#toasts form button").ClickAsync();
        await agent.Page.WaitForURLAsync(url => url.Contains("/cases/AS", StringComparison.Ordinal));
        await Assertions.Expect(tab.Locator(".bell-count")).ToHaveCountAsync(0);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private async Task AssignAsync()
    {
        await using var supervisor = await AsAsync(TrialShop.Supervisor);
        await supervisor.GoAsync("/cases/new");
        await supervisor.Page.Locator("[name=subject]").FillAsync("收到的杯子碎了");
        await supervisor.Page.Locator("[name=source]").SelectOptionAsync(new SelectOptionValue { Label = "平台聊天" });
        await supervisor.Page.Locator("form.panel .act-send .btn-primary").ClickAsync();
        await supervisor.Page.WaitForURLAsync(url => url.Contains("/cases/AS", StringComparison.Ordinal));
        var desk = new CaseDesk(supervisor, supervisor.Page.Url.Split('/')[^1]);
        await desk.DoAsync("classify", ("type", "投诉"), ("category", "货物运输"), ("cause", "运输破损"));
        await desk.IsInStateAsync("已分类");
        await supervisor.GoAsync("/assign");
        await supervisor.Page.Locator("tr", new() { HasText = "收到的杯子碎了" }).Locator("input[name=ids]").CheckAsync();
        await supervisor.Page.GetByLabel("李静").CheckAsync();
        await supervisor.Page.Locator("button[name=act][value=assign]").ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator("tr", new() { HasText = "收到的杯子碎了" })).ToHaveCountAsync(0);
    }

    private async Task<Visitor> AsAsync(string name)
    {
        var visitor = await Visitor.AtAsync(chromium.Browser, shop.Address, complaints);
        await visitor.SignInAsync(name, TrialShop.Password);
        return visitor;
    }
}
