using CsKpiCases.Data;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>Reads a buyer for his page, or for the strip beside one of his cases. What the reader's grants do not reach is not there.</summary>
public sealed class ReadBuyer(CasesDbContext db, ShopBook shops, BuyerReturns returns, RefunderThresholds thresholds, UnmaskBuyer unmask, ReadBuyerLife life)
{
    /// <summary>His page.</summary>
    public async Task<BuyerPage?> FindAsync(long id, SignedIn reader, CancellationToken cancellation)
    {
        if (await StripAsync(id, reader, cancellation) is not { } page) return null;
        var (shop, buyer) = (page.Shop.Id, page.Buyer.Id);
        var cases = await life.CasesAsync(shop, buyer, cancellation);
        return page with
        {
            Cases = cases,
            CaseCount = cases.Count < ReadBuyerLife.MostCases ? cases.Count : await db.Cases.CountAsync(c => c.ShopId == shop && c.BuyerId == buyer, cancellation),
            Orders = await life.OrdersAsync(shop, buyer, cancellation),
            Contacts = await life.ContactsAsync([.. cases.Select(c => c.Id)], cancellation),
            Unmaskings = await life.UnmaskingsAsync(buyer, cancellation),
        };
    }

    /// <summary>What stands beside a case: warnings, tags, open promises, and whether he may be unmasked.</summary>
    public async Task<BuyerPage?> StripAsync(long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var buyer = await db.Buyers.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancellation);
        if (buyer is null || !reader.Can(Right.ReadCases, buyer.ShopId)) return null;
        var known = await shops.AllAsync(cancellation);
        var shop = known.First(s => s.Id == buyer.ShopId);
        var found = await ReturnsAsync(buyer, shop, [.. known.Where(s => s.Id != shop.Id && s.Platform == shop.Platform && reader.Can(Right.ReadCases, s.Id))], cancellation);
        var page = new BuyerPage
        {
            Shop = shop,
            Buyer = buyer,
            Tags = await db.BuyerTags.Where(t => t.BuyerId == id).OrderBy(t => t.AddedAt).ThenBy(t => t.Tag).Select(t => t.Tag).ToListAsync(cancellation),
            Returns = found,
            Warnings = [],
            Promises = await life.PromisesAsync(shop.Id, id, cancellation),
            MayEdit = reader.Can(Right.EditBuyers, shop.Id),
            MayUnmask = await unmask.MayAsync(buyer, reader, cancellation),
        };
        return page with { Warnings = SerialRefunder.Check(page.Facts, thresholds) };
    }

    /// <summary>The same buyer on the same platform, by its ID of him, in each shop.</summary>
    private async Task<IReadOnlyList<ShopReturns>> ReturnsAsync(Buyer buyer, Shop shop, IReadOnlyList<Shop> others, CancellationToken cancellation)
    {
        var ids = others.Select(s => s.Id).ToList();
        var elsewhere = ids.Count == 0 ? [] : await db.Buyers.AsNoTracking().Where(b => ids.Contains(b.ShopId) && b.PlatformBuyerId == buyer.PlatformBuyerId)
            .Select(b => new { b.Id, b.ShopId }).ToListAsync(cancellation);
        var found = new List<ShopReturns> { new(shop, buyer.Id, (await returns.OfAsync(shop.Id, [buyer.Id], cancellation))[buyer.Id]) };
        foreach (var other in elsewhere)
        {
            found.Add(new ShopReturns(others.First(s => s.Id == other.ShopId), other.Id, (await returns.OfAsync(other.ShopId, [other.Id], cancellation))[other.Id]));
        }

        return found;
    }
}
