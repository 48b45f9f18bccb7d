using System.ComponentModel.DataAnnotations.Schema;
using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>
/// The facts of a day in plain SQL, the same on both databases: one row for each thing that a clock did. Each part of the union
/// walks an index over that day, so that the report costs what the day held and not what is stored.
/// </summary>
internal static class ReportFacts
{
    // {0} shop, {1} from, {2} to, {3} end of the day after. Who: the case's owner where work lies ahead, whom the verdict
    // belongs to where it has been reached. State 3 met, 4 late, 5 breached, 6 cancelled. At risk is read off the due
    // instants: what the sweep records next lies one counted second behind them, at closing time on another day. Of the clocks
    // that were open at the day's end some wait for the sweep still, some have been judged since, and of those without a
    // limit some have missed their goal since.
    private const string Facts =
        """
        WITH facts AS MATERIALIZED (
          SELECT c."CaseId" AS case_id, c."Clock" AS clock, k."Type" AS type, k."OwnerId" AS who, CASE WHEN k."OwnerId" IS NULL THEN 2 ELSE 1 END AS party,
                 1 AS opened, 0 AS stopped, 0 AS met, 0 AS late, 0 AS breached, 0 AS risk, CAST(NULL AS BIGINT) AS elapsed
            FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."ShopId" = {0} AND c."StartedAt" >= {1} AND c."StartedAt" < {2}
          UNION ALL
          SELECT c."CaseId", c."Clock", k."Type", c."AttributedToId", c."AttributedParty", 0,
                 CASE WHEN c."StoppedAt" < {2} THEN 1 ELSE 0 END, CASE WHEN c."State" = 3 THEN 1 ELSE 0 END, CASE WHEN c."State" = 4 THEN 1 ELSE 0 END,
                 CASE WHEN c."BreachedAt" IS NOT NULL THEN 1 ELSE 0 END, 0, CASE WHEN c."StoppedAt" < {2} THEN c."ElapsedSeconds" END
            FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."ShopId" = {0} AND c."JudgedAt" >= {1} AND c."JudgedAt" < {2}
          UNION ALL
          SELECT c."CaseId", c."Clock", k."Type", c."AttributedToId", c."AttributedParty", 0, 1, 0, 0, 0, 0, c."ElapsedSeconds"
            FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."ShopId" = {0} AND c."State" = 5 AND c."StoppedAt" >= {1} AND c."StoppedAt" < {2} AND c."JudgedAt" < {1}
          UNION ALL
          SELECT c."CaseId", c."Clock", k."Type", k."OwnerId", CASE WHEN k."OwnerId" IS NULL THEN 2 ELSE 1 END, 0, 0, 0, 0, 0, 1, CAST(NULL AS BIGINT)
            FROM (SELECT "Id" FROM "CaseClocks" WHERE "ShopId" = {0} AND "NextDue" > 0 AND "JudgedAt" IS NULL
                     AND COALESCE("LimitDueAt", "GoalDueAt") >= {2} AND COALESCE("LimitDueAt", "GoalDueAt") < {3}
                  UNION SELECT "Id" FROM "CaseClocks" WHERE "ShopId" = {0} AND "JudgedAt" >= {2}
                  UNION SELECT "ClockId" FROM "Breaches" WHERE "ShopId" = {0} AND "BreachedAt" >= {2} AND "BreachedAt" < {3} AND "WithdrawnByEvent" = 0) open
            JOIN "CaseClocks" c ON c."Id" = open."Id" JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."StartedAt" < {2} AND COALESCE(c."LimitDueAt", c."GoalDueAt") >= {2} AND COALESCE(c."LimitDueAt", c."GoalDueAt") < {3}
             AND (c."JudgedAt" IS NULL OR c."JudgedAt" >= {2})
        )
        """;

    // Counted over what they have in common first: what is left is a few hundred rows, however long the day was.
    private const string Counts =
        Facts +
        """
        , grouped AS MATERIALIZED (
          SELECT clock, type, who, party, SUM(opened) AS opened, SUM(stopped) AS stopped, SUM(met) AS met, SUM(late) AS late, SUM(breached) AS breached, SUM(risk) AS risk
            FROM facts GROUP BY clock, type, who, party
        ), keyed AS (
          SELECT grouped.*, 0 AS by_what, '' AS by_key FROM grouped
          UNION ALL SELECT grouped.*, 1, CASE WHEN party = 1 THEN CAST(who AS TEXT) ELSE '-' || CAST(party AS TEXT) END FROM grouped
          UNION ALL SELECT grouped.*, 2, CAST(type AS TEXT) FROM grouped
          UNION ALL SELECT grouped.*, 3, clock FROM grouped
        )
        SELECT by_what AS "By", by_key AS "Key", CAST(SUM(opened) AS BIGINT) AS "Opened", CAST(SUM(stopped) AS BIGINT) AS "Stopped", CAST(SUM(met) AS BIGINT) AS "Met",
               CAST(SUM(late) AS BIGINT) AS "Late", CAST(SUM(breached) AS BIGINT) AS "Breached", CAST(SUM(risk) AS BIGINT) AS "AtRisk"
          FROM keyed GROUP BY by_what, by_key
        """;

    // Lower middle and nearest rank, of the runs that stopped that day.
    private const string Ranks =
        """
        WITH stopped AS MATERIALIZED (
          SELECT c."Clock" AS clock, k."Type" AS type, CASE WHEN c."AttributedParty" = 1 THEN CAST(c."AttributedToId" AS TEXT) ELSE '-' || CAST(c."AttributedParty" AS TEXT) END AS who, c."ElapsedSeconds" AS elapsed
            FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."ShopId" = {0} AND c."JudgedAt" >= {1} AND c."JudgedAt" < {2} AND c."StoppedAt" < {2}
          UNION ALL
          SELECT c."Clock", k."Type", CASE WHEN c."AttributedParty" = 1 THEN CAST(c."AttributedToId" AS TEXT) ELSE '-' || CAST(c."AttributedParty" AS TEXT) END, c."ElapsedSeconds"
            FROM "CaseClocks" c JOIN "Cases" k ON k."Id" = c."CaseId"
           WHERE c."ShopId" = {0} AND c."State" = 5 AND c."StoppedAt" >= {1} AND c."StoppedAt" < {2} AND c."JudgedAt" < {1}
        ), keyed AS (
          SELECT 0 AS by_what, '' AS by_key, elapsed FROM stopped UNION ALL SELECT 1, who, elapsed FROM stopped
          UNION ALL SELECT 2, CAST(type AS TEXT), elapsed FROM stopped UNION ALL SELECT 3, clock, elapsed FROM stopped
        ), ranked AS (
          SELECT by_what, by_key, elapsed, ROW_NUMBER() OVER (PARTITION BY by_what, by_key ORDER BY elapsed) AS place, COUNT(*) OVER (PARTITION BY by_what, by_key) AS many FROM keyed
        )
        SELECT by_what AS "By", by_key AS "Key", MAX(CASE WHEN place = (many + 1) / 2 THEN elapsed END) AS "MedianSeconds",
               MAX(CASE WHEN place = (many * 9 + 9) / 10 THEN elapsed END) AS "P90Seconds"
          FROM ranked GROUP BY by_what, by_key
        """;

    private const string Verdicts =
        """
        SELECT COUNT(DISTINCT c."CaseId") AS "Judged", COUNT(DISTINCT CASE WHEN c."BreachedAt" IS NOT NULL THEN c."CaseId" END) AS "Breached"
          FROM "CaseClocks" c WHERE c."ShopId" = {0} AND c."JudgedAt" >= {1} AND c."JudgedAt" < {2}
        """;

    private const string CasesOf =
        Facts +
        """
        SELECT case_id AS "CaseId", CAST(COUNT(*) AS BIGINT) AS "Clocks" FROM facts
         WHERE CASE {4} WHEN 0 THEN '' WHEN 1 THEN CASE WHEN party = 1 THEN CAST(who AS TEXT) ELSE '-' || CAST(party AS TEXT) END WHEN 2 THEN CAST(type AS TEXT) ELSE clock END = {5}
           AND CASE {6} WHEN 'opened' THEN opened WHEN 'stopped' THEN stopped WHEN 'met' THEN met WHEN 'late' THEN late WHEN 'breached' THEN breached WHEN 'risk' THEN risk ELSE 0 END = 1
         GROUP BY case_id ORDER BY 1 DESC LIMIT {7}
        """;

    /// <summary>Every line's figures but the backlog.</summary>
    public static async Task<List<LineFigures>> LinesAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        var counts = await db.Database.SqlQueryRaw<LineFigures>(Counts, Arguments(db, day)).ToListAsync(cancellation);
        var ranks = (await db.Database.SqlQueryRaw<RankFigures>(Ranks, Arguments(db, day)).ToListAsync(cancellation)).ToDictionary(r => (r.By, r.Key));
        foreach (var line in counts)
        {
            if (ranks.TryGetValue((line.By, line.Key), out var rank)) (line.MedianSeconds, line.P90Seconds) = (rank.MedianSeconds, rank.P90Seconds);
        }

        return counts;
    }

    /// <summary>Cases judged and breached in a day.</summary>
    public static async Task<(long Judged, long Breached)> VerdictsAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        var verdicts = await db.Database.SqlQueryRaw<VerdictFigures>(Verdicts, Arguments(db, day)).SingleAsync(cancellation);
        return (verdicts.Judged, verdicts.Breached);
    }

    /// <summary>The cases behind one figure of a line with how many of their clocks it counts, newest first.</summary>
    public static Task<List<CaseFigures>> CasesAsync(CasesDbContext db, ReportDay day, ReportBy by, string key, string figure, int most, CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<CaseFigures>(CasesOf, [.. Arguments(db, day), (int)by, key, figure, most]).ToListAsync(cancellation);

    /// <summary>Raw SQL takes instants as the column has them.</summary>
    public static object Instant(CasesDbContext db, DateTime at) => db.IsSqlite ? new DateTimeOffset(at).ToUnixTimeSeconds() : at;

    private static object[] Arguments(CasesDbContext db, ReportDay day) =>
        [day.Shop.Id, Instant(db, day.From), Instant(db, day.To), Instant(db, day.RiskUntil)];
}

/// <summary>One line as the database answers.</summary>
internal sealed class LineFigures
{
    public int By { get; set; }
    public string Key { get; set; } = "";
    public long Opened { get; set; }
    public long Stopped { get; set; }
    public long Met { get; set; }
    public long Late { get; set; }
    public long Breached { get; set; }
    public long AtRisk { get; set; }

    [NotMapped]
    public long? MedianSeconds { get; set; }

    [NotMapped]
    public long? P90Seconds { get; set; }
}

internal sealed class RankFigures
{
    public int By { get; set; }
    public string Key { get; set; } = "";
    public long? MedianSeconds { get; set; }
    public long? P90Seconds { get; set; }
}

internal sealed class CaseFigures
{
    public long CaseId { get; set; }
    public long Clocks { get; set; }
}

internal sealed class VerdictFigures
{
    public long Judged { get; set; }
    public long Breached { get; set; }
}
