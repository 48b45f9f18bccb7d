using CsKpiCases.Data;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Pay;

/// <summary>
/// The shop's month for the gate of the department bonus. A figure that was imported for the month goes first: it is what the
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
        foreach (var figures in (await FiguresAsync(db, shopId, keys, period.Month, cancellation)).GroupBy(f => f.Indicator)) gate.values[figures.Key] = ValueOf([.. figures]);
        return gate;
    }

    /// <summary>Figures of the shop itself whose days lie within the month.</summary>
    public static Task<List<ShopFigure>> FiguresAsync(CasesDbContext db, long shopId, List<string> keys, CalendarMonth month, CancellationToken cancellation)
    {
        DateOnly from = new(month.Year, month.Month, 1), to = from.AddMonths(1).AddDays(-1);
        return db.ShopFigures.AsNoTracking().Where(f => f.ShopId == shopId && f.AgentId == null && keys.Contains(f.Indicator) && f.To >= from && f.To <= to && f.From >= from)
            .OrderBy(f => f.To).ThenBy(f => f.From).ThenBy(f => f.Id).ToListAsync(cancellation);
    }

    /// <summary>
    /// One figure of the whole month is the value. Several of its days: counts add up, rates and means with both their parts are
    /// put together from these, and of marks such as DSR the newest holds.
    /// </summary>
    public static decimal ValueOf(IReadOnlyList<ShopFigure> figures)
    {
        var first = figures[0];
        if (figures.FirstOrDefault(f => f.From.Day == 1 && f.To == f.From.AddMonths(1).AddDays(-1)) is { } whole) return whole.Value;
        if (IndicatorCatalogue.Find(first.Indicator) is not { Unit: not (IndicatorUnit.Count or IndicatorUnit.Yuan) }) return figures.Sum(f => f.Value);
        return figures.All(f => f.Numerator is not null && f.Denominator > 0) ? figures.Sum(f => f.Numerator!.Value) / figures.Sum(f => f.Denominator!.Value) : figures[^1].Value;
    }

    private async Task CountAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var (from, to) = (period.FromUtc, period.ToUtc);
        if (!await db.AfterSalesApplications.AnyAsync(a => a.ShopId == shopId && a.AppliedAt < to, cancellation)) return;
        var closed = await db.AfterSalesApplications.AsNoTracking().Where(a => a.ShopId == shopId && a.ClosedAt >= from && a.ClosedAt < to && a.IsRefunded)
            .Select(a => new { a.AppliedAt, ClosedAt = a.ClosedAt!.Value }).ToListAsync(cancellation);
        var paid = await db.Orders.CountAsync(o => o.ShopId == shopId && o.PaidAt >= from && o.PaidAt < to, cancellation);
        values["dispute_count"] = await db.AfterSalesApplications.CountAsync(a => a.ShopId == shopId && a.DisputedAt >= from && a.DisputedAt < to, cancellation);
        if (paid > 0) values["refund_rate"] = (decimal)closed.Count / paid;
        if (closed.Count > 0) values["refund_duration"] = closed.Sum(a => (decimal)(a.ClosedAt - a.AppliedAt).TotalSeconds) / closed.Count / 3600;
    }
}
