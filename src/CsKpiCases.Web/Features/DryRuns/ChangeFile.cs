using System.Globalization;
using System.Text;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;
using CsvHelper;
using CsvHelper.Configuration;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>The changes of a run as CSV in the reader's language, written as they are read.</summary>
public static class ChangeFile
{
    /// <summary>UTF-8 with its mark, so that Excel reads Chinese; cells that a sheet would take for a formula are escaped.</summary>
    public static async Task WriteAsync(Stream to, IAsyncEnumerable<ChangeLine> changes, TimeZoneInfo zone, Texts texts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(texts);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        await RowAsync(csv, [
            texts["dryrun.case"], texts["dryrun.subject"], texts["dryrun.clock"], texts["dryrun.run"], texts["dryrun.kind"], texts["dryrun.before"], texts["dryrun.after"],
            texts["dryrun.due-before"], texts["dryrun.due-after"], texts["dryrun.missed-before"], texts["dryrun.missed-after"], texts["dryrun.breached-before"], texts["dryrun.breached-after"]]);
        await foreach (var (line, number, subject) in changes.WithCancellation(cancellation))
        {
            await RowAsync(csv, [
                number, subject, texts.Code("clock.", line.Clock), line.ClockRun.ToString(CultureInfo.InvariantCulture), texts[line.IsMoved ? "dryrun.kind.moved" : "dryrun.kind.changed"],
                texts.Verdict(line.StateBefore, line.MissedBefore, line.MissedAfter), texts.Verdict(line.StateAfter, line.MissedAfter, line.MissedBefore), At(line.DueBefore, zone), At(line.DueAfter, zone),
                At(line.MissedBefore, zone), At(line.MissedAfter, zone), At(line.BreachedBefore, zone), At(line.BreachedAfter, zone)]);
        }

        await csv.FlushAsync();
        await writer.FlushAsync(cancellation);
    }

    private static async Task RowAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.NextRecordAsync();
    }

    private static string At(DateTime? at, TimeZoneInfo zone) =>
        at is { } instant ? TimeTexts.Local(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
