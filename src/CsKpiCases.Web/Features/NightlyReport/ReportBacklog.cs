using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>What stood open at the end of a day, by age: cases per shop, agent and type; runs per clock.</summary>
internal static class ReportBacklog
{
    // {0} shop, {1} the day's end, {2} … {6} the ages' bounds, newest first. A case that was resolved since was open then.
    private const string Sql =
        """
        WITH open_cases AS (
          SELECT k."OwnerId" AS who, k."Type" AS type, k."OpenedAt" AS since FROM "Cases" k WHERE k."ShopId" = {0} AND k."Stage" < 6 AND k."OpenedAt" < {1}
          UNION ALL
          SELECT k."OwnerId", k."Type", k."OpenedAt" FROM "Cases" k WHERE k."ShopId" = {0} AND k."Stage" >= 6 AND k."ResolvedAt" >= {1} AND k."OpenedAt" < {1}
        ), aged AS (
          SELECT CASE WHEN who IS NULL THEN '-2' ELSE CAST(who AS TEXT) END AS who, type,
                 CASE WHEN since > {2} THEN 0 WHEN since > {3} THEN 1 WHEN since > {4} THEN 2 WHEN since > {5} THEN 3 WHEN since > {6} THEN 4 ELSE 5 END AS age
            FROM open_cases
        ), counted AS (SELECT who, type, age, COUNT(*) AS many FROM aged GROUP BY who, type, age),
        open_clocks AS (
          SELECT c."Clock" AS clock, c."StartedAt" AS since FROM "Cases" k JOIN "CaseClocks" c ON c."CaseId" = k."Id"
           WHERE k."ShopId" = {0} AND k."Stage" < 6 AND k."OpenedAt" < {1} AND c."StartedAt" < {1} AND (c."StoppedAt" IS NULL OR c."StoppedAt" >= {1})
          UNION ALL
          SELECT c."Clock", c."StartedAt" FROM "Cases" k JOIN "CaseClocks" c ON c."CaseId" = k."Id"
           WHERE k."ShopId" = {0} AND k."Stage" >= 6 AND k."ResolvedAt" >= {1} AND k."OpenedAt" < {1} AND c."StartedAt" < {1} AND (c."StoppedAt" IS NULL OR c."StoppedAt" >= {1})
        ), aged_clocks AS (
          SELECT clock, CASE WHEN since > {2} THEN 0 WHEN since > {3} THEN 1 WHEN since > {4} THEN 2 WHEN since > {5} THEN 3 WHEN since > {6} THEN 4 ELSE 5 END AS age
            FROM open_clocks
        )
        SELECT 0 AS "By", '' AS "Key", age AS "Age", CAST(SUM(many) AS BIGINT) AS "Many" FROM counted GROUP BY age
        UNION ALL SELECT 1, who, age, CAST(SUM(many) AS BIGINT) FROM counted GROUP BY who, age
        UNION ALL SELECT 2, CAST(type AS TEXT), age, CAST(SUM(many) AS BIGINT) FROM counted GROUP BY type, age
        UNION ALL SELECT 3, clock, age, COUNT(*) FROM aged_clocks GROUP BY clock, age
        """;

    /// <summary>Counts by what, key and age.</summary>
    public static async Task<Dictionary<(ReportBy By, string Key), long[]>> ReadAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        object[] arguments =
        [
            day.Shop.Id, ReportFacts.Instant(db, day.To),
            .. BacklogAges.Days.Select(d => ReportFacts.Instant(db, day.To.AddDays(-d))),
        ];
        var rows = await db.Database.SqlQueryRaw<BacklogFigures>(Sql, arguments).ToListAsync(cancellation);
        var backlog = new Dictionary<(ReportBy, string), long[]>();
        foreach (var row in rows)
        {
            var key = ((ReportBy)row.By, row.Key);
            if (!backlog.TryGetValue(key, out var ages)) backlog[key] = ages = new long[BacklogAges.Count];
            ages[row.Age] += row.Many;
        }

        return backlog;
    }
}

internal sealed class BacklogFigures
{
    public int By { get; set; }
    public string Key { get; set; } = "";
    public int Age { get; set; }
    public long Many { get; set; }
}
