using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>The cases that applications have here already.</summary>
internal static class FindAfterSalesCases
{
    private static readonly CaseType[] Types = [CaseType.Return, CaseType.Exchange, CaseType.Reshipment];

    /// <summary>
    /// By refund number: the case that an earlier export named, the one that bears the number, or the only open one of the
    /// order that no other application has. What has none is left out.
    /// </summary>
    public static async Task<Dictionary<string, long>> OfAsync(ImportSession session, IReadOnlyList<AfterSalesRow> rows, CancellationToken cancellation)
    {
        var (shop, keys) = (session.Shop.Id, rows.Select(r => r.Key).ToList());
        await using var db = session.Open();
        var found = await db.AfterSalesApplications.AsNoTracking().Where(a => a.ShopId == shop && EF.Parameter(keys).Contains(a.NaturalKey) && a.CaseId != null)
            .ToDictionaryAsync(a => a.NaturalKey, a => a.CaseId!.Value, StringComparer.Ordinal, cancellation);
        foreach (var c in await db.Cases.AsNoTracking().Where(c => c.ShopId == shop && EF.Parameter(keys).Contains(c.ExternalNumber!)).Select(c => new { c.Id, c.ExternalNumber }).ToListAsync(cancellation))
        {
            found.TryAdd(c.ExternalNumber!, c.Id);
        }

        var orders = rows.Where(r => !found.ContainsKey(r.Key)).Select(r => r.Fact.OrderNumber).Distinct().ToList();
        var free = orders.Count == 0 ? [] : await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop && EF.Parameter(orders).Contains(c.OrderNumber!) && c.Stage < Stage.Penalize && Types.Contains(c.Type) && c.ExternalNumber == null
                && !db.AfterSalesApplications.Any(a => a.CaseId == c.Id))
            .Select(c => new { c.Id, c.OrderNumber }).ToListAsync(cancellation);
        var taken = new HashSet<long>();
        foreach (var row in rows.Where(r => !found.ContainsKey(r.Key)))
        {
            if (free.FindAll(c => c.OrderNumber == row.Fact.OrderNumber) is [var only] && taken.Add(only.Id)) found[row.Key] = only.Id;
        }

        return found;
    }
}
