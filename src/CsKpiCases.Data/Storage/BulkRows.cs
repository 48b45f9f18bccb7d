using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsKpiCases.Data.Storage;

/// <summary>
/// Many rows without change tracking: on SQLite one prepared statement run row by row (there is no way to go, and no text to
/// parse), on PostgreSQL one statement with all of them. Values pass EF's own converters, so that they are the same as
/// through <c>SaveChanges</c>.
/// </summary>
public static class BulkRows
{
    private const int RowsAStatement = 500;

    /// <summary>Inserts rows; with <paramref name="skipExisting"/> those that a unique key refuses are left out.</summary>
    public static async Task InsertAsync<T>(CasesDbContext db, IReadOnlyList<T> rows, bool skipExisting, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return;
        var (table, columns) = Columns<T>(db, null);
        var head = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ";
        var tail = skipExisting ? " ON CONFLICT DO NOTHING" : "";
        if (db.IsSqlite)
        {
            await EachAsync(db, $"{head}({string.Join(", ", columns.Select((_, i) => $"$p{i}"))}){tail}", rows, columns, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var chunk in rows.Chunk(RowsAStatement)) await ExecuteAsync(db, head + Values(chunk, columns) + tail, cancellation).ConfigureAwait(false);
    }

    /// <summary>Updates the named properties of rows, found by their <c>Id</c>.</summary>
    public static async Task UpdateAsync<T>(CasesDbContext db, IReadOnlyList<T> rows, IReadOnlyList<string> properties, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return;
        var (table, columns) = Columns<T>(db, ["Id", .. properties]);
        if (db.IsSqlite)
        {
            var set = string.Join(", ", columns.Skip(1).Select((c, i) => $"{c.Name} = $p{i + 1}"));
            await EachAsync(db, $"UPDATE {table} SET {set} WHERE \"Id\" = $p0", rows, columns, cancellation).ConfigureAwait(false);
            return;
        }

        // PostgreSQL takes a column of nothing but nulls for text.
        var assigned = string.Join(", ", columns.Skip(1).Select(c => $"{c.Name} = CAST(v.{c.Name} AS {c.Mapping.StoreType})"));
        foreach (var chunk in rows.Chunk(RowsAStatement))
        {
            var sql = $"WITH v ({string.Join(", ", columns.Select(c => c.Name))}) AS (VALUES {Values(chunk, columns)}) UPDATE {table} SET {assigned} FROM v WHERE {table}.\"Id\" = v.\"Id\"";
            await ExecuteAsync(db, sql, cancellation).ConfigureAwait(false);
        }
    }

    private static (string Table, Column[] Columns) Columns<T>(CasesDbContext db, IReadOnlyList<string>? only)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is no row of the store.", nameof(db));
        var properties = only is null ? entity.GetProperties() : only.Select(name => entity.FindProperty(name)!);
        return ($"\"{entity.GetTableName()}\"", [.. properties.Select(p => new Column($"\"{p.GetColumnName()}\"", p, p.GetRelationalTypeMapping()))]);
    }

    private static async Task EachAsync<T>(CasesDbContext db, string sql, IReadOnlyList<T> rows, Column[] columns, CancellationToken cancellation)
        where T : class
    {
        var command = await CommandAsync(db, sql, cancellation).ConfigureAwait(false);
        await using var _ = command.ConfigureAwait(false);
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        await command.PrepareAsync(cancellation).ConfigureAwait(false);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++) parameters[i].Value = columns[i].Stored(row);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static string Values<T>(T[] rows, Column[] columns)
        where T : class
    {
        var sql = new StringBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Length; c++)
            {
                if (c > 0) sql.Append(", ");
                sql.Append(columns[c].Literal(rows[i]));
            }

            sql.Append(')');
        }

        return sql.ToString();
    }

    private static async Task ExecuteAsync(CasesDbContext db, string sql, CancellationToken cancellation)
    {
        var command = await CommandAsync(db, sql, cancellation).ConfigureAwait(false);
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<DbCommand> CommandAsync(CasesDbContext db, string sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names come from the model, values are parameters or literals made by the provider's type mappings
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private sealed record Column(string Name, IProperty Property, RelationalTypeMapping Mapping)
    {
        /// <summary>The value as the column has it.</summary>
        public object Stored(object row) => Property.PropertyInfo!.GetValue(row) switch
        {
            null => DBNull.Value,
            long number => number,
            string text => text,
            DateTime at when Mapping.Converter?.ProviderClrType == typeof(long) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond,
            var value => Mapping.Converter?.ConvertToProvider(value) ?? value,
        };

        public string Literal(object row) => Property.PropertyInfo!.GetValue(row) switch
        {
            null => "NULL",
            long number => number.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            var value => Mapping.GenerateSqlLiteral(value),
        };
    }
}
