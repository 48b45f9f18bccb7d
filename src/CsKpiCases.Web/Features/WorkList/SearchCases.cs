using CsKpiCases.Data;
using CsKpiCases.Data.Search;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>
/// Finds cases, closed ones too: by a whole number (ours, an imported one, the order's, the parcel's) or buyer ID first,
/// which are index probes; else by the words of their text.
/// </summary>
public sealed class SearchCases(CasesDbContext db)
{
    private const int LongestQuery = 200;

    /// <summary>Ids of what was found, newest first, below <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(Shop shop, string query, long before, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(query);
        var text = ClippedText.To(query.Trim(), LongestQuery);
        var exact = await ExactAsync(shop.Id, text, before, limit, cancellation);
        return exact.Count > 0 ? exact : await SearchIndex.FindAsync(db, shop.Id, text, before, limit, cancellation);
    }

    private Task<List<long>> ExactAsync(long shopId, string text, long before, int limit, CancellationToken cancellation)
    {
        var number = text.ToUpperInvariant();
        var cases = db.Cases.AsNoTracking();
        return cases.Where(c => c.Number == number && c.ShopId == shopId).Select(c => c.Id)
            .Union(cases.Where(c => c.ShopId == shopId && c.ExternalNumber == text).Select(c => c.Id))
            .Union(cases.Where(c => c.ShopId == shopId && c.OrderNumber == text).Select(c => c.Id))
            .Union(db.Orders.Where(o => o.ShopId == shopId && o.TrackingNumber == text)
                .Join(cases.Where(c => c.ShopId == shopId), o => o.Number, c => c.OrderNumber, (o, c) => c.Id))
            .Union(db.Buyers.Where(b => b.ShopId == shopId && b.PlatformBuyerId == text)
                .Join(cases.Where(c => c.ShopId == shopId), b => (long?)b.Id, c => c.BuyerId, (b, c) => c.Id))
            .Where(id => id < before).OrderByDescending(id => id).Take(limit).ToListAsync(cancellation);
    }
}
