using System.CommandLine;
using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Commands;

/// <summary>The options that every verb takes: where the store is, and how a result is printed.</summary>
public static class EveryVerb
{
    public static Option<string> DataFolder { get; } = new("--data")
    {
        Description = "Folder of the database and the evidence files (else: Store__Folder).",
        DefaultValueFactory = _ => "data",
        Recursive = true,
        HelpName = "DIR",
    };

    public static Option<string?> Database { get; } = new("--database")
    {
        Description = "Connection string of a PostgreSQL database, instead of the embedded one (else: ConnectionStrings__Cases).",
        Recursive = true,
        HelpName = "CONNECTION",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as one JSON document.", Recursive = true };

    internal static IEnumerable<Option> All => [DataFolder, Database, Json];

    /// <summary>The store that the options name; relative folders are the caller's.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="mustExist">For a verb that only reads: a database file that is not there is refused and not made.</param>
    /// <exception cref="WrongUsageException">The connection string is neither PostgreSQL's nor SQLite's, or the folder cannot be.</exception>
    public static StoreConnection Store(ParseResult parsed, bool mustExist = false)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        var folder = Folder(parsed);
        var named = parsed.GetValue(Database) ?? Environment.GetEnvironmentVariable("ConnectionStrings__Cases");
        if (mustExist && string.IsNullOrWhiteSpace(named) && !StoreConnection.IsIn(folder)) throw Missing(folder);
        try
        {
            var store = string.IsNullOrWhiteSpace(named) ? StoreConnection.Embedded(folder) : StoreConnection.Named(named, folder);
            return mustExist && store.DatabaseFile.Length > 0 && !File.Exists(store.DatabaseFile) ? throw Missing(store.DatabaseFile) : store;
        }
        catch (ArgumentException e)
        {
            throw new WrongUsageException(e.Message);
        }
    }

    private static WrongUsageException Missing(string where) => new($"There is no store at \"{Path.GetFullPath(where)}\". Name its folder with --data.");

    /// <summary>As for the site: the option, else the environment, else the option's default.</summary>
    private static string Folder(ParseResult parsed)
    {
        var isGiven = parsed.GetResult(DataFolder) is { Implicit: false };
        return !isGiven && Environment.GetEnvironmentVariable("Store__Folder") is { Length: > 0 } named ? named : parsed.GetRequiredValue(DataFolder);
    }
}

/// <summary>The command was called wrongly: the message says what and where, the exit code is 2.</summary>
public sealed class WrongUsageException(string message) : Exception(message);
