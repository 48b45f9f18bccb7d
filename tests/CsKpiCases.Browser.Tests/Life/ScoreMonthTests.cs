using System.Text;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// A full month of the demo shop and its twelve agents: calculated, appealed, answered, approved, published, and then put right by
/// what came late. It is Friday 6 March 2026 when the demo is made; the month is February.
/// </summary>
[Collection(DemoLives.Name)]
public sealed class ScoreMonthTests(DemoSite site, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Month = "2026-02";
    private const string Here = "/scores/periods/" + Month;
    private readonly List<string> complaints = [];

    [Fact]
    public async Task Month_OfTwelveAgents_IsAppealedApprovedPublishedAndPutRight()
    {
        await AppealAsync();
        await AnswerAsync();
        await site.MoveToAsync(new DateTimeOffset(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8)));
        await PublishAsync();
        await ImportLateRatingAsync();
        await PutRightAsync();
        // a refusal is an answer of 409, of which the browser itself makes a note
        complaints.RemoveAll(complaint => complaint.Contains("status of 409", StringComparison.Ordinal));
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private async Task AppealAsync()
    {
        await using var agent = await SignInAsync("wangmin");
        await agent.GoAsync("/scores/mine?month=" + Month);
        await agent.Find("a[href*='against=Line'][href*='resolution_rate']").ClickAsync();
        await agent.Find("#reason").FillAsync("两单等仓库发货，不在我手里。");
        await agent.Find("main form .btn-primary").ClickAsync();
        await Expect(agent.Find(".period-item").First).ToContainTextAsync("问题解决率");
        // one's pay is there for everybody, open to how it came about
        await agent.GoAsync("/pay/mine?month=" + Month);
        await Expect(agent.Find(".pay-slip")).ToContainTextAsync("应发合计");
    }

    private async Task AnswerAsync()
    {
        await using var supervisor = await SignInAsync("zhaolei");
        await supervisor.GoAsync("/scores?month=" + Month);
        await Expect(supervisor.Find("tr[data-row]")).ToHaveCountAsync(12);
        await supervisor.GoAsync(Here);
        var appeal = supervisor.Find(".period-item").Filter(new() { HasText = "两单等仓库发货" });
        await appeal.Locator("textarea").FillAsync("核对属实。");
        await appeal.Locator("input[name=points]").FillAsync("0");
        await appeal.Locator("button[value=true]").ClickAsync();
        await Expect(supervisor.Find(".refused-box")).ToContainTextAsync("分数须大于 0");
        await appeal.Locator("textarea").FillAsync("核对属实。");
        await appeal.Locator("input[name=points]").FillAsync("1.5");
        await appeal.Locator("button[value=true]").ClickAsync();
        await Expect(appeal).ToContainTextAsync("成立");
        // the month has been calculated anew, and steps that are the general manager's are not hers
        await Expect(supervisor.Find(".period-act[action$='/approve']")).ToHaveCountAsync(0);
    }

    private async Task PublishAsync()
    {
        await using var manager = await SignInAsync("guozong");
        await manager.GoAsync(Here);
        await Expect(manager.Find(".period-act[action$='/publish']")).ToHaveCountAsync(0);
        await manager.Find(".period-act[action$='/calculate'] button").ClickAsync();
        await ApproveAsync(manager);
        await manager.Find(".period-act[action$='/publish'] button").ClickAsync();
        await Expect(manager.Find("[aria-current=step]")).ToHaveTextAsync("已发布");
        await manager.GoAsync("/pay?month=" + Month);
        await Expect(manager.Find(".pay-sheet tr[data-row]")).ToHaveCountAsync(12);
        await Expect(manager.Find("form[action$='/awards']")).ToHaveCountAsync(0);
    }

    /// <summary>The nightly jobs catch up on the days that were jumped: a manager whose figures changed meanwhile looks again.</summary>
    private static async Task ApproveAsync(Visitor manager)
    {
        var publish = manager.Find(".period-act[action$='/publish']");
        for (var look = 0; look < 5 && await publish.CountAsync() == 0; look++)
        {
            Assert.Empty(await manager.Find("#why-approve").AllTextContentsAsync());
            await manager.Find(".period-act[action$='/approve'] button").ClickAsync();
            await Expect(manager.Find(".refused-box").Or(publish).First).ToBeVisibleAsync();
        }
    }

    /// <summary>As a shop does it: the platform's list of ratings, some weeks later.</summary>
    private async Task ImportLateRatingAsync()
    {
        await using var supervisor = await SignInAsync("zhaolei");
        await supervisor.GoAsync("/imports");
        await supervisor.Find("#kind").SelectOptionAsync("ratings");
        await supervisor.Find("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "late.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("评价编号,评分,评价时间,客服,买家\nlate-1,1,2026-02-20 10:00:00,wangmin,tb_late\n"),
        });
        await supervisor.Find("input[name=dryRun]").UncheckAsync();
        await supervisor.Find("button[form=import], form#import .btn-primary").First.ClickAsync();
        await supervisor.SeesAsync("已完成");
    }

    private async Task PutRightAsync()
    {
        await using var manager = await SignInAsync("guozong");
        await manager.GoAsync(Here);
        await manager.Find("form[action$='/late-facts'] button").ClickAsync();
        var adjustment = manager.Find(".period-item").Filter(new() { HasText = "数据迟到" }).Filter(new() { HasText = "王敏" });
        await Expect(adjustment).ToContainTextAsync("服务评分");
        await Expect(adjustment).ToContainTextAsync("2026-03");
        await using var agent = await SignInAsync("wangmin");
        await agent.GoAsync("/scores/mine?month=2026-03");
        await Expect(agent.Find(".score-lines").First).ToContainTextAsync("调整");
    }

    private async Task<Visitor> SignInAsync(string name)
    {
        var visitor = await Visitor.AtAsync(chromium.Browser, site.Address, complaints);
        await visitor.SignInAsync(name, DemoAccounts.Password);
        return visitor;
    }
}
