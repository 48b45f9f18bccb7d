using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>Quality feedback of a shop, and what a new piece of it can be about.</summary>
public sealed class ReadFeedback(CasesDbContext db, ShopBook shops)
{
    private const int Most = 100;

    /// <summary>What has no answer yet, the oldest first.</summary>
    public Task<List<FeedbackRow>> WaitingAsync(long shopId, CancellationToken cancellation) =>
        RowsAsync(db.QualityFeedback.Where(f => f.ShopId == shopId && f.AnsweredAt == null).OrderBy(f => f.Id), cancellation);

    /// <summary>Of a SKU, the newest first.</summary>
    public Task<List<FeedbackRow>> OfAsync(long shopId, string sku, CancellationToken cancellation) =>
        RowsAsync(db.QualityFeedback.Where(f => f.ShopId == shopId && f.Sku == sku).OrderByDescending(f => f.Id), cancellation);

    public Task<long?> HandlerAsync(long shopId, string sku, CancellationToken cancellation) =>
        db.SkuHandlers.Where(h => h.ShopId == shopId && h.Sku == sku).Select(h => (long?)h.AccountId).FirstOrDefaultAsync(cancellation);

    /// <summary>The form for a case; null when the reader sees no such case, or it has no order with a SKU.</summary>
    public async Task<(Shop Shop, long CaseId, TellPage Page)?> FormAsync(string number, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Cases.AsNoTracking().Where(c => c.Number == number).Select(c => new { c.Id, c.ShopId, c.Subject, c.OrderId }).FirstOrDefaultAsync(cancellation);
        if (found?.OrderId is not { } order || !reader.Can(Right.WorkCases, found.ShopId)) return null;
        var lines = await db.OrderLines.Where(l => l.OrderId == order && l.Sku != "").OrderBy(l => l.LineNumber).Select(l => new { l.Sku, l.Title }).ToListAsync(cancellation);
        var photos = await db.Evidence.Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).Select(e => new FeedbackPhoto(e.Id, e.FileName)).ToListAsync(cancellation);
        var shop = (await shops.AllAsync(cancellation)).First(s => s.Id == found.ShopId);
        return lines.Count == 0 ? null : (shop, found.Id, new TellPage(number, found.Subject, [.. lines.DistinctBy(l => l.Sku).Select(l => (l.Sku, l.Title))], photos, lines[0].Sku, null, null));
    }

    private Task<List<FeedbackRow>> RowsAsync(IQueryable<Data.Rows.QualityFeedback> rows, CancellationToken cancellation) => rows.AsNoTracking().Take(Most).Select(f => new FeedbackRow(
        f, db.Users.Where(u => u.Id == f.ToldById).Select(u => u.DisplayName).FirstOrDefault(), db.Users.Where(u => u.Id == f.HandlerId).Select(u => u.DisplayName).FirstOrDefault(),
        db.Users.Where(u => u.Id == f.AnsweredById).Select(u => u.DisplayName).FirstOrDefault(), db.Cases.Where(c => c.Id == f.CaseId).Select(c => c.Number).FirstOrDefault())).ToListAsync(cancellation);
}
