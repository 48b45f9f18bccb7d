using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>A reply filled in for a case.</summary>
public sealed record OfferedReply(CannedReply Reply, RenderedReply Rendered, bool FitsCategory);

/// <summary>What fits a case, the best first.</summary>
public sealed record ReplyOffer(string Number, IReadOnlyList<OfferedReply> Replies, string Language, bool HasAny, bool MayEdit);

/// <summary>The replies that fit a case's type and category, with what is known of it filled in.</summary>
public sealed class OfferReplies(CasesDbContext db, ShopBook shops, TimeTexts times)
{
    private const int Most = 60;

    /// <summary>Null when the reader sees no such case.</summary>
    /// <param name="language">Of the replies; what the shop has none in falls back to all of them.</param>
    public async Task<ReplyOffer?> RunAsync(string number, string language, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, cancellation);
        if (found is null || !reader.Can(Right.WorkCases, found.ShopId)) return null;
        var shop = (await shops.AllAsync(cancellation)).First(s => s.Id == found.ShopId);
        var all = await db.CannedReplies.AsNoTracking().Where(r => r.ShopId == shop.Id && r.RetiredAt == null && (r.CaseType == null || r.CaseType == found.Type)).ToListAsync(cancellation);
        var spoken = all.Exists(r => r.Language == language) ? all.FindAll(r => r.Language == language) : all;
        var values = await ValuesAsync(found, shop, reader, language, cancellation);
        var offered = spoken.Where(r => r.Category is null || found.Category is null || r.Category == found.Category)
            .OrderByDescending(r => r.Category is not null && r.Category == found.Category).ThenByDescending(r => r.CaseType is not null).ThenByDescending(r => r.UseCount).ThenBy(r => r.Id)
            .Take(Most).Select(r => new OfferedReply(r, ReplyText.Render(r.Text, values), r.Category is not null));
        return new ReplyOffer(number, [.. offered], language, all.Count > 0, reader.Can(Right.EditReplies, shop.Id));
    }

    private async Task<Dictionary<string, string?>> ValuesAsync(Case @case, Shop shop, SignedIn reader, string language, CancellationToken cancellation)
    {
        var order = @case.OrderId is { } id ? await db.Orders.AsNoTracking().Where(o => o.Id == id).Select(o => new { o.Courier, o.TrackingNumber }).FirstOrDefaultAsync(cancellation) : null;
        var buyer = @case.BuyerId is { } buyerId ? await db.Buyers.AsNoTracking().Where(b => b.Id == buyerId).Select(b => b.PlatformBuyerId).FirstOrDefaultAsync(cancellation) : null;
        var promise = await db.Promises.AsNoTracking().Where(p => p.CaseId == @case.Id && p.KeptAt == null && p.CancelledAt == null).OrderBy(p => p.DueAt).Select(p => new { p.What, p.DueAt }).FirstOrDefaultAsync(cancellation);
        var due = promise?.DueAt ?? (@case.SortDueAt < Case.Never ? @case.SortDueAt : null as DateTime?);
        return new Dictionary<string, string?>
        {
            ["buyer"] = buyer, ["order"] = @case.OrderNumber, ["case"] = @case.Number, ["courier"] = order?.Courier, ["tracking"] = order?.TrackingNumber,
            ["promise"] = promise?.What, ["due"] = due is { } at && at > times.Now ? ReplyTimes.Text(at, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone), language) : null,
            ["agent"] = reader.Name, ["shop"] = shop.Name,
        };
    }
}
