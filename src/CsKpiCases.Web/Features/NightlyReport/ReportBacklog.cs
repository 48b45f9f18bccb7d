using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>
/// What stood open at the end of a day, by age: cases per shop, agent and type; runs per clock. It is the same whenever it is
/// asked for: where a case has changed since, its history says how it stood then.
/// </summary>
internal static class ReportBacklog
{
    // {0} shop, {1} the day's end, {2} … {6} the ages' bounds, newest first. Stage 6 and up is no longer open. Candidates are
    // what is open and what ended since: whatever ended before, and stayed so, is passed over by an index. The history is
    // asked only of those that changed since; by time and not by number, as an import adds what lies before what it had
    // brought. What the policy did to a case moves nothing. A case's type is the one that it has now: no event tells it.
    // The review of a penalty and the answer to an appeal run on cases that are no longer open; all other clocks count as
    // long as their case is. CROSS JOIN and COALESCE keep SQLite from walking all clocks that ever started instead.
    internal const string Sql =
        """
        WITH candidates AS (
          SELECT k."Id" AS case_id, k."OwnerId" AS owner, k."Type" AS type, k."OpenedAt" AS since, k."LastEventAt" AS changed
            FROM "Cases" k WHERE k."ShopId" = {0} AND k."Stage" < 6 AND k."OpenedAt" < {1}
          UNION ALL
          SELECT k."Id", k."OwnerId", k."Type", k."OpenedAt", k."LastEventAt"
            FROM "Cases" k WHERE k."ShopId" = {0} AND k."ResolvedAt" >= {1} AND k."OpenedAt" < {1}
          UNION ALL
          SELECT k."Id", k."OwnerId", k."Type", k."OpenedAt", k."LastEventAt"
            FROM "Cases" k WHERE k."ShopId" = {0} AND k."ResolvedAt" IS NULL AND k."ClosedAt" >= {1} AND k."OpenedAt" < {1}
        ), open_cases AS MATERIALIZED (
          SELECT case_id, type, since, CASE WHEN changed < {1} THEN owner ELSE (
                   SELECT e."OwnerId" FROM "CaseEvents" e WHERE e."CaseId" = case_id AND e."At" < {1} AND e."Kind" <> 'policy_changed'
                    ORDER BY e."At" DESC, e."Sequence" DESC LIMIT 1) END AS who
            FROM candidates
           WHERE changed < {1} OR COALESCE((
                   SELECT e."Stage" FROM "CaseEvents" e WHERE e."CaseId" = case_id AND e."At" < {1} AND e."Kind" <> 'policy_changed'
                    ORDER BY e."At" DESC, e."Sequence" DESC LIMIT 1), 0) < 6
        ), aged AS (
          SELECT CASE WHEN who IS NULL THEN '-2' ELSE CAST(who AS TEXT) END AS who, type,
                 CASE WHEN since > {2} THEN 0 WHEN since > {3} THEN 1 WHEN since > {4} THEN 2 WHEN since > {5} THEN 3 WHEN since > {6} THEN 4 ELSE 5 END AS age
            FROM open_cases
        ), counted AS (SELECT who, type, age, COUNT(*) AS many FROM aged GROUP BY who, type, age),
        open_clocks AS (
          SELECT c."Clock" AS clock, c."StartedAt" AS since FROM open_cases CROSS JOIN "CaseClocks" c
           WHERE c."CaseId" = open_cases.case_id AND c."Clock" NOT IN ('penalty_review', 'appeal_reply') AND c."StartedAt" < {1} AND (c."StoppedAt" IS NULL OR c."StoppedAt" >= {1})
          UNION ALL
          SELECT c."Clock", c."StartedAt" FROM "CaseClocks" c
           WHERE c."ShopId" = {0} AND c."Clock" IN ('penalty_review', 'appeal_reply') AND c."StoppedAt" IS NULL AND COALESCE(c."StartedAt", {1}) < {1}
          UNION ALL
          SELECT c."Clock", c."StartedAt" FROM "CaseClocks" c
           WHERE c."ShopId" = {0} AND c."Clock" IN ('penalty_review', 'appeal_reply') AND c."StoppedAt" >= {1} AND c."StartedAt" < {1}
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
