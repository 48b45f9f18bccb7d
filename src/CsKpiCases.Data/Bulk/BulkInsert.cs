using System.Runtime.CompilerServices;
using CsKpiCases.Data.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using SQLitePCL;

namespace CsKpiCases.Data.Bulk;

/// <summary>
/// Inserts many rows of any mapped types in the context's transaction: prepared statements on SQLite, binary COPY on
/// PostgreSQL. Rows are complete (ids, foreign keys); principals are written before what refers to them.
/// </summary>
public static class BulkInsert
{
    private static readonly ConditionalWeakTable<IModel, IReadOnlyList<BulkTable>> Models = [];

    /// <summary>Inserts; nothing is tracked, and the caller commits.</summary>
    public static async Task RowsAsync(CasesDbContext db, IEnumerable<object> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var byType = rows.ToLookup(row => row.GetType());
        foreach (var table in Models.GetValue(db.Model, Tables).Where(t => byType.Contains(t.ClrType)))
        {
            cancellation.ThrowIfCancellationRequested();
            var mine = byType[table.ClrType];
            if (db.IsSqlite) Insert((SqliteConnection)db.Database.GetDbConnection(), table.Insert, mine, table.Bind);
            else await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), table.Copy, mine, table.Write, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Stores the search terms of new cases.</summary>
    public static async Task SearchAsync(CasesDbContext db, IEnumerable<(long ShopId, long CaseId, IReadOnlyCollection<string> Terms)> cases, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.IsSqlite)
        {
            Insert((SqliteConnection)db.Database.GetDbConnection(), "INSERT INTO CaseSearch(rowid, t) VALUES (?1, ?2)", cases, static (statement, row) =>
            {
                raw.sqlite3_bind_int64(statement, 1, row.CaseId);
                raw.sqlite3_bind_text(statement, 2, SearchIndex.Document(row.ShopId, row.Terms));
            });
            return;
        }

        const string copy = "COPY \"CaseSearch\" (\"CaseId\", \"ShopId\", \"Terms\") FROM STDIN (FORMAT BINARY)";
        await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), copy, cases, static (importer, row) =>
        {
            importer.Write(row.CaseId, "bigint");
            importer.Write(row.ShopId, "bigint");
            importer.Write<string[]>([.. row.Terms], "text[]");
        }, cancellation).ConfigureAwait(false);
    }

    private static void Insert<T>(SqliteConnection connection, string sql, IEnumerable<T> rows, Action<sqlite3_stmt, T> bind)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        using (statement)
        {
            foreach (var row in rows)
            {
                bind(statement, row);
                var code = raw.sqlite3_step(statement);
                if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, handle);
                raw.sqlite3_reset(statement);
            }
        }
    }

    private static void Check(int code, sqlite3 handle)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, handle);
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string sql, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancellation)
    {
        var importer = await connection.BeginBinaryImportAsync(sql, cancellation).ConfigureAwait(false);
        await using var _ = importer.ConfigureAwait(false);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellation).ConfigureAwait(false);
            write(importer, row);
        }

        await importer.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Every table, those that others refer to first.</summary>
    private static List<BulkTable> Tables(IModel model)
    {
        var ordered = new List<IEntityType>();
        var left = model.GetEntityTypes().Where(e => e.GetTableName() is not null).ToList();
        while (left.Count > 0)
        {
            var ready = left.FindAll(e => e.GetForeignKeys().All(k => k.PrincipalEntityType == e || !left.Contains(k.PrincipalEntityType)));
            if (ready.Count == 0) throw new InvalidOperationException("The model's foreign keys go round in a circle.");
            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered.ConvertAll(e => new BulkTable(e));
    }
}
