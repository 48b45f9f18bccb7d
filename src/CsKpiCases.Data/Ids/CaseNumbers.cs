using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Ids;

/// <summary>
/// The numbers that people see: <c>AS</c> + yyMMdd + a daily sequence of at least four digits, unique over the installation.
/// </summary>
public static class CaseNumbers
{
    /// <summary>
    /// Takes the next numbers of a day, in the caller's transaction: the row is locked until it ends, so that nothing is
    /// skipped and nothing given twice.
    /// </summary>
    public static async Task<IReadOnlyList<string>> TakeAsync(CasesDbContext db, DateOnly day, int count, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var key = day.ToString("yyMMdd", CultureInfo.InvariantCulture);
        var next = (await db.Database
            .SqlQuery<int>($"""INSERT INTO "NumberCounters" ("Day", "Next") VALUES ({key}, {count + 1}) ON CONFLICT ("Day") DO UPDATE SET "Next" = "NumberCounters"."Next" + {count} RETURNING "Next" AS "Value" """)
            .ToListAsync(cancellation).ConfigureAwait(false))[0];
        return [.. Enumerable.Range(next - count, count).Select(n => $"AS{key}{n.ToString("0000", CultureInfo.InvariantCulture)}")];
    }
}
