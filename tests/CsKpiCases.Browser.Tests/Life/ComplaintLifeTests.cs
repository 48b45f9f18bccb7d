using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// One complaint from the first word to the score, each step on the page of whoever does it: logged with a photo, classified,
/// assigned, worked on past its limit, approved, accepted, paid, ruled on, told, accepted, confirmed; then what it did to the
/// nightly report and to the agent's month. Every figure opens to the case.
/// </summary>
public sealed class ComplaintLifeTests(TrialShop shop, Chromium chromium) : IClassFixture<TrialShop>, IClassFixture<Chromium>
{
    private readonly List<string> complaints = [];
    private string last = "";
    private string number = "";

    [Fact]
    public async Task Complaint_FromLoggingToScore_IsLivedInTheBrowser()
    {
        Func<Task>[] steps = [LogAsync, ClassifyAndAssignAsync, InvestigateAsync, ProposeTooLateAsync, ApproveAndFulfilAsync, RuleAsync, AnswerAndConfirmAsync, ReadNightlyReportAsync, ReadScoreAsync];
        foreach (var step in steps) await LiveAsync(step);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>A step that fails says what the page showed.</summary>
    private async Task LiveAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException or Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{step.Method.Name}: {e}\n{string.Join('\n', complaints)}\nLast seen: {last}\nThe program: {shop.Said}");
        }
    }

    private async Task LogAsync()
    {
        await using var agent = await AsAsync(TrialShop.Logger);
        await agent.GoAsync("/cases/new");
        var page = agent.Page;
        await page.Locator("[name=orderNumber]").FillAsync(TrialShop.OrderNumber);
        await page.Locator("[name=source]").SelectOptionAsync(new SelectOptionValue { Label = "平台聊天" });
        await page.Locator("[name=subject]").FillAsync("收到的杯子碎了两只");
        await page.Locator("[name=description]").FillAsync("客户称外箱有挤压，打开后两只杯子碎裂，要求退款。");
        await page.Locator("[data-photos] input").SetInputFilesAsync(new FilePayload { Name = "碎杯子.png", MimeType = "image/png", Buffer = await agent.DrawPhotoAsync() });
        await Assertions.Expect(page.Locator("#suggestions")).ToContainTextAsync("骨瓷马克杯");
        await page.Locator("form.panel .act-send .btn-primary").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/cases/AS", StringComparison.Ordinal));
        number = page.Url.Split('/')[^1];
        await new CaseDesk(agent, number).IsInStateAsync("已登记");
        await agent.SeesAsync("收到的杯子碎了两只");
        await Assertions.Expect(page.Locator("main img").First).ToBeVisibleAsync();
        Assert.True(await page.Locator("main img").First.EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 0"), "the photo is not drawn");
    }

    private async Task ClassifyAndAssignAsync()
    {
        await using var supervisor = await AsAsync(TrialShop.Supervisor);
        var desk = new CaseDesk(supervisor, number);
        await desk.DoAsync("classify", ("type", "投诉"), ("category", "货物运输"), ("cause", "运输破损"), ("grade", "B 级"), ("note", "替当班客服分类"));
        await desk.IsInStateAsync("已分类");
        await supervisor.GoAsync("/assign");
        var page = supervisor.Page;
        await page.Locator("tr", new() { HasText = number }).Locator("input[name=ids]").CheckAsync();
        await page.GetByLabel("李静").CheckAsync();
        await page.Locator("button[name=act][value=assign]").ClickAsync();
        await Assertions.Expect(page.Locator("tr", new() { HasText = number })).ToHaveCountAsync(0);
        await desk.OpenAsync();
        await desk.IsInStateAsync("已分配");
        await desk.IsInStateAsync("李静");
    }

    private async Task InvestigateAsync()
    {
        await using var agent = await AsAsync(TrialShop.Agent);
        await agent.GoAsync("/cases");
        var page = agent.Page;
        await page.Locator("tr", new() { HasText = number }).Locator("a").First.ClickAsync();
        var desk = new CaseDesk(agent, number);
        await page.Locator(".case-acts .btn-primary").ClickAsync();
        await desk.IsInStateAsync("调查中");
        await desk.DoAsync("contact", ("channel", "电话"), ("note", "已致电，买家稍后补拍照片"));
        await desk.DoAsync("ask-buyer", ("channel", "平台聊天"));
        await desk.IsInStateAsync("等买家");
        await Assertions.Expect(page.Locator(".case-left")).ToContainTextAsync("暂停·等买家");
        await shop.MoveAsync(TimeSpan.FromHours(3));
        await desk.DoAsync("buyer-answered", ("note", "买家补拍了三张照片"));
        await desk.IsInStateAsync("调查中");
    }

    private async Task ProposeTooLateAsync()
    {
        // grade B: 72 hours, of which three were the buyer's; it runs out on Thursday just after noon
        await shop.MoveToAsync(TrialShop.Local(3, 5, 20));
        await using var agent = await AsAsync(TrialShop.Agent);
        var desk = new CaseDesk(agent, number);
        await desk.OpenAsync();
        await Assertions.Expect(agent.Find(".case-left")).ToContainTextAsync("超 ");
        await desk.DoAsync("propose", ("solution", "两只碎杯退款，并补偿误工"), ("amount", "300"), ("amountKind", "退款"));
        await desk.IsInStateAsync("方案待批");
        await Assertions.Expect(agent.Find(".case-left")).ToContainTextAsync("¥300.00");
    }

    private async Task ApproveAndFulfilAsync()
    {
        await using (var supervisor = await AsAsync(TrialShop.Supervisor))
        {
            var desk = new CaseDesk(supervisor, number);
            await desk.DoAsync("approve");
            await desk.IsInStateAsync("已告知买家");
        }

        await using (var agent = await AsAsync(TrialShop.Agent))
        {
            var desk = new CaseDesk(agent, number);
            await desk.DoAsync("accept", ("note", "买家同意"));
            await desk.IsInStateAsync("兑现中");
        }

        await using var finance = await AsAsync(TrialShop.Finance);
        var till = new CaseDesk(finance, number);
        await till.OpenAsync();
        await finance.Find("a[href*='keep-promise']").First.ClickAsync();
        await till.FillAsync(("reference", "ALI20260305001"));
        await till.SendAsync();
        await till.IsInStateAsync("已解决");
    }

    private async Task RuleAsync()
    {
        await using var supervisor = await AsAsync(TrialShop.Supervisor);
        var page = supervisor.Page;
        await supervisor.GoAsync("/responsibility");
        await page.Locator("tr", new() { HasText = number }).Locator("a[data-open]").ClickAsync();
        await page.Locator("[name=question]").First.CheckAsync();
        await page.Locator("[name=loss]").FillAsync("300");
        await page.GetByLabel("B 较重").CheckAsync();
        await page.Locator("[name='shares[0].who']").SelectOptionAsync(new SelectOptionValue { Label = "李静（负责人）" });
        await page.Locator("[name='shares[0].percent']").FillAsync("60");
        await page.Locator("[name='shares[1].who']").SelectOptionAsync(new SelectOptionValue { Label = "快递" });
        await page.Locator("[name='shares[1].percent']").FillAsync("40");
        await page.Locator("[name=reason]").FillAsync("包装未按规定加固，拖延三天才处理；快递野蛮分拣");
        await page.Locator("[name=evidence]").FillAsync("照片三张，通话记录，物流单");
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("¥54.00");
        await page.Locator("button[name=step][value=rule]").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith(number, StringComparison.Ordinal) || url.Contains("/cases/", StringComparison.Ordinal));
        var desk = new CaseDesk(supervisor, number);
        await desk.OpenAsync();
        await desk.IsInStateAsync("已关闭");
        await supervisor.SeesAsync("快递 40%");
    }

    private async Task AnswerAndConfirmAsync()
    {
        await using (var agent = await AsAsync(TrialShop.Agent))
        {
            await agent.GoAsync("/penalties");
            await agent.SeesAsync("¥54.00");
            await agent.SeesAsync("包装未按规定加固");
            await agent.Find("textarea[name=words]").FillAsync("照片当天已送快递核实，拖延不全在我");
            await agent.Find("form[action$='/appeal'] button").ClickAsync();
            await agent.SeesAsync("申诉中");
        }

        await using var manager = await AsAsync(TrialShop.Manager);
        await manager.GoAsync("/responsibility/penalties");
        await manager.SeesAsync("照片当天已送快递核实");
        await manager.Find("textarea[name=reason]").FillAsync("超时属实，维持原处罚");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await manager.GoAsync("/responsibility/penalties?state=decided");
        await manager.SeesAsync("已确认");
    }

    private async Task ReadNightlyReportAsync()
    {
        await shop.MoveToAsync(TrialShop.Local(3, 6, 9));
        await using var manager = await AsAsync(TrialShop.Manager);
        await EventuallyAsync(manager, "/reports/nightly/2026-03-05", number);
        await manager.SeesAsync("超时 1 单");
        await manager.Find("main a[href*='figure=breached']").First.ClickAsync();
        await manager.SeesAsync(number);
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = number }).First.ClickAsync();
        await new CaseDesk(manager, number).IsInStateAsync("收到的杯子碎了两只");
    }

    private async Task ReadScoreAsync()
    {
        await using var agent = await AsAsync(TrialShop.Agent);
        await agent.GoAsync("/scores/mine");
        // two breaches, the resolution and the answer that the buyer waited for, 2 each by count; a penalty of severity B, 5
        await agent.SeesAsync("超时 2");
        await agent.SeesAsync("−4.00");
        await agent.SeesAsync("责任处罚（B 级）");
        await agent.SeesAsync("−5.00");
        await agent.Find("main a[href*='sla_limit_breached']").ClickAsync();
        await agent.SeesAsync(number);
        await agent.Page.GetByRole(AriaRole.Link, new() { Name = number }).First.ClickAsync();
        await new CaseDesk(agent, number).IsInStateAsync("已关闭");
        await agent.GoAsync("/notices");
        await agent.SeesAsync(number);
    }

    private async Task<Visitor> AsAsync(string name)
    {
        var visitor = await Visitor.AtAsync(chromium.Browser, shop.Address, complaints);
        visitor.Leaving = shown => last = shown;
        await visitor.SignInAsync(name, TrialShop.Password);
        return visitor;
    }

    /// <summary>What a job makes is there a few seconds later.</summary>
    private static async Task EventuallyAsync(Visitor visitor, string path, string text)
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            await visitor.GoAsync(path);
            if ((await visitor.Find("main").InnerTextAsync()).Contains(text, StringComparison.Ordinal)) return;
            await Task.Delay(500);
        }

        await visitor.SeesAsync(text);
    }
}
