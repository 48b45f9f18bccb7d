using System.Globalization;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>A hand-over as a table in the reader's language, times in the shop's zone.</summary>
public sealed class HandoverFile(Texts texts)
{
    /// <summary>Writes it into a temporary file that goes when it has been read.</summary>
    /// <param name="page">Which.</param>
    /// <param name="format"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="zone">The shop's.</param>
    public async Task<Stream> WriteAsync(HandoverPage page, string format, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(page);
        var path = Path.Combine(Path.GetTempPath(), $"cases-handover-{Guid.NewGuid():N}.{format}");
        try
        {
            await using (var table = TableWriter.Create(path, "." + format, Columns()))
            {
                foreach (var one in page.Groups.SelectMany(g => g.Cases)) await table.WriteAsync(Row(one, zone));
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 14, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private List<string> Columns() =>
    [
        texts["handover.owner"], texts["handover.case"], texts["handover.subject"], texts["handover.priority"], texts["handover.state-then"], texts["handover.waits"],
        texts["handover.clock"], texts["handover.due"], texts["handover.promise-due"], texts["handover.state-now"], texts["handover.owner-now"], texts["handover.note"],
    ];

    private IReadOnlyList<TableCell> Row(HandoverCase one, TimeZoneInfo zone) =>
    [
        one.Owner ?? texts["handover.nobody"], one.Number, one.Subject, texts.Named("priority.", one.Priority.ToString()), texts.State(one.State), texts.Code("waits.", one.WaitsOn.ToString()),
        one.Clock is null ? "" : texts.Code("clock.", one.Clock), Local(one.DueAt, zone), Local(one.PromiseDueAt, zone), texts.State(one.StateNow), one.OwnerNow ?? texts["handover.nobody"], one.Said?.Word.Note ?? "",
    ];

    private static string Local(DateTime? at, TimeZoneInfo zone) =>
        at is { } instant ? TimeZoneInfo.ConvertTimeFromUtc(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
