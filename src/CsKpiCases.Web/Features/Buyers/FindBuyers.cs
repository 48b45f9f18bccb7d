using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>The buyers of a shop, the newest first. Every way to look for one is an index of its own.</summary>
public sealed class FindBuyers(CasesDbContext db, BuyerReturns returns, RefunderThresholds thresholds)
{
    public const int PageSize = 50;
    private const int MostChoices = 40;
    private const int LongestQuery = 100;

    public async Task<BuyerListPage> RunAsync(Shop shop, BuyerFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var ids = await IdsAsync(shop.Id, filter, cancellation);
        var shown = ids.Take(PageSize).ToList();
        var (tiers, tags) = await ChoicesAsync(shop.Id, cancellation);
        return new BuyerListPage(
            filter, await RowsAsync(shop.Id, shown, cancellation), ids.Count > shown.Count ? (filter with { Before = shown[^1] }).Href() : null, tiers, tags);
    }

    private Task<List<long>> IdsAsync(long shopId, BuyerFilter filter, CancellationToken cancellation)
    {
        var before = filter.Before ?? long.MaxValue;
        var named = string.IsNullOrWhiteSpace(filter.Q) ? InShop(shopId).Select(b => b.Id) : Named(shopId, ClippedText.To(filter.Q.Trim(), LongestQuery));
        var ofTier = filter.Tier is { Length: > 0 } tier ? InShop(shopId).Where(b => b.Tier == tier && named.Contains(b.Id)).Select(b => b.Id) : named;
        var ofTag = filter.Tag is { Length: > 0 } tag ? db.BuyerTags.Where(t => t.ShopId == shopId && t.Tag == tag && ofTier.Contains(t.BuyerId)).Select(t => t.BuyerId) : ofTier;
        return ofTag.Where(id => id < before).OrderByDescending(id => id).Take(PageSize + 1).ToListAsync(cancellation);
    }

    private IQueryable<long> Named(long shopId, string text)
    {
        // from its beginning: two bounds that an index is entered by
        var end = text + "\uffff";
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
#pragma warning disable CA1309 // the database compares, by bytes
        var found = InShop(shopId).Where(b => string.Compare(b.PlatformBuyerId, text) >= 0 && string.Compare(b.PlatformBuyerId, end) <= 0).Select(b => b.Id)
            .Union(InShop(shopId).Where(b => string.Compare(b.Name, text) >= 0 && string.Compare(b.Name, end) <= 0).Select(b => b.Id))
#pragma warning restore CA1309
            .Union(InShop(shopId).Where(b => b.Phone == text).Select(b => b.Id))
            .Union(db.Orders.Where(o => o.ShopId == shopId && o.Number == text && o.BuyerId != null).Select(o => o.BuyerId!.Value));
        if (digits.Length < Buyer.PhoneTailDigits || digits.Length != text.Length) return found;
        var tail = digits[^Buyer.PhoneTailDigits..];
        return found.Union(InShop(shopId).Where(b => b.PhoneTail == tail && b.Phone!.EndsWith(digits)).Select(b => b.Id));
    }

    private IQueryable<Buyer> InShop(long shopId) => db.Buyers.AsNoTracking().Where(b => b.ShopId == shopId);

    private async Task<IReadOnlyList<BuyerRow>> RowsAsync(long shopId, List<long> ids, CancellationToken cancellation)
    {
        var rows = await InShop(shopId).Where(b => ids.Contains(b.Id)).OrderByDescending(b => b.Id).Select(b => new BuyerRow(
            b.Id, b.PlatformBuyerId, b.Name, b.Phone, b.Tier,
            db.Cases.Count(c => c.ShopId == shopId && c.BuyerId == b.Id),
            db.Cases.Count(c => c.ShopId == shopId && c.BuyerId == b.Id && c.Stage < Stage.Penalize))).ToListAsync(cancellation);
        var tags = (await db.BuyerTags.AsNoTracking().Where(t => ids.Contains(t.BuyerId)).OrderBy(t => t.AddedAt).ThenBy(t => t.Tag).ToListAsync(cancellation)).ToLookup(t => t.BuyerId, t => t.Tag);
        var facts = await returns.OfAsync(shopId, ids, cancellation);
        return [.. rows.Select(row => row with { Tags = [.. tags[row.Id]], Facts = facts[row.Id], Warnings = SerialRefunder.Check(facts[row.Id], thresholds) })];
    }

    /// <summary>The tiers and tags that there are, for the filters.</summary>
    private async Task<(IReadOnlyList<string> Tiers, IReadOnlyList<string> Tags)> ChoicesAsync(long shopId, CancellationToken cancellation) =>
    (
        await InShop(shopId).Where(b => b.Tier != null).Select(b => b.Tier!).Distinct().OrderBy(t => t).Take(MostChoices).ToListAsync(cancellation),
        await db.BuyerTags.Where(t => t.ShopId == shopId).Select(t => t.Tag).Distinct().OrderBy(t => t).Take(MostChoices).ToListAsync(cancellation)
    );
}
