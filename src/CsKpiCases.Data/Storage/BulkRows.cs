using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsKpiCases.Data.Storage;

/// <summary>
/// Many rows in one statement, where change tracking and a statement per row would hold the writer for too long. The values
/// are written as literals by EF's own type mappings, so that they are the same as through <c>SaveChanges</c>, on both databases.
/// </summary>
public static class BulkRows
{
    private const int RowsAStatement = 500;

    /// <summary>Inserts rows; with <paramref name="skipExisting"/> those that a unique key refuses are left out.</summary>
    public static async Task InsertAsync<T>(CasesDbContext db, IReadOnlyList<T> rows, bool skipExisting, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        var (table, columns) = Columns<T>(db, null);
        foreach (var chunk in rows.Chunk(RowsAStatement))
        {
            var sql = new StringBuilder("INSERT INTO ").Append(table).Append(" (").AppendJoin(", ", columns.Select(c => c.Name)).Append(") VALUES ");
            AppendValues(sql, chunk, columns);
            if (skipExisting) sql.Append(" ON CONFLICT DO NOTHING");
            await ExecuteAsync(db, sql, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Updates the named properties of rows, found by their <c>Id</c>.</summary>
    public static async Task UpdateAsync<T>(CasesDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> properties, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        var (table, columns) = Columns<T>(db, ["Id", .. properties]);
        foreach (var chunk in rows.Chunk(RowsAStatement))
        {
            var sql = new StringBuilder("WITH v (").AppendJoin(", ", columns.Select(c => c.Name)).Append(") AS (VALUES ");
            AppendValues(sql, chunk, columns);
            // PostgreSQL takes a column of nothing but nulls for text.
            sql.Append(") UPDATE ").Append(table).Append(" SET ")
                .AppendJoin(", ", columns.Skip(1).Select(c => db.IsSqlite ? $"{c.Name} = v.{c.Name}" : $"{c.Name} = CAST(v.{c.Name} AS {c.Mapping.StoreType})"))
                .Append(CultureInfo.InvariantCulture, $" FROM v WHERE {table}.\"Id\" = v.\"Id\"");
            await ExecuteAsync(db, sql, cancellation).ConfigureAwait(false);
        }
    }

    private static (string Table, List<Column> Columns) Columns<T>(CasesDbContext db, IReadOnlyList<string>? only)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is no row of the store.", nameof(db));
        var properties = only is null ? entity.GetProperties() : only.Select(name => entity.FindProperty(name)!);
        return ($"\"{entity.GetTableName()}\"", [.. properties.Select(p => new Column($"\"{p.GetColumnName()}\"", p, p.GetRelationalTypeMapping()))]);
    }

    private static void AppendValues<T>(StringBuilder sql, T[] rows, List<Column> columns)
        where T : class
    {
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Count; c++)
            {
                if (c > 0) sql.Append(", ");
                sql.Append(columns[c].Literal(rows[i]));
            }

            sql.Append(')');
        }
    }

    private static async Task ExecuteAsync(CasesDbContext db, StringBuilder sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var command = db.Database.GetDbConnection().CreateCommand();
        await using var _ = command.ConfigureAwait(false);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names come from the model, values are literals made by the provider's type mappings
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
    {
        public string Literal(object row) => Property.PropertyInfo!.GetValue(row) switch
        {
            null => "NULL",
            long number => number.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            var value => Mapping.GenerateSqlLiteral(value),
        };
    }
}
