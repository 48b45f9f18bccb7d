using System.CommandLine;
using System.Text.Json;
using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Commands;

/// <summary><c>migrate</c>: brings the database up to date and exits. The only thing that changes a PostgreSQL database's tables.</summary>
internal static class MigrateCommand
{
    public static Command Create() => new Command("migrate", "Bring the database up to date and exit.").DoesBeforeOpening(RunAsync);

    private static async Task<int> RunAsync(VerbRun run, Func<Task> open, CancellationToken cancellation)
    {
        var applied = await run.Use<StoreMigrator>().MigrateAsync(cancellation);
        await open();
        if (run.IsJson) await run.Output.WriteLineAsync(JsonSerializer.Serialize(new { applied }));
        else foreach (var name in applied) await run.Output.WriteLineAsync(name);
        return ExitCode.Done;
    }
}
