using System.Net;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.SignIn;

public sealed class SignInTests(AccessSite site) : IClassFixture<AccessSite>
{
    private const string Refusal = "The name or the password is wrong, or this account cannot sign in now.";

    [Theory]
    [InlineData("nobody", AccessSite.Password)]
    [InlineData("r-Agent", "wrong")]
    [InlineData("r-Agent", "")]
    [InlineData("disabled", AccessSite.Password)]
    [InlineData("imported", AccessSite.Password)]
    public async Task SignIn_OfWhoMayNot_IsRefusedInTheSameWords(string userName, string password)
    {
        var browser = site.From();
        await browser.GetAsync("/sign-in");

        var page = await browser.PostAsync("/sign-in", ("userName", userName), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(Refusal, page.Html);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("192.168.1.20", null, false)]
    [InlineData("127.0.0.1", "X-Forwarded-For", false)]
    public async Task SignIn_OfADemoAccount_OnlyFromThisMachine(string address, string? forwarded, bool expected)
    {
        var browser = site.From(address);
        if (forwarded is not null) browser.Headers[forwarded] = "203.0.113.9";
        await browser.GetAsync("/sign-in");

        var page = await browser.PostAsync("/sign-in", ("userName", "demo"), ("password", AccessSite.Password));

        Assert.Equal(expected ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, page.Status);
    }

    [Theory]
    [InlineData("/errors/404?x=1", "/errors/404?x=1")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("", "/")]
    public async Task SignIn_ReturnUrl_LeadsNowhereElse(string returnUrl, string expected)
    {
        var browser = site.From();
        await browser.GetAsync("/sign-in");

        var page = await browser.PostAsync("/sign-in", ("userName", "R-AGENT"), ("password", AccessSite.Password), ("returnUrl", returnUrl));

        Assert.Equal(expected, page.Location);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_IsClosedToTheRightOneToo()
    {
        var browser = site.From();
        await browser.GetAsync("/sign-in");
        for (var i = 0; i < 5; i++) await browser.PostAsync("/sign-in", ("userName", "locked"), ("password", "wrong"));

        var page = await browser.PostAsync("/sign-in", ("userName", "locked"), ("password", AccessSite.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(Refusal, page.Html);
    }

    [Fact]
    public async Task SignIn_WithAOneTimePassword_LeadsToChangingItFirst()
    {
        var browser = await site.SignedInAsync("newcomer");
        Assert.Equal("/account/password", (await browser.GetAsync("/shifts")).Location);
        await browser.GetAsync("/account/password");

        Assert.Contains("differ", (await browser.PostAsync("/account/password", ("current", AccessSite.Password), ("chosen", "another-horse-8"), ("again", "x"))).Html);
        Assert.Contains("too simple", (await browser.PostAsync("/account/password", ("current", AccessSite.Password), ("chosen", "aaaaaaaaaaaa"), ("again", "aaaaaaaaaaaa"))).Html);
        Assert.Contains("current password is wrong", (await browser.PostAsync("/account/password", ("current", "wrong"), ("chosen", "another-horse-8"), ("again", "another-horse-8"))).Html);
        var done = await browser.PostAsync("/account/password", ("current", AccessSite.Password), ("chosen", "another-horse-8"), ("again", "another-horse-8"));

        Assert.Equal("/", done.Location);
        Assert.NotEqual("/account/password", (await browser.GetAsync("/shifts")).Location);
    }

    [Fact]
    public async Task SignOut_Posted_EndsTheSession()
    {
        var browser = await site.SignedInAsync("r-Administrator");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/users")).Status);

        await browser.PostAsync("/sign-out");

        Assert.StartsWith("/sign-in?", (await browser.GetAsync("/users")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_Chosen_IsTheOneOfThePagesAndOthersDoNotExist()
    {
        var browser = await site.SignedInAsync("both");
        Assert.Contains("name=\"value\" value=\"12\" aria-pressed=\"false\"", (await browser.GetAsync("/")).Html);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/shop", ("value", "12"))).Status);

        Assert.Contains("name=\"value\" value=\"12\" aria-pressed=\"true\"", (await browser.GetAsync("/")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/shop", ("value", "99"))).Status);
    }

    [Fact]
    public async Task Language_Chosen_StaysWithTheAccount()
    {
        var browser = await site.SignedInAsync("r-Finance");
        await browser.GetAsync("/");
        await browser.PostAsync("/language", ("value", "zh-CN"));
        await using var db = site.Read();
        Assert.Equal("zh-CN", await db.Users.Where(a => a.UserName == "r-Finance").Select(a => a.Language).SingleAsync());

        var other = await site.SignedInAsync("r-Finance");

        Assert.Contains("<html lang=\"zh-CN\"", (await other.GetAsync("/")).Html);
    }

    [Fact]
    public async Task Health_Asked_IsAnsweredToAnybody()
    {
        var browser = site.From("198.51.100.7");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
        var ready = await browser.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Contains("\"pendingMigrations\":0", ready.Html);
    }
}
