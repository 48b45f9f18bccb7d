using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>
/// Counts a month's cases by SKU and by cause. A case belongs to the order lines that its money names; where it names none, to
/// every line of its order. Duplicates count once.
/// </summary>
public sealed class ReadQuality(CasesDbContext db)
{
    public const int Most = 500;
    private const int MostCases = 200;

    public async Task<IReadOnlyList<SkuRow>> SkusAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var counted = await Lines(shop, month).GroupBy(x => x.Sku).Select(g => new { Sku = g.Key, Title = g.Max(x => x.Title), Cases = g.Select(x => x.CaseId).Distinct().Count() })
            .OrderByDescending(x => x.Cases).ThenBy(x => x.Sku).Take(Most).ToListAsync(cancellation);
        var skus = counted.ConvertAll(x => x.Sku);
        var sold = await SoldAsync(shop, month, skus, cancellation);
        var handlers = await db.SkuHandlers.Where(h => h.ShopId == shop.Id && skus.Contains(h.Sku))
            .Select(h => new { h.Sku, Name = db.Users.Where(u => u.Id == h.AccountId).Select(u => u.DisplayName).FirstOrDefault() }).ToDictionaryAsync(h => h.Sku, h => h.Name, cancellation);
        var waiting = await db.QualityFeedback.Where(f => f.ShopId == shop.Id && skus.Contains(f.Sku) && f.AnsweredAt == null).GroupBy(f => f.Sku)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return [.. counted.Select(x => new SkuRow(x.Sku, x.Title, x.Cases, sold.GetValueOrDefault(x.Sku), handlers.GetValueOrDefault(x.Sku), waiting.GetValueOrDefault(x.Sku)))];
    }

    public async Task<List<CauseCount>> CausesAsync(Shop shop, CalendarMonth month, string? sku, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var cases = sku is null ? Cases(shop, month) : Of(shop, month, sku);
        var counted = await cases.GroupBy(c => c.Cause).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(x => x.Count).ThenBy(x => x.Key).ToListAsync(cancellation);
        return counted.ConvertAll(x => new CauseCount(x.Key, x.Count));
    }

    public Task<List<SkuCase>> CasesOfAsync(Shop shop, CalendarMonth month, string sku, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return Of(shop, month, sku).OrderByDescending(c => c.Id).Take(MostCases).Select(c => new SkuCase(c.Number, c.Subject, c.State, c.Stage, c.Cause, c.OpenedAt)).ToListAsync(cancellation);
    }

    /// <summary>One SKU's line, also when nothing was complained of.</summary>
    public async Task<SkuRow?> SkuAsync(Shop shop, CalendarMonth month, string sku, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var title = await db.OrderLines.Where(l => l.ShopId == shop.Id && l.Sku == sku).OrderByDescending(l => l.OrderId).Select(l => l.Title).FirstOrDefaultAsync(cancellation);
        if (title is null) return null;
        var sold = await SoldAsync(shop, month, [sku], cancellation);
        return new SkuRow(sku, title, await Of(shop, month, sku).CountAsync(cancellation), sold.GetValueOrDefault(sku), null, 0);
    }

    private async Task<Dictionary<string, int>> SoldAsync(Shop shop, CalendarMonth month, List<string> skus, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var (from, to) = (LocalDays.StartOf(FirstDay(month), zone), LocalDays.StartOf(FirstDay(month.Next), zone));
        return await db.Orders.Where(o => o.ShopId == shop.Id && o.PlacedAt >= from && o.PlacedAt < to)
            .Join(db.OrderLines.Where(l => skus.Contains(l.Sku)), o => o.Id, l => l.OrderId, (o, l) => l.Sku)
            .GroupBy(s => s).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    private IQueryable<Case> Cases(Shop shop, CalendarMonth month)
    {
        var (first, next) = (FirstDay(month), FirstDay(month.Next));
        return db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.OpenedOn >= first && c.OpenedOn < next && c.DuplicateOfId == null);
    }

    private static DateOnly FirstDay(CalendarMonth month) => new(month.Year, month.Month, 1);

    private IQueryable<CaseLine> Lines(Shop shop, CalendarMonth month) => Cases(shop, month).Where(c => c.OrderId != null)
        .Join(db.OrderLines, c => c.OrderId!.Value, l => l.OrderId, (c, l) => new { c.Id, Line = l })
        .Where(x => x.Line.Sku != "" && (!db.LedgerEntries.Any(e => e.CaseId == x.Id && e.OrderLineId != null) || db.LedgerEntries.Any(e => e.CaseId == x.Id && e.OrderLineId == x.Line.Id)))
        .Select(x => new CaseLine { CaseId = x.Id, Sku = x.Line.Sku, Title = x.Line.Title });

    private IQueryable<Case> Of(Shop shop, CalendarMonth month, string sku)
    {
        var ids = Lines(shop, month).Where(x => x.Sku == sku).Select(x => x.CaseId);
        return db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id));
    }

    private sealed class CaseLine
    {
        public long CaseId { get; init; }
        public string Sku { get; init; } = "";
        public string Title { get; init; } = "";
    }
}
