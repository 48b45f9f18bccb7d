using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Search;

/// <summary>The inverted index over the cases' text: an FTS5 table on SQLite, an array under a GIN index on PostgreSQL.</summary>
public static class SearchIndex
{
    /// <summary>Stores the terms of one case, in the caller's transaction.</summary>
    public static async Task WriteAsync(CasesDbContext db, long shopId, long caseId, IReadOnlyCollection<string> terms, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.IsSqlite)
        {
            await db.Database.ExecuteSqlAsync($"INSERT OR REPLACE INTO CaseSearch(rowid, t) VALUES ({caseId}, {Document(shopId, terms)})", cancellation).ConfigureAwait(false);
        }
        else
        {
            string[] array = [.. terms];
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "CaseSearch" ("CaseId", "ShopId", "Terms") VALUES ({caseId}, {shopId}, {array}) ON CONFLICT ("CaseId") DO UPDATE SET "ShopId" = excluded."ShopId", "Terms" = excluded."Terms" """,
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ids of a shop's cases that hold every term of the query, newest first, below <paramref name="before"/>.
    /// Empty for a query without two characters in a row.
    /// </summary>
    public static async Task<IReadOnlyList<long>> FindAsync(CasesDbContext db, long shopId, string query, long before, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var terms = SearchTerms.OfQuery(query);
        if (terms.Count == 0) return [];
        if (db.IsSqlite)
        {
            var match = ShopToken(shopId) + " AND " + string.Join(" AND ", terms.Take(64).Select(SearchTerms.Token));
            return await db.Database
                .SqlQuery<long>($"SELECT rowid AS \"Value\" FROM CaseSearch WHERE CaseSearch MATCH {match} AND rowid < {before} ORDER BY rowid DESC LIMIT {limit}")
                .ToListAsync(cancellation).ConfigureAwait(false);
        }

        string[] array = [.. terms.Take(64)];
        return await db.Database
            .SqlQuery<long>($"""SELECT "CaseId" AS "Value" FROM "CaseSearch" WHERE "ShopId" = {shopId} AND "Terms" @> {array} AND "CaseId" < {before} ORDER BY "CaseId" DESC LIMIT {limit}""")
            .ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>What SQLite's index holds for one case: the shop as a token, then the terms.</summary>
    public static string Document(long shopId, IEnumerable<string> terms) => ShopToken(shopId) + " " + string.Join(' ', terms.Select(SearchTerms.Token));

    private static string ShopToken(long shopId) => "s" + shopId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
