using CsKpiCases.Data.Storage;
using Npgsql;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// A real database of the test's own, gone when it is disposed: a SQLite file in a folder of its own, or a database on the
/// run's PostgreSQL server. Empty, or a copy of a <see cref="DatabaseTemplate"/>.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string place;

    private TestDatabase(StoreProvider provider, string place, string connectionString)
    {
        Provider = provider;
        this.place = place;
        ConnectionString = connectionString;
    }

    public StoreProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>The same for the product's own classes.</summary>
    public StoreConnection Store => StoreConnection.Named(ConnectionString, Folder);

    /// <summary>A folder for what lies beside the database (evidence files, logs); it goes with it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("cases-test-").FullName;

    public static async Task<TestDatabase> CreateAsync(StoreProvider provider, DatabaseTemplate? template = null)
    {
        var source = template is null ? null : await template.BuildAsync(provider);
        return provider == StoreProvider.Sqlite ? OnSqlite(source) : await OnPostgresAsync(source);
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == StoreProvider.Postgres)
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await PostgresServer.ExecuteAsync($"DROP DATABASE IF EXISTS \"{place}\" WITH (FORCE)");
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(place, recursive: true);
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What a template is copied from: the file's path, or the database's name.</summary>
    internal string CopySource => Provider == StoreProvider.Sqlite ? SqliteFile(place) : place;

    private static string SqliteFile(string folder) => Path.Combine(folder, "cases.db");

    private static TestDatabase OnSqlite(string? source)
    {
        var folder = Directory.CreateTempSubdirectory("cases-sqlite-").FullName;
        if (source is not null)
        {
            File.Copy(source, SqliteFile(folder));
        }

        return new TestDatabase(StoreProvider.Sqlite, folder, $"Data Source={SqliteFile(folder)}");
    }

    private static async Task<TestDatabase> OnPostgresAsync(string? source)
    {
        var name = $"cases_{Guid.NewGuid():N}";
        // The file copy strategy: with nothing flushed to disk it is the quicker one, and it leaves no log to replay.
        await PostgresServer.ExecuteAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{source ?? "template0"}\" STRATEGY file_copy");
        return new TestDatabase(StoreProvider.Postgres, name, PostgresServer.ConnectionTo(name));
    }
}
