using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Memos;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Memos;

public sealed class MemosTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Memo_WrittenAndAnswered_IsToldAndBecomesAReply(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.LogAsync();
        var (agent, supervisor) = (await app.SignInAsync(app.Agent), await app.SignInAsync(app.Supervisor));
        Assert.Contains($"value=\"{@case.Number}\"", (await agent.GetAsync($"/memos?case={@case.Number}")).Html);
        await agent.PostAsync("/memos", ("text", "=雨刷规格怎么查？"), ("case", @case.Number.ToLowerInvariant()), ("toAnswer", $"{app.Supervisor.AccountId}"));
        Assert.Contains("雨刷规格怎么查", (await supervisor.GetAsync("/memos")).Html);
        await using var db = app.Read();
        var id = await db.Memos.Select(m => m.Id).SingleAsync();
        await supervisor.PostAsync($"/memos/{id}", ("answer", "看车型表"), ("isCanned", "true"));

        var memo = await db.Memos.SingleAsync();
        Assert.Equal((@case.Id, new DateOnly(2026, 3, 2), "看车型表", "看车型表", app.Supervisor.AccountId), (memo.CaseId!.Value, memo.MeetingOn, memo.Answer, memo.CannedReply, memo.AnsweredById));
        Assert.Equal(["notice.memo_asked", "notice.memo_answered"], await db.OutboxMessages.Where(m => m.Kind.StartsWith("notice.memo")).OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync());
        Assert.DoesNotContain("=雨刷规格", (await agent.GetAsync("/memos?show=open")).Html);
        foreach (var view in new[] { "meeting", "replies", "all" }) Assert.Contains("雨刷规格", (await agent.GetAsync("/memos?show=" + view)).Html);
        Assert.Contains("'=雨刷规格", (await agent.GetAsync("/memos/csv?show=all")).Html);
    }

    [Theory, OnSqlite]
    public async Task Memo_WithBadFields_SaysWhich(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/memos");
        foreach (var (text, number, who, said) in new[]
        {
            (" ", "", "", "内容：必填"), (new string('字', 2001), "", "", "最多 2000 字"), ("x", "AS0001", "", "没有这张工单"), ("x", "", $"{app.Stranger.AccountId}", "请选本店的人"),
        })
        {
            var page = await agent.PostAsync("/memos", ("text", text), ("case", number), ("toAnswer", who));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(said, page.Html);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await agent.PostAsync("/memos/42", ("answer", "x"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/memos?show=nonsense&before=-1")).Status);
        await using var db = app.Read();
        Assert.False(await db.Memos.AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pad_LongerThanAPage_GoesOnWhereThePageEnded(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/memos");
        for (var i = 0; i <= ReadMemos.PageSize; i++) await agent.PostAsync("/memos", ("text", $"第{i}条"));
        var first = (await agent.GetAsync("/memos")).Html;
        Assert.DoesNotContain("第0条", first);
        var older = System.Text.RegularExpressions.Regex.Match(first, "href=\"(/memos\\?show=open&amp;before=\\d+)\"").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Contains("第0条", (await agent.GetAsync(older)).Html);
    }

    [Theory]
    [InlineData("2026-03-02T01:00:00Z", "2026-03-02")]
    [InlineData("2026-03-02T16:00:00Z", "2026-03-09")]
    [InlineData("2026-03-08T15:59:59Z", "2026-03-09")]
    public void NextMeeting_OfADay_IsTheMondayThatComes(string now, string monday) => Assert.Equal(
        DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture),
        ReadMemos.NextMeeting(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
}
