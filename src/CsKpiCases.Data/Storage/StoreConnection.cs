using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CsKpiCases.Data.Storage;

/// <summary>Which database: the embedded file, or a PostgreSQL server shared by several nodes.</summary>
public enum StoreProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Where the store is: its database and the folder for evidence and backups.</summary>
/// <param name="Provider">Which kind of database.</param>
/// <param name="ConnectionString">Complete, ready for the provider.</param>
/// <param name="DataFolder">Absolute path; exists.</param>
public sealed record StoreConnection(StoreProvider Provider, string ConnectionString, string DataFolder)
{
    /// <summary>The embedded database's file; empty on PostgreSQL.</summary>
    public string DatabaseFile { get; private init; } = "";

    private const string FileName = "cases.db";

    /// <summary>Whether a folder holds an embedded database; nothing is created.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>The embedded database in a folder, which is created when it is missing.</summary>
    /// <exception cref="ArgumentException">The folder cannot be: its name is none, a file has it, or it may not be made there.</exception>
    public static StoreConnection Embedded(string folder)
    {
        var full = Made(folder);
        var file = Path.Combine(full, FileName);
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            // Whoever writes the file beside the writer queue (commands, Identity, Quartz) waits rather than fails.
            DefaultTimeout = 30,
            Pooling = true,
        };
        return new StoreConnection(StoreProvider.Sqlite, connection.ToString(), full) { DatabaseFile = file };
    }

    /// <summary>
    /// A database named by its connection string: <c>Host=…</c> is PostgreSQL, <c>Data Source=…</c> an SQLite file.
    /// </summary>
    /// <exception cref="ArgumentException">It is neither, or holds a part that the database's driver does not know; or the folder cannot be.</exception>
    public static StoreConnection Named(string connectionString, string folder)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var full = Made(folder);
        if (connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase)
            || connectionString.Contains("Server=", StringComparison.OrdinalIgnoreCase))
        {
            _ = Sound(() => new NpgsqlConnectionStringBuilder(connectionString));
            return new StoreConnection(StoreProvider.Postgres, connectionString, full);
        }

        if (!connectionString.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The connection names neither a PostgreSQL host (Host=…) nor an SQLite file (Data Source=…).", nameof(connectionString));
        }

        var sqlite = Sound(() => new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 });
        sqlite.DataSource = Path.GetFullPath(sqlite.DataSource);
        return new StoreConnection(StoreProvider.Sqlite, sqlite.ToString(), full) { DatabaseFile = sqlite.DataSource };
    }

    private static string Made(string folder)
    {
        try
        {
            return Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ArgumentException($"The data folder \"{folder}\" cannot be used: {e.Message}", nameof(folder), e);
        }
    }

    /// <summary>Drivers tell a faulty part in errors of several kinds.</summary>
    private static T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException or OverflowException or InvalidCastException)
        {
            throw new ArgumentException($"The connection cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Tells EF Core which database and which migrations.</summary>
    public void Configure(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Counts are capped by a Take before the Count, where order means nothing: a warning for each would bury the log.
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        var migrations = Provider == StoreProvider.Sqlite ? "CsKpiCases.Migrations.Sqlite" : "CsKpiCases.Migrations.Postgres";
        if (Provider == StoreProvider.Sqlite)
        {
            options.UseSqlite(ConnectionString, o => o.MigrationsAssembly(migrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        }
        else
        {
            options.UseNpgsql(ConnectionString, o => o.MigrationsAssembly(migrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        }

        if (CompiledModel(migrations) is { } model) options.UseModel(model);
    }

    /// <summary>
    /// The model as code, beside the migrations that belong to it; null in a build without it, where EF Core builds the model from
    /// the mapping, which costs each process about a second.
    /// </summary>
    private static IModel? CompiledModel(string migrations) =>
        (IModel?)Assembly.Load(migrations).GetType(migrations + ".Model.CasesDbContextModel")?.GetProperty("Instance")!.GetValue(null);
}
