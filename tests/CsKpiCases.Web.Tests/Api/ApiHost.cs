using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>The whole app in process, on a database of its own, with a clock that the test moves: two shops, one person of each role in the first, and their tokens.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (provider, connection) =>
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(StoreConnection.Named(connection, Path.GetTempPath())).BuildServiceProvider();
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
    });

    private readonly TestDatabase database;
    private readonly Dictionary<string, string> tokens = [];
    private readonly Dictionary<string, long> accounts = [];

    private ApiHost(TestDatabase database, WebApplication app, FakeClock clock)
    {
        this.database = database;
        App = app;
        Clock = clock;
    }

    public WebApplication App { get; }

    public FakeClock Clock { get; }

    public static async Task<ApiHost> StartAsync(StoreProvider provider, params (string Key, string Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(provider, Migrated);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Development,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Cases"] = database.ConnectionString, ["Store:Folder"] = database.Folder, ["Serve:Role"] = "web",
            ["Api:RequestsPerSecond"] = "100000", ["Api:Burst"] = "100000", ["Api:AnonymousBurst"] = "100000",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, string? (s) => s.Value));
        builder.WebHost.UseTestServer();
        builder.AddCases();
        var clock = new FakeClock();
        builder.Services.AddSingleton<TimeProvider>(clock);
        var app = builder.Build();
        app.UseCases();
        app.MapGet("/test/sign-in/{name}", SignInAsync).AllowAnonymous();
        app.MapGet("/test/csrf", (HttpContext http, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken);
        await app.StartAsync();
        var host = new ApiHost(database, app, clock);
        await host.PeopleAsync();
        return host;
    }

    public long Account(string name) => accounts[name];

    /// <summary>The data folder.</summary>
    public string Folder => database.Folder;

    public CasesDbContext Read() => App.Services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    /// <summary>Sends as somebody (null: nobody); the answer's JSON, if it is any, is read.</summary>
    public async Task<Answer> SendAsync(string? who, string method, string path, object? body = null, int? version = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path);
        if (who is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetValueOrDefault(who, who));
        if (version is { } seen) request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        using var client = App.GetTestServer().CreateClient();
        using var response = await client.SendAsync(request);
        var read = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        return new Answer((int)response.StatusCode, type, type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(read) : null, read, response.Headers);
    }

    /// <summary>A case just logged by the agent; its number.</summary>
    public async Task<string> LoggedAsync(string subject = "杯子碎了", string? order = null)
    {
        var answer = await SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject, orderNumber = order, source = "phone" });
        Assert.Equal(201, answer.Status);
        return answer.Text("number");
    }

    /// <summary>Fires a trigger on the case as it is now.</summary>
    public async Task<Answer> FireAsync(string who, string no, string trigger, object? data = null, string? note = null) =>
        await SendAsync(who, "POST", $"/cases/{no}/transitions", new { trigger, note, data }, await VersionAsync(no));

    public async Task<int> VersionAsync(string no) => (int)(await SendAsync("auditor", "GET", $"/cases/{no}")).Json!["version"]!;

    /// <summary>A case in Investigating, owned by the agent.</summary>
    public async Task<string> InvestigatingAsync(string? order = null)
    {
        var no = await LoggedAsync(order: order);
        Assert.Equal(200, (await FireAsync("agent", no, "classify", new { type = "complaint", category = "product_quality", cause = "quality", grade = "B" })).Status);
        Assert.Equal(200, (await FireAsync("supervisor", no, "assign", new { ownerId = Account("agent").ToString(System.Globalization.CultureInfo.InvariantCulture) })).Status);
        Assert.Equal(200, (await FireAsync("agent", no, "start")).Status);
        return no;
    }

    /// <summary>A new token for somebody.</summary>
    public async Task<string> TokenAsync(string who, string scopes, DateTime? expiresAt = null, bool isRevoked = false)
    {
        var (token, hash) = await App.Services.GetRequiredService<ApiTokens>().MakeAsync(CancellationToken.None);
        await App.Services.GetRequiredService<CaseWriter>().WriteAsync(async (db, cancellation) =>
        {
            db.Add(new ApiToken
            {
                Id = App.Services.GetRequiredService<IdSource>().Next(), AccountId = accounts[who], Hash = hash, Scopes = scopes, Name = "test",
                CreatedAt = Clock.Now, ExpiresAt = expiresAt ?? Clock.Now.AddYears(1), RevokedAt = isRevoked ? Clock.Now : null,
            });
            await db.SaveChangesAsync(cancellation);
        });
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task SignInAsync(HttpContext http, string name, UserManager<Account> accounts, IUserClaimsPrincipalFactory<Account> claims) =>
        await http.SignInAsync(IdentityConstants.ApplicationScheme, await claims.CreateAsync((await accounts.FindByNameAsync(name))!));

    private async Task PeopleAsync()
    {
        var ids = App.Services.GetRequiredService<IdSource>();
        await App.Services.GetRequiredService<CaseWriter>().WriteAsync(async (db, cancellation) =>
        {
            var cotton = new Shop { Id = ids.Next(), Code = "cotton", Name = "棉花小铺", Platform = Platform.Tmall, CreatedAt = Clock.Now };
            var silk = new Shop { Id = ids.Next(), Code = "silk", Name = "丝绸坊", Platform = Platform.Kuaishou, CreatedAt = Clock.Now };
            db.AddRange(cotton, silk);
            foreach (var role in Enum.GetValues<Role>()) Person(db, ids, char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..], role, cotton.Id);
            Person(db, ids, "agent2", Role.Agent, cotton.Id);
            Person(db, ids, "supervisor2", Role.Supervisor, cotton.Id);
            Person(db, ids, "stranger", Role.Supervisor, silk.Id);
            var order = new Order { Id = ids.Next(), ShopId = cotton.Id, Number = "T1", PlacedAt = Clock.Now.AddDays(-3), PaidAt = Clock.Now.AddDays(-3), PaidAmount = 399m, Status = "paid" };
            order.Lines.Add(new OrderLine { Id = ids.Next(), ShopId = cotton.Id, OrderId = order.Id, LineNumber = 1, Sku = "CUP-3", Title = "陶瓷杯 3 只", Quantity = 3, PaidAmount = 399m });
            db.Add(order);
            await db.SaveChangesAsync(cancellation);
        });
        foreach (var name in accounts.Keys) tokens[name] = await TokenAsync(name, "read cases import admin");
    }

    private void Person(CasesDbContext db, IdSource ids, string name, Role role, long shop)
    {
        var account = new Account { Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = Clock.Now };
        accounts[name] = account.Id;
        db.AddRange(account, new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = shop });
    }
}

/// <summary>What the API answered.</summary>
internal sealed record Answer(int Status, string? MediaType, JsonNode? Json, string Body, HttpResponseHeaders Headers)
{
    public string Text(string name) => (string?)Json![name] ?? "";

    public JsonArray Items => Json!["items"]!.AsArray();

    /// <summary>The paths of a problem's fields.</summary>
    public IEnumerable<string> Paths => Json!["errors"]!.AsArray().Select(e => (string)e!["path"]!);

    /// <summary>A complete problem document of that status and code.</summary>
    public Answer Refused(int status, string code)
    {
        Assert.True(Status == status, $"{Status}, not {status}: {Body}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Text("code"));
        Assert.Equal(status, (int)Json!["status"]!);
        Assert.Equal(["type", "title", "status", "detail", "code", "traceId", "errors"], Json.AsObject().Select(p => p.Key).Take(7));
        Assert.All(["type", "title", "detail", "traceId"], name => Assert.NotEmpty(Text(name)));
        return this;
    }

    public Answer Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status}, not {status}: {Body}");
        return this;
    }
}
