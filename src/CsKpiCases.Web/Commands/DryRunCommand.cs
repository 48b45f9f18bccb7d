using System.CommandLine;
using System.Globalization;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.DryRuns;

namespace CsKpiCases.Web.Commands;

/// <summary><c>report dry-run --policies FILE --month M</c>: what a month's verdicts would have been under other policies. Writes nothing.</summary>
internal static class DryRunCommand
{
    private static readonly Option<FileInfo> Policies = new("--policies") { Description = "A file of policies, as import takes it.", Required = true, HelpName = "FILE" };
    private static readonly Option<string> Month = new("--month") { Description = "The month of opening, yyyy-MM, in the shop's zone.", Required = true, HelpName = "M" };
    private static readonly Option<string?> Shop = new("--shop") { Description = "The shop's code; not needed where there is one.", HelpName = "S" };

    public static Command Create()
    {
        Policies.AcceptExistingOnly();
        return new Command("dry-run", "What a month's verdicts would have been under other policies.") { Policies, Month, Shop }.Reads(RunAsync);
    }

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        var shop = await NamedShops.OneAsync(run, Shop, cancellation);
        var start = run.Use<StartDryRun>();
        var month = start.MonthOf(run.Parsed.GetValue(Month), shop) ?? throw new WrongUsageException("--month is no month that has begun: write yyyy-MM.");
        var (tried, errors) = await start.ReadAsync(await File.ReadAllTextAsync(run.Parsed.GetRequiredValue(Policies).FullName, cancellation), cancellation);
        if (errors.Count > 0) throw new WrongUsageException(string.Join('\n', errors.Select(e => $"{e.Path}: {e.Message}")));
        var changes = new List<TriedCase>();
        var figures = await run.Use<TryPolicies>().RunAsync(shop, month, tried, step => Task.Run(() => changes.AddRange(step.Changes.Where(c => !c.Change.IsMoved)), cancellation), cancellation);
        if (run.IsJson) await run.Output.WriteJsonAsync(new { figures, changes = changes.Select(c => new { c.Number, c.Change.Clock, c.Change.Run, before = Shown(c.Change.Before), after = Shown(c.Change.After) }) });
        else await run.Output.WriteAsync(Table(figures, changes));
        return ExitCode.Done;
    }

    private static string Table(TrialFigures figures, List<TriedCase> changes)
    {
        var clocks = new TextTable("clock", "met", "", "late", "", "breached", "", "rest", "", "changed");
        foreach (var (clock, f) in figures.Clocks)
        {
            clocks.Add(clock, f.MetBefore, f.MetAfter, f.LateBefore, f.LateAfter, f.BreachedBefore, f.BreachedAfter, f.RestBefore, f.RestAfter, f.Changed);
        }

        var cases = new TextTable("case", "clock", "run", "before", "after");
        foreach (var (_, number, change) in changes) cases.Add(number, change.Clock, change.Run, Name(change.Before), Name(change.After));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Cases} cases: would have breached {figures.CasesBreachedAfter} instead of {figures.CasesBreachedBefore}; {figures.CasesChanged} with another verdict\n\n{clocks}\n{cases}");
    }

    private static object? Shown(Verdict? verdict) => verdict is null ? null : new { state = Name(verdict), verdict.GoalMissedAt, verdict.BreachedAt, verdict.DueAt };

    private static string Name(Verdict? verdict) => verdict is null ? "–" : ClockStateNames.Of(verdict.State);
}
