using System.Globalization;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>The register as a table in the reader's language, times in the shop's zone.</summary>
public sealed class ArchiveFile(Texts texts)
{
    /// <summary>Lines of one file.</summary>
    public const int MostRows = 100_000;

    /// <summary>Writes it into a temporary file that goes when it has been read.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="format"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="zone">The shop's.</param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    public async Task<Stream> WriteAsync(IAsyncEnumerable<ArchiveRow> rows, string format, TimeZoneInfo zone, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var path = Path.Combine(Path.GetTempPath(), $"cases-evidence-{Guid.NewGuid():N}.{format}");
        try
        {
            await using (var table = TableWriter.Create(path, "." + format, Columns()))
            {
                await foreach (var row in rows.WithCancellation(cancellation)) await table.WriteAsync(Row(row, zone));
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
        texts["archive.name"], texts["archive.original"], texts["archive.case"], texts["archive.buyer"], texts["archive.type"], texts["archive.size"],
        texts["archive.uploaded"], texts["archive.uploader"], texts["archive.flagged"], "SHA-256",
    ];

    private IReadOnlyList<TableCell> Row(ArchiveRow row, TimeZoneInfo zone) =>
    [
        row.Name, row.FileName, row.CaseNumber, row.Buyer, row.ContentType, row.SizeBytes.ToString(CultureInfo.InvariantCulture),
        TimeZoneInfo.ConvertTimeFromUtc(row.UploadedAt, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        texts.Uploader(row.Uploader, row.UploadedByKind), texts[row.IsFlagged ? "answer.yes" : "answer.no"], row.ContentHash,
    ];
}
