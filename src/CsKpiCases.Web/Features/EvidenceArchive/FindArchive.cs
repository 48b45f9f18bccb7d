using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>Reads the register of a shop's evidence, newest first, along its index.</summary>
public sealed class FindArchive(CasesDbContext db, ShopPeople people)
{
    public const int PageSize = 50;

    public async Task<ArchivePage> PageAsync(Shop shop, ArchiveFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var cases = await CasesAsync(shop, filter, cancellation);
        var all = Narrow(shop, filter, cases, zone);
        var (before, after) = (ArchiveCursor.Read(filter.Before), ArchiveCursor.Read(filter.After));
        var isBackwards = before is null && after is not null;
        IQueryable<Evidence> page;
        if (isBackwards)
        {
            var (at, id) = (after!.Value.UploadedAt, after.Value.Id);
            page = all.Where(e => e.UploadedAt >= at && (e.UploadedAt > at || e.Id > id)).OrderBy(e => e.UploadedAt).ThenBy(e => e.Id);
        }
        else
        {
            if (before is { UploadedAt: var at, Id: var id }) all = all.Where(e => e.UploadedAt <= at && (e.UploadedAt < at || e.Id < id));
            page = all.OrderByDescending(e => e.UploadedAt).ThenByDescending(e => e.Id);
        }

        var rows = await Rows(page.Take(PageSize + 1)).ToListAsync(cancellation);
        var hasMore = rows.Count > PageSize;
        if (hasMore) rows.RemoveAt(PageSize);
        if (isBackwards) rows.Reverse();
        var here = filter with { Before = null, After = null };
        return new ArchivePage(
            filter, await DaysAsync(Narrow(shop, filter, cases, zone), rows, zone, cancellation),
            rows.Count > 0 && (isBackwards ? hasMore : before is not null) ? (here with { After = rows[0].Cursor.ToString() }).Href() : null,
            rows.Count > 0 && (isBackwards || hasMore) ? (here with { Before = rows[^1].Cursor.ToString() }).Href() : null,
            [.. (await people.OfAsync(shop.Id, cancellation)).Select(p => (p.Id, p.Name))]);
    }

    /// <summary>All of it, newest first, as it is read.</summary>
    public async Task<IAsyncEnumerable<ArchiveRow>> AllAsync(Shop shop, ArchiveFilter filter, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var all = Narrow(shop, filter, await CasesAsync(shop, filter, cancellation), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return Rows(all.OrderByDescending(e => e.UploadedAt).ThenByDescending(e => e.Id).Take(most)).AsAsyncEnumerable();
    }

    /// <summary>The cases that a number or a buyer narrows it to, found by their own indexes; null: all.</summary>
    private async Task<List<long>?> CasesAsync(Shop shop, ArchiveFilter filter, CancellationToken cancellation)
    {
        var (number, buyer) = (filter.Case?.Trim().ToUpperInvariant(), filter.Buyer?.Trim());
        var cases = db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id);
        if (!string.IsNullOrEmpty(number)) cases = cases.Where(c => c.Number == number);
        if (!string.IsNullOrEmpty(buyer)) cases = cases.Where(c => c.BuyerId == db.Buyers.Where(b => b.ShopId == shop.Id && b.PlatformBuyerId == buyer).Select(b => (long?)b.Id).FirstOrDefault());
        return string.IsNullOrEmpty(number) && string.IsNullOrEmpty(buyer) ? null : await cases.Select(c => c.Id).ToListAsync(cancellation);
    }

    private IQueryable<Evidence> Narrow(Shop shop, ArchiveFilter filter, List<long>? cases, TimeZoneInfo zone)
    {
        var all = db.Evidence.AsNoTracking().Where(e => e.ShopId == shop.Id);
        if (filter.From is { } first && Start(first, zone) is var from) all = all.Where(e => e.UploadedAt >= from);
        if (filter.To is { } last && last < DateOnly.MaxValue && Start(last.AddDays(1), zone) is var to) all = all.Where(e => e.UploadedAt < to);
        if (filter.Uploader == ArchiveFilter.ByBuyers) all = all.Where(e => e.UploadedByKind == ActorKind.Buyer);
        else if (long.TryParse(filter.Uploader, NumberStyles.None, CultureInfo.InvariantCulture, out var account)) all = all.Where(e => e.UploadedById == account);
        if (cases is not null) all = all.Where(e => EF.Parameter(cases).Contains(e.CaseId));
        return filter.Flagged ? all.Where(e => e.IsFlagged) : all;
    }

    private IQueryable<ArchiveRow> Rows(IQueryable<Evidence> evidence) => evidence.Select(e => new ArchiveRow
    {
        Id = e.Id,
        CaseNumber = db.Cases.Where(c => c.Id == e.CaseId).Select(c => c.Number).First(),
        Buyer = db.Cases.Where(c => c.Id == e.CaseId).Join(db.Buyers, c => c.BuyerId, b => b.Id, (c, b) => b.PlatformBuyerId).FirstOrDefault(),
        FileName = e.FileName,
        ContentType = e.ContentType,
        SizeBytes = e.SizeBytes,
        ContentHash = e.ContentHash,
        UploadedAt = e.UploadedAt,
        Uploader = db.Users.Where(u => u.Id == e.UploadedById).Select(u => u.DisplayName).FirstOrDefault(),
        UploadedByKind = e.UploadedByKind,
        IsFlagged = e.IsFlagged,
        IsSeen = e.FlagSeenAt != null,
        Sequence = db.Evidence.Count(other => other.CaseId == e.CaseId && other.Id <= e.Id),
    });

    /// <summary>The rows under their days, with the whole of each day, of which a page may show a part.</summary>
    private static async Task<List<ArchiveDay>> DaysAsync(IQueryable<Evidence> all, List<ArchiveRow> rows, TimeZoneInfo zone, CancellationToken cancellation)
    {
        if (rows.Count == 0) return [];
        var days = rows.GroupBy(r => LocalDays.Of(r.UploadedAt, zone)).ToList();
        var (from, to) = (Start(days[^1].Key, zone), Start(days[0].Key.AddDays(1), zone));
        var sums = await all.Where(e => e.UploadedAt >= from && e.UploadedAt < to).Select(e => new { e.UploadedAt, e.SizeBytes }).ToListAsync(cancellation);
        var byDay = sums.ToLookup(e => LocalDays.Of(e.UploadedAt, zone), e => e.SizeBytes);
        return [.. days.Select(d => new ArchiveDay(d.Key, byDay[d.Key].Count(), byDay[d.Key].Sum(), [.. d]))];
    }

    /// <summary>What lies beyond the years that shops have days in is before or after everything.</summary>
    private static DateTime Start(DateOnly day, TimeZoneInfo zone) =>
        day.Year < 1900 ? DateTime.UnixEpoch : day.Year > 2200 ? Case.Never : LocalDays.StartOf(day, zone);
}
