using System.Data.Common;
using System.Globalization;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CsKpiCases.Benchmarks.Store;

/// <summary>The floor: the rows of a case written again and again by prepared statements, one durable transaction each.</summary>
internal sealed class BareRows : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly List<Statement> log = [];
    private readonly List<Statement> turn = [];
    private long nextId = 1;

    private BareRows(DbConnection connection) => this.connection = connection;

    /// <summary>Takes the rows of a case that has been logged and turned once as the pattern.</summary>
    public static async Task<BareRows> OfAsync(StoreConnection store, long caseId)
    {
        DbConnection connection = store.Provider == StoreProvider.Sqlite ? new SqliteConnection(store.ConnectionString) : new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        var bare = new BareRows(connection);
        var id = caseId.ToString(CultureInfo.InvariantCulture);
        foreach (var (table, where, most) in new[]
        {
            ("NumberCounters", "1 = 1", 1), ("Cases", $"\"Id\" = {id}", 1), ("CaseEvents", $"\"CaseId\" = {id} ORDER BY \"Sequence\"", 2),
            ("CaseClocks", $"\"CaseId\" = {id} ORDER BY \"Id\"", 4),
            ("CaseClockSegments", $"\"ClockId\" IN (SELECT \"Id\" FROM \"CaseClocks\" WHERE \"CaseId\" = {id}) ORDER BY \"From\"", 4),
        })
        {
            await bare.AddAsync(table, where, most);
        }

        bare.log.Add(bare.Search(store.Provider));
        return bare;
    }

    /// <summary>Counter, case, two events, four clocks with a segment each, search terms.</summary>
    public Task LogAsync(int number) => RunAsync(log, string.Create(CultureInfo.InvariantCulture, $"B{number:0000000}{nextId}"));

    /// <summary>Case and clocks updated, one event, a segment begun and one ended for each clock.</summary>
    public Task TurnAsync() => RunAsync(turn, "");

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    private async Task RunAsync(List<Statement> statements, string number)
    {
        var (@case, clock) = (0L, 0L);
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in statements)
        {
            statement.Command.Transaction = transaction;
            foreach (var (column, parameter) in statement.Keys)
            {
                parameter.Value = column switch
                {
                    "Number" => number,
                    "Id" or "rowid" when statement.Table == "Cases" => @case = ++nextId,
                    "Id" when statement.Table == "CaseClocks" => clock = ++nextId,
                    "Id" => ++nextId,
                    "ClockId" => clock,
                    _ => @case,
                };
            }

            await statement.Command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private async Task AddAsync(string table, string where, int most)
    {
        foreach (var row in await ReadAsync($"SELECT * FROM \"{table}\" WHERE {where} LIMIT {most}"))
        {
            if (table == "NumberCounters")
            {
                log.Add(Prepared(table, "UPDATE \"NumberCounters\" SET \"Next\" = \"Next\" + 1 WHERE \"Day\" = @Day", row.Where(c => c.Key == "Day"), []));
                continue;
            }

            var columns = row.Keys.ToList();
            var insert = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select(c => "@" + c))})";
            string[] keys = ["Id", "CaseId", "ClockId", "Number", .. (table == "CaseEvents" ? Array.Empty<string>() : [])];
            log.Add(Prepared(table, insert, row, keys));
            if (table is "Cases" or "CaseClocks" or "CaseClockSegments") turn.Add(Prepared(table, Update(table, columns), row, []));
            if (table == "CaseEvents" && turn.TrueForAll(s => s.Table != table)) turn.Add(Prepared(table, insert.Replace("@Sequence", "(SELECT MAX(\"Sequence\") + 1 FROM \"CaseEvents\" WHERE \"CaseId\" = @CaseId)", StringComparison.Ordinal), row.Where(c => c.Key != "Sequence"), ["Id"]));
            if (table == "CaseClockSegments") turn.Add(Prepared(table, insert, row, ["Id"]));
        }
    }

    private static string Update(string table, List<string> columns) =>
        $"UPDATE \"{table}\" SET {string.Join(", ", columns.Where(c => c != "Id").Select(c => $"\"{c}\" = @{c}"))} WHERE \"Id\" = @Id";

    private Statement Search(StoreProvider provider)
    {
        string[] terms = [.. SearchTerms.Of("AS2603020001", "T00000001", "收到的杯子碎了，包装也破了", "昨天收到的快递，外箱已经压扁，里面两只杯子碎了一只，要求补发或者退款。")];
        return provider == StoreProvider.Sqlite
            ? Prepared("CaseSearch", "INSERT INTO CaseSearch(rowid, t) VALUES (@CaseId, @t)", [new("CaseId", 0L), new("t", SearchIndex.Document(1, terms))], ["CaseId"])
            : Prepared("CaseSearch", "INSERT INTO \"CaseSearch\" (\"CaseId\", \"ShopId\", \"Terms\") VALUES (@CaseId, 1, @t)", [new("CaseId", 0L), new("t", terms)], ["CaseId"]);
    }

    private async Task<List<Dictionary<string, object>>> ReadAsync(string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // made of this file's constants
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object>>();
        while (await reader.ReadAsync()) rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue));
        return rows;
    }

    private Statement Prepared(string table, string sql, IEnumerable<KeyValuePair<string, object>> row, string[] keys)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // made of the database's own column names
        command.CommandText = sql;
#pragma warning restore CA2100
        var fresh = new List<(string, DbParameter)>();
        foreach (var (name, value) in row)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
            if (keys.Contains(name)) fresh.Add((name, parameter));
        }

        // Cases first: the rows that follow point to them.
        fresh.Sort((a, b) => string.CompareOrdinal(b.Item1, a.Item1));
        return new Statement(table, command, fresh);
    }

    private sealed record Statement(string Table, DbCommand Command, List<(string Column, DbParameter Parameter)> Keys);
}
