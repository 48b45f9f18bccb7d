using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Commands;

/// <summary><c>demo</c>: a believable shop of as many cases as one likes, with their history.</summary>
internal static class DemoCommand
{
    private const int MostCases = 5_000_000;

    private static readonly Option<int> Cases = new("--cases") { Description = "How many cases.", DefaultValueFactory = _ => FillDemo.UsualCases, HelpName = "N" };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same shop, relative to now.", DefaultValueFactory = _ => FillDemo.UsualSeed, HelpName = "K" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Remove the demo shop that the store has, with everything in it, and make it anew." };

    public static Command Create()
    {
        Cases.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > MostCases))
            {
                result.AddError($"--cases takes a number from 1 to {MostCases}.");
            }
        });
        return new Command("demo", "Generate a believable shop with history.") { Cases, Seed, Replace }.Does(RunAsync);
    }

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        // Neither beside the demo of a first start, nor under the hands of one that takes a killed demo's leftovers away.
        using var held = await FolderLock.TakeAsync(run.Use<StoreConnection>().DataFolder, DemoStatus.Lock, TimeSpan.Zero, run.Use<TimeProvider>(), cancellation);
        var (phase, _) = await DemoStatus.ReadAsync(run.Use<CasesDbContext>(), cancellation);
        if (phase is DemoPhase.Filled && !run.Parsed.GetValue(Replace))
        {
            await run.Error.WriteLineAsync("The store has a demo shop already; --replace makes it anew.");
            return ExitCode.Failed;
        }

        // What a killed process left half done is of no use to anybody.
        await run.Use<RemoveDemo>().RunAsync(cancellation);
        var told = new Lines(run.Error);
        var result = await run.Use<FillDemo>().RunAsync(run.Parsed.GetValue(Cases), run.Parsed.GetValue(Seed), told, cancellation);
        await run.Output.WriteLineAsync(run.IsJson
            ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web)
            : string.Create(CultureInfo.InvariantCulture, $"{result.Cases} cases with {result.Events} events in {result.Seconds:0.0} s ({result.Cases / Math.Max(result.Seconds, 0.001):0} cases/s) in the shop '{result.Shop}'."));
        return ExitCode.Done;
    }

    /// <summary>A line on standard error each tenth of the way.</summary>
    private sealed class Lines(TextWriter error) : IProgress<DemoProgress>
    {
        private long tenth;

        public void Report(DemoProgress value)
        {
            if (value.Step is not null)
            {
                error.WriteLine(value.Step);
                return;
            }

            var reached = value.Done * 10 / Math.Max(1, value.Of);
            if (reached == tenth) return;
            tenth = reached;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Of} cases"));
        }
    }
}
