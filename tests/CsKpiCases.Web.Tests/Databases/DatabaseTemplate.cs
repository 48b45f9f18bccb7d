using System.Collections.Concurrent;
using CsKpiCases.Data.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// A database filled once per run and provider (migrated, say, or migrated with a demo shop) and then copied: a copy costs
/// milliseconds where filling costs seconds. Keep it in a static field, and give it to <see cref="TestDatabase.CreateAsync"/>.
/// </summary>
/// <param name="fill">Fills an empty database, given its provider and connection string.</param>
public sealed class DatabaseTemplate(Func<StoreProvider, string, Task> fill)
{
    private readonly ConcurrentDictionary<StoreProvider, Lazy<Task<string>>> built = new();

    internal Task<string> BuildAsync(StoreProvider provider) =>
        built.GetOrAdd(provider, p => new Lazy<Task<string>>(() => FillAsync(p))).Value;

    // Left to the end of the run: the folder is one in the temporary directory, the server is thrown away.
    private async Task<string> FillAsync(StoreProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await fill(provider, database.ConnectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await CloseAsync(database);
        return database.CopySource;
    }

    // A copy takes what is in the file (not in a write-ahead log beside it), and a server copies only what nobody uses.
    private static async Task CloseAsync(TestDatabase database)
    {
        if (database.Provider == StoreProvider.Sqlite)
        {
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync();
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
            SqliteConnection.ClearAllPools();
        }
        else
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
