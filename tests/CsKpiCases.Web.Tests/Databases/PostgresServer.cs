using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// The server of this test run: the one that <c>CASES_TEST_POSTGRES</c> names, else a throw-away cluster that is started at
/// the first use and stops when this process is gone. A server that is there and doesn't work fails the tests; only its
/// absence skips them.
/// </summary>
internal static class PostgresServer
{
    private const string Variable = "CASES_TEST_POSTGRES";
    private static readonly string Script = Path.Combine(RepositoryFolder.Path, "tests", "throwaway-postgres.sh");
    private static readonly Lazy<string> Started = new(ReadOrStart);
    private static readonly Lazy<string?> Missing = new(Look);

    /// <summary>Why tests on PostgreSQL cannot run here, or null when they can.</summary>
    public static string? WhyMissing => Missing.Value;

    /// <summary>To the server's own database, as an account that may create databases.</summary>
    public static string ConnectionString => Started.Value;

    public static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? FromVariable() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection ? connection : null;

    private static string? Look() => FromVariable() is not null || Run("available").ExitCode == 0
        ? null
        : $"No PostgreSQL server is installed and {Variable} names none (Debian: apt-get install postgresql).";

    private static string ReadOrStart()
    {
        if (FromVariable() is { } given)
        {
            return given;
        }

        // Directly under /tmp: the server runs under an account of its own, which must be able to reach the folder.
        var folder = Directory.CreateDirectory($"/tmp/cases-postgres-{Guid.NewGuid():N}").FullName;
        var (exitCode, output, error) = Run("start", folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (exitCode != 0)
        {
            Directory.Delete(folder, recursive: true);
            throw new InvalidOperationException($"PostgreSQL is installed and did not start: {error}");
        }

        return output.Trim();
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return (1, "", "");
        }

        var start = new ProcessStartInfo("bash", [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
