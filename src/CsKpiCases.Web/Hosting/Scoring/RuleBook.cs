using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Scoring.Rules;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>Reads a shop's versioned rules; what it has not written itself is as shipped.</summary>
public static class RuleBook
{
    /// <summary>The rules in force for a shop and month.</summary>
    public static async Task<MonthRules> ReadAsync(CasesDbContext db, Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(shop);
        var shelf = await ShelfAsync(db, shop.Id, cancellation);
        return shelf.At(month, await db.PayTerms.AsNoTracking().Where(t => t.ShopId == shop.Id).ToListAsync(cancellation));
    }

    /// <summary>All versions, withdrawn ones too: for lists, and for stored scores, which name theirs.</summary>
    public static async Task<RuleShelf> ShelfAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.RuleVersions.AsNoTracking().Where(r => r.ShopId == shopId).OrderBy(r => r.Kind).ThenBy(r => r.Key).ThenBy(r => r.Version).ToListAsync(cancellation);
        return new RuleShelf(rows.Select(TextOf));
    }

    /// <summary>The shop's approved and published months, whose rules are settled.</summary>
    public static async Task<IReadOnlyList<CalendarMonth>> PublishedAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var months = await db.ScoreSnapshots.Where(s => s.ShopId == shopId && s.IsPublished).Select(s => s.Month)
            .Union(db.ScorePeriods.Where(p => p.ShopId == shopId && p.State >= PeriodState.Approved).Select(p => p.Month))
            .ToListAsync(cancellation);
        return [.. months.Select(CalendarMonth.Parse).Order()];
    }

    private static RuleText TextOf(RuleVersion row) =>
        new(new RuleName(row.Kind, row.Key, row.Version), CalendarMonth.Parse(row.EffectiveFrom), row.NameZh, row.NameEn, row.Document, row.WithdrawnAt is not null);
}
