using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Accounts;

public sealed partial class AccountsTests(AccessSite site) : IClassFixture<AccessSite>
{
    [Theory]
    [InlineData("/users", Right.ManageAccounts)]
    [InlineData("/users/new", Right.ManageAccounts)]
    [InlineData("/tokens", Right.ManageTokens)]
    [InlineData("/webhooks", Right.ManageWebhooks)]
    [InlineData("/webhooks/new", Right.ManageWebhooks)]
    public async Task Page_ForEveryRole_OpensByTheTableOfRights(string path, Right right)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await site.SignedInAsync("r-" + role);
            Assert.Equal(Rights.Allow([role], right) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await site.From().GetAsync(path)).Status);
    }

    [Fact]
    public async Task NewUser_WithARole_SignsInWithTheOneTimePassword()
    {
        var admin = await site.SignedInAsync("r-Administrator");
        await admin.GetAsync("/users/new");

        var page = await admin.PostAsync("/users/new", ("userName", "fresh"), ("displayName", "新人"), ("roles", "Agent"), ("shopId", "11"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var password = OneTime().Match(page.Html).Value;
        var browser = site.From();
        await browser.GetAsync("/sign-in");
        Assert.Equal("/account/password", (await browser.PostAsync("/sign-in", ("userName", "fresh"), ("password", password))).Location);
        Assert.DoesNotContain(password, (await admin.GetAsync($"/users/{await site.IdOfAsync("fresh")}")).Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/users/new", ("userName", "FRESH"), ("roles", "Agent"), ("shopId", "11"))).Status);
        await using var db = site.Read();
        Assert.True(await db.AuditEntries.AnyAsync(a => a.Act == "account_added" && a.Subject == "fresh" && a.AccountId != null));
    }

    [Fact]
    public async Task ShopAdministrator_BeyondHisShop_IsRefused()
    {
        var admin = await site.SignedInAsync("r-Administrator");
        await admin.GetAsync("/users/new");
        var root = await site.IdOfAsync("root");
        var elsewhere = await site.IdOfAsync("elsewhere");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/users/new", ("userName", "king"), ("roles", "Administrator"), ("shopId", ""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/users/{root}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/users/{elsewhere}")).Status);
        await admin.PostAsync($"/users/{root}/password");
        await admin.PostAsync($"/users/{await site.IdOfAsync("r-Agent")}/roles", ("role", "Administrator"), ("shopId", ""));
        await using var db = site.Read();
        Assert.False(await db.Users.Where(a => a.Id == root).Select(a => a.MustChangePassword).SingleAsync());
        Assert.Equal(1, await db.Grants.CountAsync(g => g.ShopId == null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/tokens", ("userName", "root"), ("scopes", "admin"), ("days", "9"))).Status);
    }

    [Fact]
    public async Task Disabled_ByTheAdministrator_CannotSignInAndHisStampChanges()
    {
        var admin = await site.SignedInAsync("root");
        var victim = await site.IdOfAsync("victim");
        await admin.GetAsync($"/users/{victim}");
        string? before;
        await using (var db = site.Read()) before = await db.Users.Where(a => a.Id == victim).Select(a => a.SecurityStamp).SingleAsync();

        await admin.PostAsync($"/users/{victim}/disabled", ("value", "true"));

        var browser = site.From();
        await browser.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/sign-in", ("userName", "victim"), ("password", AccessSite.Password))).Status);
        await using var after = site.Read();
        Assert.NotEqual(before, await after.Users.Where(a => a.Id == victim).Select(a => a.SecurityStamp).SingleAsync());
        var self = await site.IdOfAsync("root");
        await admin.PostAsync($"/users/{self}/disabled", ("value", "true"));
        Assert.False(await after.Users.Where(a => a.Id == self).Select(a => a.IsDisabled).SingleAsync());
    }

    [Fact]
    public async Task Token_MadeAndRevoked_IsShownOnceAndStoredAsAHash()
    {
        var admin = await site.SignedInAsync("root");
        await admin.GetAsync("/tokens");

        var page = await admin.PostAsync("/tokens", ("userName", "r-Agent"), ("name", "ERP"), ("scopes", "read"), ("scopes", "cases"), ("days", "30"));

        var token = TokenText().Match(page.Html).Value;
        Assert.StartsWith("ck_", token, StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await admin.GetAsync("/tokens")).Html);
        await using var db = site.Read();
        var row = await db.ApiTokens.SingleAsync(t => t.Name == "ERP");
        Assert.Equal("read cases", row.Scopes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/tokens", ("userName", "r-Agent"), ("days", "30"))).Status);
        await admin.PostAsync(string.Create(CultureInfo.InvariantCulture, $"/tokens/{row.Id}/revoke"));
        await using var after = site.Read();
        Assert.NotNull(await after.ApiTokens.Where(t => t.Id == row.Id).Select(t => t.RevokedAt).SingleAsync());
    }

    [GeneratedRegex("[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}")]
    private static partial Regex OneTime();

    [GeneratedRegex("ck_[A-Za-z0-9_-]{43}")]
    private static partial Regex TokenText();
}
