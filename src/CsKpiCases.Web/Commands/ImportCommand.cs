using System.CommandLine;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;

namespace CsKpiCases.Web.Commands;

/// <summary><c>import KIND FILE</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Kind = new("KIND") { Description = $"One of {string.Join(", ", ImportFile.Kinds)}." };
    private static readonly Argument<string> Source = new("FILE") { Description = "CSV, XLSX or JSON." };
    private static readonly Option<string?> Shop = new("--shop") { Description = "Code of the shop; an unknown one is created.", HelpName = "S" };
    private static readonly Option<string?> Map = new("--map") { Description = "How the columns are to be read: a JSON file (event-log, cases), or theirs=ours;… (other kinds). Absent: the shop's saved one.", HelpName = "MAP" };
    private static readonly Option<bool> SaveMap = new("--save-map") { Description = "Keep the map for the shop and kind." };
    private static readonly Option<string?> Until = new("--until") { Description = "Takes an event log as it stood then (ISO 8601 with offset).", HelpName = "INSTANT" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would happen, and change nothing." };

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong([.. ImportFile.Kinds]);
        return new Command("import", "Import a file.") { Kind, Source, Shop, Map, SaveMap, Until, DryRun }.Does(RunAsync);
    }

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(run.Parsed.GetRequiredValue(Source));
        if (!File.Exists(path)) throw new WrongUsageException($"There is no file {path}.");
        var request = new ImportRequest(run.Parsed.GetRequiredValue(Kind), path)
        {
            Shop = run.Parsed.GetValue(Shop),
            Map = run.Parsed.GetValue(Map) is { } map ? await TextOfAsync(map, cancellation) : null,
            SavesMap = run.Parsed.GetValue(SaveMap),
            Until = UntilOf(run.Parsed.GetValue(Until)),
            IsDryRun = run.Parsed.GetValue(DryRun),
            RejectedPath = path + ".rejected.csv",
        };
        File.Delete(request.RejectedPath); // what an earlier run left would pass for this one's
        var outcome = await run.Use<ImportFile>().RunAsync(request, new Progress(run.Error), cancellation);
        if (outcome is ImportOutcome.Refused refused)
        {
            foreach (var error in refused.Errors) await run.Error.WriteLineAsync(error.Path.Length == 0 ? error.Message : $"{error.Path}: {error.Message}");
            return ExitCode.WrongUsage;
        }

        return await PrintAsync(run, ((ImportOutcome.Done)outcome).Result);
    }

    private static async Task<int> PrintAsync(VerbRun run, ImportResult result)
    {
        foreach (var remark in result.Remarks) await run.Error.WriteLineAsync(remark);
        if (result.RejectedFile is { } file) await run.Error.WriteLineAsync($"Rejected rows are in {file}.");
        if (run.IsJson)
        {
            await run.Output.WriteJsonAsync(result);
        }
        else
        {
            var table = new TextTable("read", "added", "changed", "unchanged", "rejected", "left alone");
            table.Add(result.Read, result.Added, result.Changed, result.Unchanged, result.Rejected, result.LeftAlone.Count);
            await run.Output.WriteAsync(table.ToString());
            foreach (var number in result.LeftAlone) await run.Output.WriteLineAsync($"left alone: {number}");
        }

        return result.Rejected > 0 ? ExitCode.RowsRejected : ExitCode.Done;
    }

    private static async Task<string> TextOfAsync(string path, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        if (path.Contains('=', StringComparison.Ordinal) && !File.Exists(full)) return path; // the pairs themselves
        return File.Exists(full) ? await File.ReadAllTextAsync(full, cancellation) : throw new WrongUsageException($"There is no file {full}.");
    }

    private static DateTime? UntilOf(string? text) => text is null ? null
        : Instants.TryParse(text, out var until) ? until : throw new WrongUsageException($"--until: '{text}' is no ISO 8601 instant with an offset.");

    /// <summary>A line every two seconds at most.</summary>
    private sealed class Progress(TextWriter error) : IProgress<ImportResult>
    {
        private long next = Environment.TickCount64 + 2000;

        public void Report(ImportResult value)
        {
            if (Environment.TickCount64 < next) return;
            next = Environment.TickCount64 + 2000;
            error.WriteLine($"{value.Read:N0} rows read, {value.Added:N0} added, {value.Changed:N0} changed, {value.Unchanged:N0} unchanged");
        }
    }
}
