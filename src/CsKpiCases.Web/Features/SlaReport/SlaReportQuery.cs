using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.SlaReport;

/// <summary>What <c>report sla</c> is asked for.</summary>
/// <param name="From">First local date of opening.</param>
/// <param name="To">Last one, included.</param>
public sealed record SlaReportRequest(DateOnly From, DateOnly To)
{
    /// <summary>One clock; null: all.</summary>
    public string? Clock { get; init; }

    /// <summary>Name of a policy, all of its versions; null: all.</summary>
    public string? Policy { get; init; }

    /// <summary>Code of a shop; null: all.</summary>
    public string? Shop { get; init; }

    /// <summary>One of <see cref="SlaReportQuery.Groupings"/>; null: one group.</summary>
    public string? GroupBy { get; init; }
}

/// <summary>One group's clocks by their verdict now. A breached clock counts as breached whether it has stopped or not.</summary>
public sealed record SlaReportGroup
{
    public string? Key { get; init; }
    public long Clocks { get; init; }
    public long Running { get; init; }
    public long Paused { get; init; }
    public long Met { get; init; }
    public long Late { get; init; }
    public long Breached { get; init; }
    public long Cancelled { get; init; }

    /// <summary>The lower middle over the stopped ones; null if none.</summary>
    public long? MedianElapsedSeconds { get; init; }
}

/// <summary>The groups, by key, ordinal, null last; or what the request names that does not exist.</summary>
public sealed record SlaReportAnswer(IReadOnlyList<SlaReportGroup> Groups, IReadOnlyList<FieldError> Errors);

/// <summary>Counts clocks by verdict, in one statement on either database.</summary>
public sealed class SlaReportQuery(IDbContextFactory<CasesDbContext> contexts, TimeProvider time)
{
    public static IReadOnlyList<string> Groupings { get; } = ["month", "owner", "team", "priority", "caseType", "shop"];

    public async Task<SlaReportAnswer> RunAsync(SlaReportRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var errors = new FieldErrors();
        if (request.To < request.From) errors.Add("to", "before_from", "The last date is before the first.");
        if (request.GroupBy is { } grouping && !Groupings.Contains(grouping)) errors.Add("groupBy", "unknown_value", $"One of {string.Join(", ", Groupings)}.");
        if (request.Shop is { } shop && !await db.Shops.AnyAsync(s => s.Code == shop, cancellation)) errors.Add("shop", "unknown_shop", $"There is no shop '{shop}'.");
        if (request.Policy is { } policy && !await db.PolicyVersions.AnyAsync(p => p.Name == policy, cancellation)) errors.Add("policy", "unknown_policy", $"There is no policy '{policy}'.");
        if (errors.Count > 0) return new SlaReportAnswer([], errors.All);

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var groups = await db.Database.SqlQueryRaw<SlaReportGroup>(Sql(request, db.IsSqlite), Arguments(request, db.IsSqlite)).ToListAsync(cancellation);
        if (groups.Count == 0 && request.GroupBy is null) groups.Add(new SlaReportGroup());
        return new SlaReportAnswer([.. groups.OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)], []);
    }

    private object[] Arguments(SlaReportRequest request, bool isSqlite)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        object instant = isSqlite ? (now.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond : now;
        return [request.From, request.To, instant, request.Clock ?? "", request.Policy ?? "", request.Shop ?? ""];
    }

    /// <summary>
    /// An open clock whose limit has passed counts as breached though the sweep has not been by yet: its next due instant is
    /// the first at which elapsed exceeds the limit, where nothing comes before that.
    /// </summary>
    private static string Sql(SlaReportRequest request, bool isSqlite)
    {
        var (key, join) = Key(request.GroupBy, isSqlite);
        return $$"""
            WITH v AS (
              SELECT {{key}} AS "Key", k."ElapsedSeconds", k."StoppedAt",
                CASE WHEN k."State" = 1 AND ((k."NextDue" = 4 AND k."NextDueAt" <= {2}) OR (k."NextDue" < 4 AND k."LimitDueAt" < {2})) THEN 5 ELSE k."State" END AS "State"
              FROM "CaseClocks" k JOIN "Cases" c ON c."Id" = k."CaseId" {{join}}
              WHERE c."OpenedOn" >= {0} AND c."OpenedOn" <= {1}
                AND ({3} = '' OR k."Clock" = {3})
                AND ({4} = '' OR k."PolicyVersionId" IN (SELECT p."Id" FROM "PolicyVersions" p WHERE p."Name" = {4}))
                AND ({5} = '' OR c."ShopId" IN (SELECT o."Id" FROM "Shops" o WHERE o."Code" = {5}))),
            t AS (
              SELECT "Key", COUNT(*) AS "Clocks",
                COUNT(CASE WHEN "State" = 1 THEN 1 END) AS "Running", COUNT(CASE WHEN "State" = 2 THEN 1 END) AS "Paused",
                COUNT(CASE WHEN "State" = 3 THEN 1 END) AS "Met", COUNT(CASE WHEN "State" = 4 THEN 1 END) AS "Late",
                COUNT(CASE WHEN "State" = 5 THEN 1 END) AS "Breached", COUNT(CASE WHEN "State" = 6 THEN 1 END) AS "Cancelled"
              FROM v GROUP BY "Key"),
            r AS (
              SELECT "Key", "ElapsedSeconds", ROW_NUMBER() OVER (PARTITION BY "Key" ORDER BY "ElapsedSeconds") AS n, COUNT(*) OVER (PARTITION BY "Key") AS m
              FROM v WHERE "StoppedAt" IS NOT NULL AND "State" <> 6)
            SELECT t."Key", t."Clocks", t."Running", t."Paused", t."Met", t."Late", t."Breached", t."Cancelled", r."ElapsedSeconds" AS "MedianElapsedSeconds"
            FROM t LEFT JOIN r ON t."Key" IS NOT DISTINCT FROM r."Key" AND r.n = (r.m + 1) / 2
            """;
    }

    private static (string Key, string Join) Key(string? grouping, bool isSqlite) => grouping switch
    {
        "month" => (isSqlite ? "substr(c.\"OpenedOn\", 1, 7)" : "to_char(c.\"OpenedOn\", 'YYYY-MM')", ""),
        "owner" => ("a.\"UserName\"", "LEFT JOIN \"Accounts\" a ON a.\"Id\" = c.\"OwnerId\""),
        "team" => ("m.\"Name\"", "LEFT JOIN \"Teams\" m ON m.\"Id\" = c.\"TeamId\""),
        "shop" => ("s.\"Code\"", "JOIN \"Shops\" s ON s.\"Id\" = c.\"ShopId\""),
        "priority" => (Names<Priority>("Priority"), ""),
        "caseType" => (Names<CaseType>("Type"), ""),
        _ => ("CAST(NULL AS text)", ""),
    };

    private static string Names<T>(string column)
        where T : struct, Enum =>
        $"CASE c.\"{column}\" {string.Join(' ', Enum.GetValues<T>().Select(v => $"WHEN {Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture)} THEN '{JsonText.CamelCase(v.ToString())}'"))} END";
}
