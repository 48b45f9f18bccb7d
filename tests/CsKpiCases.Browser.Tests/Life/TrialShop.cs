using System.Net.Http.Json;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Tests;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// The real program in its own process, on a new embedded store with one shop, its people and one paid order. Its time begins
/// on Monday 2 March 2026, 09:00 in Shanghai, and moves when the test says so.
/// </summary>
public sealed class TrialShop : IAsyncLifetime, IDisposable
{
    public const string Password = "cups-and-bowls-2026";
    public const string OrderNumber = "T2602280001";
    public const string Agent = "lijing";
    public const string Logger = "wangmin";
    public const string Supervisor = "zhaolei";
    public const string Warehouse = "cangku";
    public const string Finance = "qianduo";
    public const string Manager = "boss";
    public const string Administrator = "root";

    // Development's clock can be moved; what it does not cache elsewhere is cached as in production.
    private static readonly (string, string)[] Moving = [("Development:ClockAt", "2026-03-02T09:00:00+08:00"), ("EnableStaticAssetsDevelopmentCaching", "true")];

    // for what is stored while the program has the number of this node
    private const int SpareIds = 100;
    private static readonly DateTimeOffset Opening = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private readonly string folder = Directory.CreateTempSubdirectory("cases-browser-").FullName;
    private readonly HttpClient http = new();
    private readonly Queue<long> spareIds = [];
    private ProgramProcess? program;
    private long shopId;
    private int orders;

    /// <summary>Settings beside the shipped ones.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    public Uri Address { get; private set; } = null!;

    /// <summary>What time it is in the shop.</summary>
    public DateTimeOffset Now { get; private set; } = Opening;

    /// <summary>The program's last words, for a failing test.</summary>
    public string Said => program?.Said ?? "";

    public async Task InitializeAsync()
    {
        await FillAsync();
        (program, Address) = await ProgramProcess.ServeAsync(["--no-demo", "--data", folder], "Development", [.. Moving, .. Settings]);
    }

    public async Task DisposeAsync()
    {
        await program!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Moves the shop's time to a local instant.</summary>
    public async Task MoveToAsync(DateTimeOffset at)
    {
        using var response = await http.PostAsJsonAsync(new Uri(Address, "/dev/clock"), new { at });
        response.EnsureSuccessStatusCode();
        Now = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
    }

    public Task MoveAsync(TimeSpan by) => MoveToAsync(Now + by);

    public static DateTimeOffset Local(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.FromHours(8));

    /// <summary>One more order, of a buyer of its own; its number.</summary>
    /// <param name="signedAgo">How long ago he signed for it; null: it was placed 20 hours ago and has not left yet.</param>
    /// <param name="lines">Sku, title, pieces and yuan of each.</param>
    public async Task<string> OrderAsync(TimeSpan? signedAgo, params OrderLine[] lines)
    {
        await using var services = Services();
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        var (now, number) = (Now.UtcDateTime, $"T26030100{++orders:00}");
        var buyer = new Buyer { Id = spareIds.Dequeue(), ShopId = shopId, PlatformBuyerId = $"tb_buyer{orders}", Name = "林晚", Phone = $"138000022{orders:00}" };
        var order = new Order
        {
            Id = spareIds.Dequeue(), ShopId = shopId, Number = number, BuyerId = buyer.Id, PaidAmount = lines.Sum(l => l.PaidAmount), Status = signedAgo is null ? "paid" : "signed", PlacedAt = now.AddHours(-20), PaidAt = now.AddHours(-20),
        };
        if (signedAgo is { } ago)
        {
            var signed = now - ago;
            (order.PlacedAt, order.PaidAt, order.ShippedAt, order.SignedAt, order.AutoConfirmAt) = (signed.AddDays(-3), signed.AddDays(-3), signed.AddDays(-2), signed, signed.AddDays(10));
            (order.Courier, order.TrackingNumber) = ("中通", $"ZT730000{orders:00}");
        }

        foreach (var line in lines)
        {
            (line.Id, line.ShopId, line.OrderId, line.LineNumber) = (spareIds.Dequeue(), shopId, order.Id, order.Lines.Count + 1);
            order.Lines.Add(line);
        }

        db.AddRange(buyer, order);
        await db.SaveChangesAsync();
        return number;
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new OpeningClock()).AddStore(StoreConnection.Embedded(folder)).BuildServiceProvider();

    private async Task FillAsync()
    {
        await using var services = Services();
        await services.OpenStoreAsync();
        var ids = services.GetRequiredService<IdSource>();
        await using (var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync())
        {
            var shop = new Shop { Id = ids.Next(), Code = "cotton", Name = "棉花小铺", Platform = Platform.Tmall, CreatedAt = Opening.UtcDateTime.AddDays(-1) };
            db.Add(shop);
            shopId = shop.Id;
            for (var i = 0; i < SpareIds; i++) spareIds.Enqueue(ids.Next());
            AddPeople(db, ids, shop);
            AddOrder(db, ids, shop);
            await db.SaveChangesAsync();
        }

        var node = services.GetRequiredService<LeasedNode>();
        await services.GetRequiredService<NodeLeases>().ReleaseAsync(node.Number, node.Holder, default);
    }

    private static void AddPeople(CasesDbContext db, IdSource ids, Shop shop)
    {
        var hasher = new PasswordHasher<Account>();
        foreach (var (name, shown, role) in new[]
        {
            (Logger, "王敏", Role.Agent), (Agent, "李静", Role.Agent), (Supervisor, "赵磊", Role.Supervisor), (Warehouse, "周仓", Role.Warehouse),
            (Finance, "钱多", Role.Finance), (Manager, "孙总", Role.GeneralManager), (Administrator, "管理员", Role.Administrator),
        })
        {
            var account = new Account
            {
                Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = shown, CreatedAt = Opening.UtcDateTime, SecurityStamp = $"{ids.Next()}",
            };
            account.PasswordHash = hasher.HashPassword(account, Password);
            db.Add(account);
            db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = role == Role.Administrator ? null : shop.Id });
        }
    }

    private static void AddOrder(CasesDbContext db, IdSource ids, Shop shop)
    {
        var buyer = new Buyer { Id = ids.Next(), ShopId = shop.Id, PlatformBuyerId = "tb_liushui88", Name = "刘水", Phone = "13800001111" };
        var order = new Order
        {
            Id = ids.Next(), ShopId = shop.Id, Number = OrderNumber, BuyerId = buyer.Id, PaidAmount = 328m, FreightAmount = 0m, Status = "signed",
            PlacedAt = Opening.UtcDateTime.AddDays(-5), PaidAt = Opening.UtcDateTime.AddDays(-5), ShippedAt = Opening.UtcDateTime.AddDays(-4), SignedAt = Opening.UtcDateTime.AddDays(-1),
        };
        order.Lines.Add(new OrderLine { Id = ids.Next(), ShopId = shop.Id, OrderId = order.Id, LineNumber = 1, Sku = "CUP-08", Title = "骨瓷马克杯 八件套", Quantity = 1, PaidAmount = 328m });
        db.AddRange(buyer, order);
    }

    private sealed class OpeningClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Opening;
    }
}
