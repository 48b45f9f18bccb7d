using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Pictures;

/// <summary>The buyer's page: what he sees and does by his link, and what nobody does by another's.</summary>
public sealed partial class BuyerPageTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Link_MadeOnTheCasePage_OpensThePageWithoutSigningInAndWithoutSecrets(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync("买家李丽很难缠");
        await app.DoAsync(@case, new AddNote { Note = "内部备注" }, app.Agent);
        var path = await LinkAsync(app, @case);
        var buyer = app.Anonymous();

        var page = await buyer.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("我们正在核实情况。", page.Html);
        Assert.Contains("陶瓷马克杯 2 件套", page.Html);
        foreach (var secret in new[] { "李丽", "138", "难缠", "内部备注", "王敏", "T100200300", "tb_lily" }) Assert.DoesNotContain(secret, page.Html);
        Assert.Equal("noindex, nofollow", page.Response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.Contains("script-src 'self'", page.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("We are finding out what happened.", (await app.Anonymous("en").GetAsync(path)).Html);
        await using var db = app.Read();
        Assert.Equal(1, (await db.BuyerLinks.SingleAsync()).Visits);
        Assert.DoesNotContain(path[3..], (await db.BuyerLinks.SingleAsync()).KeptToken);
        Assert.Equal(EventKind.BuyerLinkMade, (await db.CaseEvents.Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).LastAsync()).Kind);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Link_WrongEndedOrTakenBack_OpensNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        await buyer.GetAsync(path);
        foreach (var wrong in new[] { "/b/x", "/b/" + new string('A', 32), path + "A", path[..^1], "/b/..%2f..%2fcases" })
        {
            Assert.InRange((int)(await buyer.GetAsync(wrong)).Status, 400, 404);
        }

        var supervisor = await app.SignInAsync(app.Supervisor);
        await supervisor.GetAsync("/cases/" + @case.Number);
        await using var db = app.Read();
        var link = await db.BuyerLinks.AsNoTracking().SingleAsync();
        await supervisor.PostAsync($"/cases/{@case.Number}/buyer-link/{link.Id}/revoke");
        var gone = await buyer.GetAsync(path);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Contains("链接已失效", gone.Html);
        Assert.Equal(HttpStatusCode.Gone, (await buyer.PostAsync(path + "/message", ("note", "还在吗"))).Status);

        var second = await LinkAsync(app, @case);
        Assert.Equal(HttpStatusCode.OK, (await buyer.GetAsync(second)).Status);
        app.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(HttpStatusCode.Gone, (await buyer.GetAsync(second)).Status);
        Assert.Equal(0, await db.CaseEvents.CountAsync(e => e.Kind == EventKind.BuyerMessage));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_TheBuyerTellsItsNumber_AndItIsOnItsWay(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await ReturnAsync(app);
        var path = await LinkAsync(app, @case);
        var buyer = app.Anonymous();
        Assert.DoesNotContain("请寄回商品</h2>", (await buyer.GetAsync(path)).Html);
        var approved = await app.DoAsync(@case, new FireTrigger(Triggers.ApproveReturn) { Arguments = new ApproveReturnArguments([new ClaimLine(app.Order.Lines[0].Id, 2)], ReturnReason.Quality) }, app.Agent);
        var page = await buyer.GetAsync(path);
        Assert.Contains("请寄回商品</h2>", page.Html);

        var version = ("version", approved.Version.ToString(CultureInfo.InvariantCulture));
        Assert.Contains("请填写快递公司和快递单号", (await buyer.PostAsync(path + "/tracking", version, ("courier", "中通"))).Html);
        Assert.Contains("不收邮政包裹", (await buyer.PostAsync(path + "/tracking", version, ("courier", "邮政小包"), ("trackingNumber", "EA123456789CN"))).Html);
        Assert.Equal(HttpStatusCode.Redirect, (await buyer.PostAsync(path + "/tracking", version, ("courier", "中通"), ("trackingNumber", "ZT20260302001"))).Status);

        await using var db = app.Read();
        Assert.Equal(ReturnedGoods.ReturnInTransit, (await db.Cases.SingleAsync(c => c.Id == @case.Id)).State);
        Assert.Equal("ZT20260302001", (await db.Parcels.SingleAsync()).TrackingNumber);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/tracking", version, ("courier", "中通"), ("trackingNumber", "ZT20260302002"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_TheBuyerShowsWhatHeWasAskedFor_AndWhatHeDeclinedIsGone(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await ReturnAsync(app);
        await app.DoAsync(@case, new FireTrigger(Triggers.AskEvidence) { Note = "请拍裂纹的近照" }, app.Agent);
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        var asked = (await buyer.GetAsync(path)).Html;
        Assert.Contains("请拍裂纹的近照", asked);
        Assert.DoesNotContain("请您选择", asked);
        Assert.Equal(HttpStatusCode.Found, (await buyer.PostFilesAsync(path + "/message", [("note", "在杯口")], ("a.png", TestPictures.Picture(3)))).Status);
        await using var db = app.Read();
        Assert.Equal(ReturnedGoods.Deciding, (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == @case.Id)).State);

        ClaimLine[] lines = [new(app.Order.Lines[0].Id, 1) { Amount = 30m }];
        var offered = await app.DoAsync(@case, new FireTrigger(Triggers.Propose) { Arguments = new OfferArguments(ProposalKind.Refund, "留用，退三十元", lines, ReturnReason.Quality) }, app.Agent);
        Assert.Contains("留用，退三十元", (await buyer.GetAsync(path)).Html);
        await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Decline), ("version", offered.Version.ToString(CultureInfo.InvariantCulture)));
        await app.DoAsync(@case, new FireTrigger(Triggers.ApproveReturn) { Arguments = new ApproveReturnArguments(lines, ReturnReason.Quality) }, app.Agent);
        var page = (await buyer.GetAsync(path)).Html;
        Assert.DoesNotContain("留用，退三十元", page);
        Assert.Contains("不退了", page);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Asked_TheBuyerAnswersWithPhotosAndAVideo_AndTheCaseGoesOn(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, new FireTrigger(Triggers.AskBuyer) { Note = "请拍一下破损处，好吗？" }, app.Agent);
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        Assert.Contains("请拍一下破损处，好吗？", (await buyer.GetAsync(path)).Html);

        var empty = await buyer.PostFilesAsync(path + "/message", [("note", " ")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("请写点内容，或添加图片。", empty.Html);
        Assert.Contains("不是可用的图片", (await buyer.PostFilesAsync(path + "/message", [("note", "x")], ("a.jpg", "<html>"u8.ToArray()))).Html);
        Assert.Contains("一次最多 10 个文件", (await buyer.PostFilesAsync(path + "/message", [("note", "x")], [.. Enumerable.Range(0, 11).Select(i => ($"{i}.png", TestPictures.Blank((byte)i)))])).Html);
        await using var db = app.Read();
        Assert.Equal(0, await db.Evidence.CountAsync());

        var sent = await buyer.PostFilesAsync(path + "/message", [("note", "杯口缺了一块")], ("../../我的照片.png", TestPictures.Picture(1)), ("v.mp4", TestPictures.Video()));
        Assert.Equal((HttpStatusCode.Found, path), (sent.Status, sent.Location));

        var now = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == @case.Id);
        Assert.Equal(ComplaintWorkflow.Investigating, now.State);
        Assert.All(await db.Evidence.ToListAsync(), e => Assert.Equal((ActorKind.Buyer, (long?)null), (e.UploadedByKind, e.UploadedById)));
        var kinds = await db.CaseEvents.Where(e => e.CaseId == @case.Id && e.ActorKind == ActorKind.Buyer).OrderBy(e => e.Sequence).Select(e => e.Kind).ToListAsync();
        Assert.Equal([EventKind.Evidence, EventKind.Evidence, EventKind.Transition, EventKind.BuyerMessage], kinds);
        var page = await buyer.GetAsync(path);
        Assert.Contains("杯口缺了一块", page.Html);
        var file = FileHref().Match(page.Html).Groups[1].Value;
        Assert.Equal("image/jpeg", (await buyer.GetAsync(file + "/thumbnail")).Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("default-src 'none'; sandbox", (await buyer.GetAsync(file)).Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.buyer_answered"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Message_SentTwice_IsOneAndReachesTheOwner(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        await buyer.GetAsync(path);
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.Found, (await buyer.PostFilesAsync(path + "/message", [("note", "还没好吗？<b>")], ("a.png", TestPictures.Picture(2)))).Status);
        await using var db = app.Read();
        var message = await db.CaseEvents.SingleAsync(e => e.Kind == EventKind.BuyerMessage);
        Assert.Equal(("还没好吗？<b>", ActorKind.Buyer), (message.Note, message.ActorKind));
        Assert.Equal(1, await db.Evidence.CountAsync());
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == "notice.buyer_wrote"));
        Assert.Contains("&lt;b&gt;", (await buyer.GetAsync(path)).Html);
        Assert.Contains("请不要超过", (await buyer.PostAsync(path + "/message", ("note", new string('长', 2001)))).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Proposal_DeclinedAcceptedAndRated_MovesTheCaseAndIsScored(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await app.DoAsync(@case, Propose("退 20 元"), app.Agent);
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        var page = await buyer.GetAsync(path);
        Assert.Contains("退 20 元", page.Html);
        var version = Version().Match(page.Html).Groups[1].Value;
        // what the machine does not let a buyer fire here, and what it never does
        foreach (var trigger in new[] { Triggers.Insist, Triggers.Approve, Triggers.Silence, Triggers.Fulfilled, Triggers.Reopen, "nonsense", "" })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/choice", ("trigger", trigger), ("version", version))).Status);
        }

        Assert.Equal(HttpStatusCode.Found, (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Decline), ("version", version), ("note", "太少了"))).Status);
        // the same answer once more belongs to what is past
        Assert.Contains("刚才情况有变化", (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Decline), ("version", version))).Html);
        await app.DoAsync(@case, Propose("退 30 元") , app.Agent);
        version = Version().Match((await buyer.GetAsync(path)).Html).Groups[1].Value;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Accept), ("version", "1"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/rating", ("stars", "5"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Accept), ("version", version))).Status);
        await using var db = app.Read();
        Assert.Equal(SharedWorkflow.Resolved, (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == @case.Id)).State);

        Assert.Contains("您对这次服务满意吗？", (await buyer.GetAsync(path)).Html);
        foreach (var stars in new[] { "0", "6", "-1", "x", "" }) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/rating", ("stars", stars))).Status);
        Assert.Equal(HttpStatusCode.Found, (await buyer.PostAsync(path + "/rating", ("stars", "4"), ("note", "处理很快"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.PostAsync(path + "/rating", ("stars", "1"))).Status);
        var rating = await db.Ratings.SingleAsync();
        Assert.Equal((4, "处理很快", @case.Id, app.Agent.AccountId), (rating.Stars, rating.Reason, rating.CaseId, rating.AgentId));
        Assert.Contains("您给了 4 星", (await buyer.GetAsync(path)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Withdraw_OnlyWithItsBoxTicked_EndsTheCase(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        var version = Version().Match((await buyer.GetAsync(path)).Html).Groups[1].Value;
        Assert.Contains("请先勾选确认", (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Withdraw), ("version", version))).Html);
        Assert.Equal(HttpStatusCode.Found, (await buyer.PostAsync(path + "/choice", ("trigger", Triggers.Withdraw), ("version", version), ("confirm", "true"))).Status);
        await using var db = app.Read();
        Assert.Equal(Outcome.Withdrawn, (await db.Cases.SingleAsync(c => c.Id == @case.Id)).Outcome);
        Assert.Contains("您已撤销此售后单。", (await buyer.GetAsync(path)).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task File_OfOursOrOfAnotherCase_IsNotThereForTheBuyer(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var mine = await app.InvestigatingAsync();
        var theirs = await EvidenceTests.OfAnotherBuyerAsync(app);
        var act = new AttachEvidence(new string('a', 64), "a.jpg", "image/jpeg", 9);
        await app.DoAsync(mine, act, app.Agent);
        await app.DoAsync(theirs, act with { ContentHash = new string('b', 64) }, Actor.Buyer);
        var (path, other, buyer) = (await LinkAsync(app, mine), await LinkAsync(app, theirs), app.Anonymous());
        await using var db = app.Read();
        foreach (var id in await db.Evidence.Select(e => e.Id).ToListAsync())
        {
            Assert.Equal(HttpStatusCode.NotFound, (await buyer.GetAsync($"{path}/files/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await buyer.GetAsync($"{path}/files/{id}/thumbnail")).Status);
        }

        Assert.DoesNotContain(mine.Number, (await buyer.GetAsync(other)).Html);
        // the buyer's link opens nothing else
        Assert.Equal(HttpStatusCode.Found, (await buyer.GetAsync("/cases/" + mine.Number)).Status);
    }

    [Fact]
    public async Task Requests_TooMany_AreHeldBackByLinkAndByAddress()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite, ("BuyerPage:RequestsPerMinute", "60"));
        var @case = await app.InvestigatingAsync();
        var (path, buyer) = (await LinkAsync(app, @case), app.Anonymous());
        for (var i = 0; i < 30; i++) Assert.Equal(HttpStatusCode.OK, (await buyer.GetAsync(path)).Status);
        var slow = await buyer.GetAsync(path);
        Assert.Equal((HttpStatusCode)429, slow.Status);
        Assert.Equal("60", slow.Response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("操作太频繁", slow.Html);
        // another link from the same address, until the address has had enough; guesses count too
        var other = await LinkAsync(app, @case);
        for (var i = 0; i < 29; i++) await buyer.GetAsync(i % 2 == 0 ? other : "/b/guess" + i.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((HttpStatusCode)429, (await buyer.GetAsync(other)).Status);
        Assert.Equal((HttpStatusCode)429, (await buyer.PostAsync(other + "/message", ("note", "x"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignInAsync(app.Agent)).GetAsync("/cases")).Status);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var path = await LinkAsync(app, await app.InvestigatingAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Anonymous().PostAsync(path + "/message", ("note", "x"))).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Link_ByAnAuditorOrOfAnotherShop_IsNotMade(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        await LinkAsync(app, @case);
        var auditor = await app.SignInAsync(app.Auditor);
        Assert.DoesNotContain("/b/", (await auditor.GetAsync("/cases/" + @case.Number)).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync($"/cases/{@case.Number}/buyer-link")).Status);
        var stranger = await app.SignInAsync(app.Stranger);
        await stranger.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/cases/{@case.Number}/buyer-link")).Status);
    }

    private static FireTrigger Propose(string solution) => new(Triggers.Propose) { Arguments = new ProposeArguments(solution) { Cause = ComplaintCatalogue.DamagedInTransit } };

    /// <summary>Makes a link on the case page; its path.</summary>
    /// <summary>A return about to be decided on.</summary>
    private static async Task<Case> ReturnAsync(CasesApp app)
    {
        var @case = await app.LogAsync();
        await app.DoAsync(@case, new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Return, ComplaintCatalogue.ProductQuality) { Cause = ComplaintCatalogue.Quality } }, app.Agent);
        await app.DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(app.Agent.AccountId!.Value) }, app.Supervisor);
        await app.DoAsync(@case, new FireTrigger(Triggers.Start), app.Agent);
        return @case;
    }

    private static async Task<string> LinkAsync(CasesApp app, Case @case)
    {
        var agent = await app.SignInAsync(app.Agent);
        await agent.GetAsync("/cases/" + @case.Number);
        Assert.Equal(HttpStatusCode.Found, (await agent.PostAsync($"/cases/{@case.Number}/buyer-link")).Status);
        return LinkPath().Matches((await agent.GetAsync("/cases/" + @case.Number)).Html).Last().Groups[1].Value;
    }

    [GeneratedRegex("data-copy=\"http://localhost(/b/[A-Za-z0-9_-]{32})\"")]
    private static partial Regex LinkPath();

    [GeneratedRegex("name=\"version\" value=\"([0-9]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("href=\"(/b/[^\"]+/files/[0-9]+)\"")]
    private static partial Regex FileHref();
}
