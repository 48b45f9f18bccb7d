using System.CommandLine;
using CsKpiCases.Web.Features.Exports;

namespace CsKpiCases.Web.Commands;

/// <summary><c>export KIND FILE</c>.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Kind = new("KIND") { Description = $"One of {string.Join(", ", ExportFile.Kinds)}." };
    private static readonly Argument<string> Target = new("FILE") { Description = "Policies and calendars: JSON; cases: .csv, .xlsx or .json." };
    private static readonly Option<string?> Shop = new("--shop") { Description = "Cases of one shop.", HelpName = "S" };

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong([.. ExportFile.Kinds]);
        return new Command("export", "Export into a file.") { Kind, Target, Shop }.Reads(RunAsync);
    }

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(run.Parsed.GetRequiredValue(Target));
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new WrongUsageException($"There is no folder {Path.GetDirectoryName(path)}.");
        var kind = run.Parsed.GetRequiredValue(Kind);
        if (kind != "cases" && run.Parsed.GetValue(Shop) is not null) throw new WrongUsageException($"--shop belongs to cases: {kind} are every shop's.");
        var shop = await NamedShops.FindAsync(run, Shop, cancellation);
        var count = await run.Use<ExportFile>().RunAsync(kind, path, shop?.Code, cancellation);
        if (run.IsJson) await run.Output.WriteJsonAsync(new { Records = count, File = path });
        else await run.Output.WriteLineAsync($"{count} written to {path}");
        return ExitCode.Done;
    }
}
