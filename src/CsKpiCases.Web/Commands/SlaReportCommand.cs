using System.CommandLine;
using System.Globalization;
using CsKpiCases.Web.Features.SlaReport;

namespace CsKpiCases.Web.Commands;

/// <summary><c>report sla --from D --to D</c>: clocks by their verdict.</summary>
internal static class SlaReportCommand
{
    private static readonly Option<string> From = new("--from") { Description = "First date of opening, yyyy-MM-dd, in the shop's zone.", Required = true, HelpName = "D" };
    private static readonly Option<string> To = new("--to") { Description = "Last date of opening, included.", Required = true, HelpName = "D" };
    private static readonly Option<string?> Clock = new("--clock") { Description = "One clock, such as resolution.", HelpName = "C" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "One policy, all of its versions.", HelpName = "P" };
    private static readonly Option<string?> Shop = new("--shop") { Description = "One shop.", HelpName = "S" };
    private static readonly Option<string?> GroupBy = new("--group-by") { Description = string.Join(", ", SlaReportQuery.Groupings) + "." };

    public static Command Create()
    {
        GroupBy.AcceptOnlyFromAmong([.. SlaReportQuery.Groupings]);
        return new Command("sla", "Clocks by their verdict.") { From, To, Clock, Policy, Shop, GroupBy }.Reads(RunAsync);
    }

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        var request = new SlaReportRequest(Date(run, From), Date(run, To))
        {
            Clock = run.Parsed.GetValue(Clock),
            Policy = run.Parsed.GetValue(Policy),
            Shop = (await NamedShops.FindAsync(run, Shop, cancellation))?.Code,
            GroupBy = run.Parsed.GetValue(GroupBy),
        };
        var answer = await run.Use<SlaReportQuery>().RunAsync(request, cancellation);
        if (answer.Errors.Count > 0) throw new WrongUsageException(string.Join('\n', answer.Errors.Select(e => $"{e.Path}: {e.Message}")));
        if (run.IsJson)
        {
            await run.Output.WriteJsonAsync(new { answer.Groups });
            return ExitCode.Done;
        }

        var table = new TextTable(request.GroupBy ?? "all", "clocks", "running", "paused", "met", "late", "breached", "cancelled", "median");
        foreach (var g in answer.Groups)
        {
            var median = g.MedianElapsedSeconds is { } seconds ? Domain.Sla.SlaDuration.FormatSeconds(seconds) : null;
            table.Add(g.Key ?? "–", g.Clocks, g.Running, g.Paused, g.Met, g.Late, g.Breached, g.Cancelled, median);
        }

        await run.Output.WriteAsync(table.ToString());
        return ExitCode.Done;
    }

    private static DateOnly Date(VerbRun run, Option<string> option) =>
        DateOnly.TryParseExact(run.Parsed.GetRequiredValue(option), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new WrongUsageException($"{option.Name}: '{run.Parsed.GetValue(option)}' is no date such as 2026-03-01.");
}
