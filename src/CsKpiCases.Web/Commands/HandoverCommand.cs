using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Handovers;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Commands;

/// <summary><c>report handover</c>: hands over what the shifts of a day left, where that was not done, and prints it.</summary>
internal static class HandoverCommand
{
    private static readonly Option<string> Date = new("--date") { Description = "The local date on which the shifts began, yyyy-MM-dd.", Required = true, HelpName = "D" };
    private static readonly Option<string?> Shop = new("--shop") { Description = "The shop's code; not needed where there is one.", HelpName = "S" };

    public static Command Create() => new Command("handover", "What the shifts of a day left open for the next ones.") { Date, Shop }.Does(async (run, cancellation) =>
    {
        if (!LocalDays.TryParse(run.Parsed.GetValue(Date), out var date)) throw new WrongUsageException("--date is no date: write yyyy-MM-dd.");
        var shop = await NamedShops.OneAsync(run, Shop, cancellation);
        var asked = await run.Use<RunShiftsOfDay>().RunAsync(shop, date, cancellation);
        if (asked.Shifts == 0) throw new WrongUsageException($"The shop {shop.Code} has no shifts: add them on the page Shifts.");
        if (asked.Ended == 0) throw new WrongUsageException($"No shift of {LocalDays.Text(date)} is over in the shop's zone ({shop.TimeZone}).");
        if (!asked.IsDone)
        {
            await run.Error.WriteLineAsync("Not all was handed over here: it failed, or a worker has taken it on. The jobs page says which.");
            return ExitCode.Failed;
        }

        var found = await run.Use<Handovers>().OnAsync(shop.Id, date, cancellation);
        await run.Output.WriteLineAsync(run.IsJson ? JsonSerializer.Serialize(found, JsonSerializerOptions.Web) : Table(found));
        return ExitCode.Done;
    });

    private static string Table(IReadOnlyList<ShiftHandover> handovers) => string.Join(Environment.NewLine, handovers
        .Select(h => string.Create(CultureInfo.InvariantCulture, $"{Instants.Format(h.EndedAt),-21} {h.OpenCases,6} {h.Unowned,8} {h.Overdue,8}  {h.ShiftName}"))
        .Prepend($"{"ended",-21} {"open",6} {"unowned",8} {"overdue",8}  shift"));
}
