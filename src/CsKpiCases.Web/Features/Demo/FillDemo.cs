using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>How far a filling has come.</summary>
/// <param name="Done">Cases written.</param>
/// <param name="Of">Cases in all.</param>
/// <param name="Step">What is being made once the cases stand; null before.</param>
public sealed record DemoProgress(long Done, long Of, string? Step = null);

/// <summary>What a filling came to.</summary>
public sealed record DemoResult(long Cases, long Events, double Seconds, string Shop);

/// <summary>
/// Fills the store with the demo shop. Its rows are written in batches, and the shop with its accounts last: until then
/// nobody sees any of it, and what a killed process left is removed by <see cref="RemoveDemo"/>.
/// </summary>
public sealed class FillDemo(
    IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, BulkCases bulk, PolicyBook policies, EvidenceFiles evidence, IdSource ids, WorkflowSettings settings,
    ShopBook shops, IServiceProvider services, IEnumerable<DemoStep> steps, TimeProvider clock)
{
    /// <summary>Cases of the first start.</summary>
    public const int UsualCases = 600;
    public const long UsualSeed = 20260301;
    private const int RowsABatch = 4000;
    private const int UsualDays = 92;
    private const int MostDays = 730;

    /// <summary>Makes the shop and everything in it.</summary>
    /// <param name="cases">How many, about: a few of them come to nothing.</param>
    /// <param name="seed">The same seed and present give the same shop.</param>
    /// <param name="told">Hears how far it is.</param>
    /// <param name="cancellation">Leaves an unfinished demo behind.</param>
    public async Task<DemoResult> RunAsync(int cases, long seed, IProgress<DemoProgress>? told = null, CancellationToken cancellation = default)
    {
        var began = clock.GetTimestamp();
        var present = clock.GetUtcNow().UtcDateTime;
        var now = new DateTime(present.Ticks - (present.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var from = DemoCalendar.From(now, zone, Math.Clamp(cases / 400, UsualDays, MostDays));
        var (firstDay, today) = (Day(from, zone), Day(now, zone));
        var shop = DemoShop.Make(ids, cases, seed, firstDay, today, now);
        shop.Shop.CreatedAt = from;
        await RequireRoomAsync(shop, cancellation);
        await writer.WriteAsync((db, token) => DemoStatus.WriteAsync(db, DemoPhase.Filling, shop.Shop.Id, token), cancellation);
        var stage = await StageAsync(shop, cases, seed, from, now, zone, cancellation);
        await InsertAsync(shop.BackRows, cancellation);
        await InsertAsync(DemoChats.Of(stage, shop.Roster, firstDay, today), cancellation);
        await InsertAsync(DemoSales.Of(stage, shop.Roster, firstDay, today), cancellation);
        await InsertAsync(DemoFigures.Of(stage, shop.Roster, firstDay, today), cancellation);
        var events = 0L;
        var written = await bulk.WriteAsync(
            Counted(new DemoCases(stage, cases).All(), n => events += n),
            told is null ? null : new Told(done => told.Report(new DemoProgress(done, cases))),
            cancellation);
        await OpenAsync(shop, cancellation);
        await FinishAsync(shop.Shop, told, cases, cancellation);
        return new DemoResult(written, events, clock.GetElapsedTime(began).TotalSeconds, shop.Shop.Code);
    }

    /// <summary>Makes the reports and scores of a shop whose cases stand, again if need be.</summary>
    public async Task FinishAsync(Shop shop, IProgress<DemoProgress>? told, long cases, CancellationToken cancellation)
    {
        foreach (var step in steps.OrderBy(s => s.Order))
        {
            told?.Report(new DemoProgress(cases, cases, step.Name));
            await step.RunAsync(services, shop, cancellation);
        }

        await writer.WriteAsync(
            async (db, token) =>
            {
                // Nobody is to be told of what the demo made up.
                await db.OutboxMessages.Where(m => m.ShopId == shop.Id && m.DeliveredAt == null).ExecuteDeleteAsync(token);
                await DemoStatus.WriteAsync(db, DemoPhase.Filled, shop.Id, token);
            },
            cancellation);
    }

    /// <summary>Asked before the first row: what has a name of the demo's would be met only at the end.</summary>
    private async Task RequireRoomAsync(DemoShop shop, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var names = shop.FrontRows.OfType<Account>().Select(a => a.NormalizedUserName).ToList();
        var taken = await db.Users.Where(a => names.Contains(a.NormalizedUserName)).Select(a => a.UserName).ToListAsync(cancellation);
        if (taken.Count > 0) throw new InvalidOperationException($"The demo has people of these names too: {string.Join(", ", taken)}. Make it in another data folder (--data).");
        var code = shop.Shop.Code;
        if (await db.Shops.AnyAsync(s => s.Code == code, cancellation)) throw new InvalidOperationException($"There is a shop {code} already. Make the demo in another data folder (--data).");
    }

    private async Task OpenAsync(DemoShop shop, CancellationToken cancellation)
    {
        await writer.WriteAsync(
            async (db, token) =>
            {
                db.AddRange(shop.FrontRows);
                await DemoStatus.WriteAsync(db, DemoPhase.Reporting, shop.Shop.Id, token);
            },
            cancellation);
        shops.Forget();
    }

    private async Task<DemoStage> StageAsync(DemoShop shop, int cases, long seed, DateTime from, DateTime now, TimeZoneInfo zone, CancellationToken cancellation) => new()
    {
        Shop = shop.Shop,
        Zone = zone,
        Shifts = new ShopShifts(zone, shop.Shifts, shop.Roster),
        Policies = await policies.ReadAsync(cancellation),
        Settings = settings,
        Ids = ids,
        Agents = shop.Agents,
        Supervisors = shop.People[Role.Supervisor],
        Warehouse = shop.People[Role.Warehouse][0],
        Finance = shop.People[Role.Finance][0],
        GeneralManager = shop.People[Role.GeneralManager][0],
        Buyers = shop.Buyers,
        Photos = await DemoPhotos.StoreAsync(evidence, cases, cancellation),
        Seed = seed,
        From = from,
        Now = now,
    };

    private async Task InsertAsync(IEnumerable<object> rows, CancellationToken cancellation)
    {
        foreach (var batch in rows.Chunk(RowsABatch))
        {
            await writer.WriteAsync((db, token) => BulkInsert.RowsAsync(db, batch, token), cancellation);
        }
    }

    private static async IAsyncEnumerable<CaseBundle> Counted(IEnumerable<CaseBundle> bundles, Action<long> count)
    {
        await Task.Yield();
        foreach (var bundle in bundles)
        {
            count(bundle.Events.Count);
            yield return bundle;
        }
    }

    private static DateOnly Day(DateTime at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    /// <summary>Tells at once, in the order of the batches.</summary>
    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
