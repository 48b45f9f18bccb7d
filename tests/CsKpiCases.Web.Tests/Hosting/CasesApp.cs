using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>
/// The whole site in process on a migrated database of the test's own: two shops, people with roles, a clock that stands
/// still until the test moves it. Take a <see cref="Visitor"/> by <see cref="SignInAsync"/> and read pages with it.
/// </summary>
internal sealed class CasesApp : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (provider, connection) =>
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeClock())
            .AddStore(StoreConnection.Named(connection, Path.GetTempPath())).BuildServiceProvider();
        await services.GetRequiredService<StoreMigrator>().MigrateAsync();
    });

    private readonly TestDatabase database;
    private readonly WebApplication app;
    private bool isSecond;

    private CasesApp(TestDatabase database, FakeClock clock, params (string Key, string Value)[] settings)
    {
        this.database = database;
        Clock = clock;
        app = Build(database.Store, clock, Statements, settings);
    }

    public FakeClock Clock { get; }

    public IServiceProvider Services => app.Services;

    public CaseStore Store => Services.GetRequiredService<CaseStore>();

    /// <summary>Counts the statements that the site sends to its database.</summary>
    public StatementCount Statements { get; } = new();

    public Shop Shop { get; private set; } = new();

    public Shop OtherShop { get; private set; } = new();

    public Actor Agent { get; private set; } = Actor.System;

    public Actor OtherAgent { get; private set; } = Actor.System;

    public Actor Supervisor { get; private set; } = Actor.System;

    public Actor Finance { get; private set; } = Actor.System;

    public Actor Auditor { get; private set; } = Actor.System;

    public Actor Manager { get; private set; } = Actor.System;

    public Actor Administrator { get; private set; } = Actor.System;

    /// <summary>An agent of the other shop only.</summary>
    public Actor Stranger { get; private set; } = Actor.System;

    public Order Order { get; private set; } = new();

    public static async Task<CasesApp> StartAsync(StoreProvider provider, params (string Key, string Value)[] settings)
    {
        var host = new CasesApp(await TestDatabase.CreateAsync(provider, Migrated), new FakeClock(), settings);
        await host.Services.OpenStoreAsync();
        await host.SeedAsync();
        await host.app.StartAsync();
        return host;
    }

    /// <summary>Another node on the same database, with the same clock and people. Disposed before this one.</summary>
    public async Task<CasesApp> SecondNodeAsync()
    {
        var second = new CasesApp(database, Clock)
        {
            Shop = Shop, OtherShop = OtherShop, Agent = Agent, OtherAgent = OtherAgent, Supervisor = Supervisor, Finance = Finance, Auditor = Auditor, Manager = Manager,
            Stranger = Stranger, Administrator = Administrator, Order = Order, isSecond = true,
        };
        await second.Services.OpenStoreAsync();
        await second.app.StartAsync();
        return second;
    }

    /// <summary>Stops it as a signal does.</summary>
    public Task StopAsync() => app.StopAsync();

    public CasesDbContext Read() => Services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    /// <summary>A browser in which this person is signed in, speaking the given language.</summary>
    public async Task<Visitor> SignInAsync(Actor person, string language = "zh-CN")
    {
        var visitor = new Visitor(app.GetTestServer(), language);
        await visitor.GetAsync("/test/sign-in/" + person.AccountId!.Value.ToString(CultureInfo.InvariantCulture));
        return visitor;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public Visitor Anonymous(string language = "zh-CN") => new(app.GetTestServer(), language);

    /// <summary>Logs a complaint, by <see cref="Agent"/>.</summary>
    public async Task<Case> LogAsync(string subject = "收到的杯子碎了", bool withOrder = true) => Assert.IsType<CaseResult.Done>(await Store.LogAsync(
        Shop, new LogCase(Shop.Id, "", subject, Channel.PlatformChat) { OrderNumber = withOrder ? Order.Number : null }, Agent)).Case;

    /// <summary>Logs a complaint and classifies it: it waits for an owner.</summary>
    public async Task<Case> ClassifiedAsync(string subject = "收到的杯子碎了") => await DoAsync(
        await LogAsync(subject),
        new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.ProductQuality) { Cause = ComplaintCatalogue.DamagedInTransit } }, Agent);

    /// <summary>A complaint in Investigating, owned by <see cref="Agent"/>.</summary>
    public async Task<Case> InvestigatingAsync(string subject = "收到的杯子碎了", string? over = null)
    {
        var @case = await ClassifiedAsync(subject);
        await DoAsync(@case, new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(Agent.AccountId!.Value), Override = over is not null, Note = over }, Supervisor);
        return await DoAsync(@case, new FireTrigger(Triggers.Start), Agent);
    }

    /// <summary>Does what must succeed.</summary>
    public async Task<Case> DoAsync(Case @case, CaseAct act, Actor actor)
    {
        var result = await Store.ActAsync(Shop, @case.Id, act, actor, null);
        return result is CaseResult.Done done ? done.Case : throw new InvalidOperationException($"{act}: {result}");
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (!isSecond) await database.DisposeAsync();
    }

    private static WebApplication Build(StoreConnection store, FakeClock clock, StatementCount statements, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseTestServer();
        // the clock stands still and tests count: no job runs beside them
        builder.Configuration["Serve:Role"] = "web";
        builder.Configuration["Store:Folder"] = store.DataFolder;
        builder.Configuration["ConnectionStrings:Cases"] = store.ConnectionString;
        // what a test sends in a minute no person does
        builder.Configuration["BuyerPage:RequestsPerMinute"] = "10000";
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.AddCases();
        // last, so that it is the one that counts
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.ConfigureDbContext<CasesDbContext>(options => options.AddInterceptors(statements));
        var app = builder.Build();
        app.UseSite();
        app.MapGet("/test/sign-in/{id:long}", SignIn).AllowAnonymous();
        return app;
    }

    private static async Task SignIn(long id, HttpContext http)
    {
        var signIn = http.RequestServices.GetRequiredService<SignInManager<Account>>();
        var account = await signIn.UserManager.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture));
        await signIn.SignInAsync(account!, isPersistent: false);
    }

    private async Task SeedAsync()
    {
        var ids = Services.GetRequiredService<IdSource>();
        await using var db = Read();
        Shop = new Shop { Id = ids.Next(), Code = "cotton", Name = "棉花小铺", Platform = Platform.Tmall, CreatedAt = Clock.Now };
        OtherShop = new Shop { Id = ids.Next(), Code = "other", Name = "隔壁店", Platform = Platform.JingDong, CreatedAt = Clock.Now };
        db.AddRange(Shop, OtherShop);
        Actor Person(string name, Shop shop, params Role[] roles)
        {
            var account = new Account
            {
                Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = Clock.Now,
            };
            db.Add(account);
            foreach (var role in roles) db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = shop.Id });
            return Actor.Person(account.Id, roles);
        }

        (Agent, OtherAgent, Supervisor) = (Person("王敏", Shop, Role.Agent), Person("李静", Shop, Role.Agent), Person("赵磊", Shop, Role.Supervisor));
        (Finance, Auditor, Manager) = (Person("孙会计", Shop, Role.Finance), Person("审计", Shop, Role.Auditor), Person("总经理", Shop, Role.GeneralManager));
        (Stranger, Administrator) = (Person("外人", OtherShop, Role.Agent), Person("管理员", Shop, Role.Administrator));
        var buyer = new Buyer { Id = ids.Next(), ShopId = Shop.Id, PlatformBuyerId = "tb_lily", Name = "李丽", Phone = "13812340042" };
        Order = new Order
        {
            Id = ids.Next(), ShopId = Shop.Id, Number = "T100200300", BuyerId = buyer.Id, PlacedAt = Clock.Now.AddDays(-5), PaidAt = Clock.Now.AddDays(-5),
            ShippedAt = Clock.Now.AddDays(-4), SignedAt = Clock.Now.AddDays(-1), PaidAmount = 128, FreightAmount = 8, Courier = "顺丰", TrackingNumber = "SF1029384756", Status = "signed",
        };
        Order.Lines.Add(new OrderLine { Id = ids.Next(), ShopId = Shop.Id, OrderId = Order.Id, LineNumber = 1, Sku = "CUP-01", Title = "陶瓷马克杯 2 件套", Quantity = 2, PaidAmount = 120 });
        db.AddRange(buyer, Order);
        await db.SaveChangesAsync();
    }
}
