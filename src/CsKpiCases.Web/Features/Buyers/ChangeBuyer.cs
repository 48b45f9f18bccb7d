using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>Sets a buyer's tier and tags.</summary>
public sealed class ChangeBuyer(CaseWriter writer, TimeProvider time)
{
    public const int LongestTier = 40;

    /// <summary>What is wrong, by field, as text keys; empty: done.</summary>
    public async Task<Dictionary<string, string>> RunAsync(Buyer buyer, string? tier, string? typedTags, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        var faults = new Dictionary<string, string>();
        var (kept, tags) = (string.IsNullOrWhiteSpace(tier) ? null : tier.Trim(), BuyerTag.Read(typedTags));
        if (kept is { Length: > LongestTier }) faults["tier"] = "buyers.tier-long";
        if (tags.Count > BuyerTag.Most || tags.Any(t => t.Length > BuyerTag.Longest)) faults["tags"] = "buyers.tags-wrong";
        if (faults.Count > 0) return faults;
        var (id, shopId, now) = (buyer.Id, buyer.ShopId, time.GetUtcNow().UtcDateTime);
        await writer.WriteAsync(
            async (db, token) =>
            {
                await db.Buyers.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Tier, kept), token);
                var there = await db.BuyerTags.Where(t => t.BuyerId == id).Select(t => t.Tag).ToListAsync(token);
                await db.BuyerTags.Where(t => t.BuyerId == id && !tags.Contains(t.Tag)).ExecuteDeleteAsync(token);
                db.AddRange(tags.Except(there).Select(tag => new BuyerTag { BuyerId = id, ShopId = shopId, Tag = tag, AddedAt = now, AddedById = by }));
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return faults;
    }
}
