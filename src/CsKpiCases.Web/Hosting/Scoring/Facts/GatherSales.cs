using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Orders that agents won, placed or paid in a period, measured by agent.</summary>
internal static class GatherSales
{
    public static async Task<Dictionary<long, SalesMeasures>> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var (from, to) = (period.FromUtc, period.ToUtc);
        var rows = await db.Orders.AsNoTracking()
            .Where(o => o.ShopId == shopId && o.SoldById != null && ((o.PlacedAt >= from && o.PlacedAt < to) || (o.PaidAt >= from && o.PaidAt < to)))
            .Select(o => new
            {
                AgentId = o.SoldById!.Value, o.Id, IsPlaced = o.PlacedAt >= from && o.PlacedAt < to, IsPaid = o.PaidAt != null && o.PaidAt >= from && o.PaidAt < to,
                o.PaidAmount, Items = o.Lines.Sum(l => l.Quantity), o.IsWonBack, IsLost = o.ClosedUnpaidAt != null,
            })
            .ToListAsync(cancellation);
        return rows.GroupBy(o => o.AgentId).ToDictionary(
            g => g.Key, g => SalesMeasures.Of([.. g.Select(o => new SoldOrder(o.Id, o.IsPlaced, o.IsPaid, o.PaidAmount, o.Items, o.IsWonBack, o.IsLost))]));
    }
}
