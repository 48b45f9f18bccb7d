using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.SignIn;

/// <summary>The whole site in process, reached from whichever address the test says, with two shops and people who have passwords.</summary>
public sealed class AccessSite : IAsyncLifetime
{
    public const string Password = "correct-horse-7";
    private TestDatabase? database;
    private WebApplication? app;

    public IServiceProvider Services => app!.Services;

    public Shop Shop { get; } = new() { Id = 11, Code = "cotton", Name = "棉花小铺", Platform = Platform.Tmall };

    public Shop OtherShop { get; } = new() { Id = 12, Code = "other", Name = "隔壁店", Platform = Platform.JingDong };

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(StoreProvider.Sqlite);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseTestServer();
        builder.Configuration["ConnectionStrings:Cases"] = database.Store.ConnectionString;
        builder.Configuration["Store:Folder"] = database.Store.DataFolder;
        builder.Configuration["Serve:Role"] = "web";
        builder.Configuration["SignIn:AttemptsPerMinute"] = "1000";
        builder.AddCases();
        builder.Services.AddSingleton<IStartupFilter, FromAddress>();
        app = builder.Build();
        app.UseSite();
        await app.StartAsync();
        await SeedAsync();
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        await database!.DisposeAsync();
    }

    public CasesDbContext Read() => Services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    /// <summary>A browser without script at an address.</summary>
    public Browser From(string address = "127.0.0.1") => new(app!.GetTestServer(), address);

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<Browser> SignedInAsync(string userName)
    {
        var browser = From();
        await browser.GetAsync("/sign-in");
        var page = await browser.PostAsync("/sign-in", ("userName", userName), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return browser;
    }

    public async Task<long> IdOfAsync(string userName)
    {
        await using var db = Read();
        return await db.Users.Where(a => a.NormalizedUserName == Passwords.Normalized(userName)).Select(a => a.Id).SingleAsync();
    }

    private async Task SeedAsync()
    {
        var ids = Services.GetRequiredService<IdSource>();
        await using var db = Read();
        db.AddRange(Shop, OtherShop);
        void Person(string name, Role role, long? shop, Action<Account>? change = null)
        {
            var account = new Account
            {
                Id = ids.Next(), UserName = name, NormalizedUserName = Passwords.Normalized(name), DisplayName = name.ToUpperInvariant(), PasswordHash = Passwords.Hash(Password),
                SecurityStamp = Passwords.NewStamp(), LockoutEnabled = true,
            };
            change?.Invoke(account);
            db.Add(account);
            db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = shop });
        }

        foreach (var role in Enum.GetValues<Role>()) Person("r-" + role, role, Shop.Id);
        Person("root", Role.Administrator, null);
        Person("locked", Role.Agent, Shop.Id);
        Person("victim", Role.Agent, Shop.Id);
        Person("elsewhere", Role.Agent, OtherShop.Id);
        Person("both", Role.Agent, Shop.Id);
        Person("disabled", Role.Agent, Shop.Id, a => a.IsDisabled = true);
        Person("imported", Role.Agent, Shop.Id, a => a.IsImported = true);
        Person("demo", Role.Agent, Shop.Id, a => a.IsDemo = true);
        Person("newcomer", Role.Agent, Shop.Id, a => a.MustChangePassword = true);
        await db.SaveChangesAsync();
        var both = db.Users.Local.Single(a => a.UserName == "both").Id;
        db.Add(new Grant { Id = ids.Next(), AccountId = both, Role = Role.Agent, ShopId = OtherShop.Id });
        await db.SaveChangesAsync();
    }

    private sealed class FromAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (context.Request.Headers.TryGetValue("X-Test-Address", out var address)) context.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                return following(context);
            });
            next(app);
        };
    }
}

/// <summary>What a browser got.</summary>
public sealed record Got(HttpStatusCode Status, string Html, string? Location);

/// <summary>Keeps cookies and sends the anti-forgery token of the page that it read last.</summary>
public sealed partial class Browser(TestServer server, string address)
{
    private readonly CookieContainer cookies = new();
    private string token = "";

    public Dictionary<string, string> Headers { get; } = [];

    public Task<Got> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Got> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("X-CSRF-TOKEN", token);
        return SendAsync(request);
    }

    private async Task<Got> SendAsync(HttpRequestMessage request)
    {
        using var client = server.CreateClient();
        var target = new Uri(client.BaseAddress!, request.RequestUri!);
        request.Headers.Add("X-Test-Address", address);
        request.Headers.Add("Accept-Language", "en");
        foreach (var (name, value) in Headers) request.Headers.Add(name, value);
        if (cookies.GetCookieHeader(target) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set) cookies.SetCookies(target, cookie);
        }

        var html = await response.Content.ReadAsStringAsync();
        if (Token().Match(html) is { Success: true } found) token = found.Groups[1].Value;
        return new Got(response.StatusCode, html, response.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
