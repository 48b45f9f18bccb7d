using CsKpiCases.Data;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Pay;

/// <summary>
/// The shop's month for the gate of the department bonus. A figure that was imported for the whole month goes first: it is what the
/// shop is judged by. Without one, refunds and disputes are counted from the platform's applications.
/// </summary>
internal sealed class GatherGate
{
    private readonly Dictionary<string, decimal> values = [];

    private GatherGate()
    {
    }

    /// <summary>A value of the month; null: no data.</summary>
    public decimal? this[Indicator indicator] => values.TryGetValue(indicator.Key, out var value) ? value : null;

    public static async Task<GatherGate> RunAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var gate = new GatherGate();
        await gate.CountAsync(db, shopId, period, cancellation);
        var keys = DepartmentGate.Indicators.Select(i => i.Key).ToList();
        foreach (var figures in (await FiguresAsync(db, shopId, keys, period.Month, cancellation)).GroupBy(f => f.Indicator))
        {
            if (ValueOf(IndicatorCatalogue.Get(figures.Key), period.Month, [.. figures]) is { } value) gate.values[figures.Key] = value;
        }

        return gate;
    }

    /// <summary>Figures of the shop itself whose days lie within the month.</summary>
    public static Task<List<ShopFigure>> FiguresAsync(CasesDbContext db, long shopId, List<string> keys, CalendarMonth month, CancellationToken cancellation)
    {
        DateOnly from = new(month.Year, month.Month, 1), to = from.AddMonths(1).AddDays(-1);
        return db.ShopFigures.AsNoTracking().Where(f => f.ShopId == shopId && f.AgentId == null && keys.Contains(f.Indicator) && f.To >= from && f.To <= to && f.From >= from)
            .OrderBy(f => f.To).ThenBy(f => f.From).ThenBy(f => f.Id).ToListAsync(cancellation);
    }

    /// <summary>What the figures say of the month; of marks such as DSR, told day by day, the newest holds.</summary>
    private static decimal? ValueOf(Indicator indicator, CalendarMonth month, List<ShopFigure> figures)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        return FigureOfMonth.OfEveryDay(indicator, first, first.AddMonths(1).AddDays(-1), figures)?.Value ?? (indicator.Unit == IndicatorUnit.Stars ? figures[^1].Value : null);
    }

    private async Task CountAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var (from, to) = (period.FromUtc, period.ToUtc);
        if (!await db.AfterSalesApplications.AnyAsync(a => a.ShopId == shopId && a.AppliedAt < to, cancellation)) return;
        var closed = await db.AfterSalesApplications.AsNoTracking().Where(a => a.ShopId == shopId && a.ClosedAt >= from && a.ClosedAt < to && a.IsRefunded)
            .Select(a => new { a.OrderNumber, a.AppliedAt, ClosedAt = a.ClosedAt!.Value }).ToListAsync(cancellation);
        var paid = await db.Orders.CountAsync(o => o.ShopId == shopId && o.PaidAt >= from && o.PaidAt < to, cancellation);
        values["dispute_count"] = await db.AfterSalesApplications.CountAsync(a => a.ShopId == shopId && a.DisputedAt >= from && a.DisputedAt < to, cancellation);
        if (paid > 0) values["refund_rate"] = (decimal)closed.Select(a => a.OrderNumber).Distinct().Count() / paid;
        if (closed.Count > 0) values["refund_duration"] = closed.Sum(a => (decimal)(a.ClosedAt - a.AppliedAt).TotalSeconds) / closed.Count / 3600;
    }
}
