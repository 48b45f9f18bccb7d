using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Commands;

/// <summary><c>report nightly</c>: makes a shop's report for a date, as a new revision, and prints it.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> Date = new("--date") { Description = "The local date, yyyy-MM-dd.", Required = true, HelpName = "D" };
    private static readonly Option<string?> Shop = new("--shop") { Description = "The shop's code; not needed where there is one.", HelpName = "S" };

    public static Command Create() => new("report", "Reports.") { Nightly(), SlaReportCommand.Create(), DryRunCommand.Create(), HandoverCommand.Create() };

    private static Command Nightly() => new Command("nightly", "Make the report of a day, as a new revision, and print it.") { Date, Shop }.Does(async (run, cancellation) =>
    {
        if (!LocalDays.TryParse(run.Parsed.GetValue(Date), out var date)) throw new WrongUsageException("--date is no date: write yyyy-MM-dd.");
        var shop = await NamedShops.OneAsync(run, Shop, cancellation);
        if (date >= LocalDays.Of(run.Use<TimeProvider>().GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)))
        {
            throw new WrongUsageException($"--date {LocalDays.Text(date)} is not over in the shop's zone ({shop.TimeZone}).");
        }

        if (await run.Use<JobRunner>().RunByHandAsync(NightlyReportJob.JobName, shop.Id, LocalDays.Text(date), null, cancellation) != true)
        {
            await run.Error.WriteLineAsync("The report was not made here: it failed, or a worker has taken it on. The jobs page says which.");
            return ExitCode.Failed;
        }

        var (report, revision) = (await run.Use<NightlyReports>().FindAsync(shop.Id, date, null, cancellation))!.Value;
        await run.Output.WriteLineAsync(run.IsJson ? JsonSerializer.Serialize(report, RunNightlyReport.DocumentText) : Table(report, revision));
        return ExitCode.Done;
    });

    private static string Table(DayReport report, int revision)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{report.Shop} {LocalDays.Text(report.Date)} revision {revision}: {report.Sentence.Opened} cases opened, {report.Sentence.Judged} judged, {report.Sentence.Breached} breached ({report.Sentence.Change:+0;-0;+0} to the day before)"),
            string.Create(CultureInfo.InvariantCulture, $"{"by",-9} {"key",-24} {"opened",7} {"stopped",7} {"met",7} {"late",7} {"breached",8} {"at risk",7} {"median s",9} {"p90 s",9} {"backlog",8}"),
        };
        lines.AddRange(report.Lines.Select(l => string.Create(
            CultureInfo.InvariantCulture,
            $"{l.By,-9} {l.Name ?? l.Key,-24} {l.Opened,7} {l.Stopped,7} {l.Met,7} {l.Late,7} {l.Breached,8} {l.AtRisk,7} {l.MedianSeconds,9} {l.P90Seconds,9} {l.Backlog.Sum(),8}")));
        return string.Join(Environment.NewLine, lines);
    }
}
