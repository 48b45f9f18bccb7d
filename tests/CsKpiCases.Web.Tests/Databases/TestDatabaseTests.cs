using System.Data.Common;
using CsKpiCases.Data.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>What the other tests rely on: the databases are real, their own, and gone afterwards.</summary>
public sealed class TestDatabaseTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static int filled;

    private static readonly DatabaseTemplate Template = new(async (provider, connectionString) =>
    {
        Interlocked.Increment(ref filled);
        await ScalarAsync(provider, connectionString, "CREATE TABLE word (text varchar(9)); INSERT INTO word VALUES ('售后'); SELECT 1");
    });

    [Theory]
    [OnSqlite("sqlite_version()", "3.")]
    [OnPostgres("version()", "PostgreSQL")]
    public async Task Create_ForProvider_IsThatDatabase(StoreProvider provider, string function, string start)
    {
        var database = await databases.OnAsync(provider);
        var version = await ScalarAsync(provider, database.ConnectionString, $"SELECT {function}");
        Assert.StartsWith(start, (string)version!, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Create_TwiceFromTemplate_GivesTwoCopiesFilledOnce(StoreProvider provider)
    {
        await using var first = await TestDatabase.CreateAsync(provider, Template);
        var before = filled;
        await using var second = await TestDatabase.CreateAsync(provider, Template);
        Assert.Equal(before, filled);

        await ScalarAsync(provider, first.ConnectionString, "DELETE FROM word; SELECT 1");

        const string count = "SELECT count(*) FROM word WHERE text = '售后'";
        Assert.Equal(0L, await ScalarAsync(provider, first.ConnectionString, count));
        Assert.Equal(1L, await ScalarAsync(provider, second.ConnectionString, count));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispose_AfterUse_LeavesNothing(StoreProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await ScalarAsync(provider, database.ConnectionString, "CREATE TABLE t (a int); SELECT 1");
        await database.DisposeAsync();

        Assert.False(Directory.Exists(database.Folder));
        await Assert.ThrowsAnyAsync<DbException>(() => ScalarAsync(provider, ReadOnly(database), "SELECT 1"));
    }

    [PostgresFact]
    public async Task Text_OnPostgres_SortsByBytes()
    {
        var database = await databases.OnAsync(StoreProvider.Postgres);
        var sorted = await ScalarAsync(
            StoreProvider.Postgres, database.ConnectionString, "SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['a', 'B', '后']) t");
        Assert.Equal("Ba后", sorted);
    }

    // SQLite makes a missing file unless told otherwise.
    private static string ReadOnly(TestDatabase database) => database.Provider == StoreProvider.Sqlite
        ? $"{database.ConnectionString};Mode=ReadOnly"
        : database.ConnectionString;

    private static async Task<object?> ScalarAsync(StoreProvider provider, string connectionString, string sql)
    {
        await using DbConnection connection = provider == StoreProvider.Sqlite
            ? new SqliteConnection(connectionString)
            : new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // every statement is a constant of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
