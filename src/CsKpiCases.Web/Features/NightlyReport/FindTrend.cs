using System.Text.Json;
using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>A shop's day as its newest report has it.</summary>
/// <param name="Shop">The line of the whole shop.</param>
public sealed record TrendDay(DateOnly Date, ReportSentence Sentence, ReportLine Shop)
{
    /// <summary>Cases that were open at the day's end.</summary>
    public long Backlog => Shop.Backlog.Sum();
}

/// <summary>Reads what the last days' reports say of the whole shop.</summary>
public sealed class FindTrend(IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>How many days a trend looks back, its last one included.</summary>
    public const int Days = 30;

    // Of a report the few figures that are drawn, and not the breaches that it lists. The shop's line is the first.
    private const string OnSqlite =
        """SELECT r."ReportedOn" AS "Date", json_extract(r."Document", '$.sentence') AS "Sentence", json_extract(r."Document", '$.lines[0]') AS "Shop" """ + Newest;

    private const string OnPostgres =
        """SELECT r."ReportedOn" AS "Date", CAST(CAST(r."Document" AS JSON) -> 'sentence' AS TEXT) AS "Sentence", CAST(CAST(r."Document" AS JSON) -> 'lines' -> 0 AS TEXT) AS "Shop" """ + Newest;

    private const string Newest =
        """
        FROM "NightlyReportRevisions" r
         WHERE r."ShopId" = {0} AND r."ReportedOn" >= {1} AND r."ReportedOn" <= {2}
           AND r."Revision" = (SELECT MAX(n."Revision") FROM "NightlyReportRevisions" n WHERE n."ShopId" = {0} AND n."ReportedOn" = r."ReportedOn")
         ORDER BY r."ReportedOn"
        """;

    /// <summary>The days that have a report, in order.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="until">The last local day, included.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<IReadOnlyList<TrendDay>> RunAsync(long shop, DateOnly until, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var from = DateOnly.FromDayNumber(Math.Max(0, until.DayNumber - (Days - 1)));
        var rows = await db.Database.SqlQueryRaw<TrendRow>(db.IsSqlite ? OnSqlite : OnPostgres, shop, from, until).ToListAsync(cancellation);
        return rows.ConvertAll(row => new TrendDay(row.Date, Read<ReportSentence>(row.Sentence), Read<ReportLine>(row.Shop)));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, RunNightlyReport.DocumentText) ?? throw new InvalidDataException("A report says nothing of its shop.");
}

/// <summary>One report's figures as the database answers.</summary>
internal sealed class TrendRow
{
    public DateOnly Date { get; set; }
    public string Sentence { get; set; } = "";
    public string Shop { get; set; } = "";
}
