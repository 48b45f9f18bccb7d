using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Benchmarks.Imports;

/// <summary>One table's rows, as the database gave them.</summary>
internal sealed record BareTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>The floor: rows that are there already, written by prepared statements in batches; nothing is read, parsed or judged.</summary>
internal static class BareInserts
{
    private const int RowsATransaction = 1000;
    private static readonly string[] Tables = ["Accounts", "Grants", "Teams", "Buyers", "Cases", "CaseEvents", "CaseClocks", "CaseClockSegments", "Breaches"];

    public static async Task<IReadOnlyList<BareTable>> ReadAsync(StoreConnection store, IServiceProvider services)
    {
        var tables = new List<BareTable>();
        await using (var connection = new SqliteConnection(store.ConnectionString))
        {
            await connection.OpenAsync();
            foreach (var name in Tables) tables.Add(await TableAsync(connection, name));
        }

        await using var db = services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext();
        var texts = await db.Cases.OrderBy(c => c.Id).Select(c => new { c.Id, c.ShopId, c.Number, c.ExternalNumber, c.Subject, Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault() }).ToListAsync();
        tables.Add(new BareTable("CaseSearch", ["rowid", "t"], texts.ConvertAll(c => new object?[] { c.Id, SearchIndex.Document(c.ShopId, SearchTerms.Of(c.Number, c.ExternalNumber, c.Subject, c.Buyer)) })));
        return tables;
    }

    /// <summary>How long the inserts took; durable like the product's (write-ahead log, flushed at each commit).</summary>
    public static Measured Write(StoreConnection store, IReadOnlyList<BareTable> tables)
    {
        using var connection = new SqliteConnection(store.ConnectionString);
        connection.Open();
        Execute(connection, "DELETE FROM \"Grants\"; DELETE FROM \"Accounts\"");
        var measured = Measured.Start();
        foreach (var table in tables)
        {
            using var insert = connection.CreateCommand();
            var values = table.Columns.Select((_, i) => "$" + i.ToString(CultureInfo.InvariantCulture)).ToList();
#pragma warning disable CA2100 // names come from the schema
            insert.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", values)})";
#pragma warning restore CA2100
            var parameters = values.ConvertAll(v => insert.Parameters.Add(new SqliteParameter(v, null)));
            foreach (var batch in table.Rows.Chunk(RowsATransaction))
            {
                using var transaction = connection.BeginTransaction();
                insert.Transaction = transaction;
                foreach (var row in batch)
                {
                    for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }
        }

        return measured.Stop();
    }

    private static async Task<BareTable> TableAsync(SqliteConnection connection, string name)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of this file
        command.CommandText = $"SELECT * FROM \"{name}\" ORDER BY rowid";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[columns.Count];
            reader.GetValues(row);
            rows.Add(row);
        }

        return new BareTable(name, columns, rows);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
