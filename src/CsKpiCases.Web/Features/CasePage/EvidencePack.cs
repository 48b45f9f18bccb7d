using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>A piece of evidence in a pack.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="IsThere">False where its bytes are gone from the store.</param>
public sealed record PackedEvidence(Evidence Evidence, string Name, bool IsThere);

/// <summary>
/// A case's evidence for a dispute, as a ZIP file that is made while it is sent: the originals, an index to read and one for programs,
/// and the checksums of all of them, to be checked by <c>sha256sum -c manifest.sha256</c>.
/// </summary>
public sealed class EvidencePack(EvidenceFiles files, PackIndex index, PageZone zone)
{
    private const string Folder = "files/";

    public static string FileName(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return "evidence-" + view.Case.Number + ".zip";
    }

    /// <summary>Writes it; nothing of it is held in memory but the index.</summary>
    public async Task WriteAsync(CaseView view, Stream target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(view);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(view.Shop.TimeZone);
        var packed = view.Evidence.Select((e, i) => new PackedEvidence(e, EvidenceName.Of(view.Buyer?.PlatformBuyerId, view.Case.Number, i + 1, e.ContentType), files.Has(e.ContentHash))).ToList();
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        var sums = new StringBuilder();
        await AddAsync(zip, "index.html", Encoding.UTF8.GetBytes(index.Html(view, packed)), sums, cancellation);
        await AddAsync(zip, "index.csv", await index.CsvAsync(view, packed), sums, cancellation);
        foreach (var one in packed.Where(p => p.IsThere))
        {
            // pictures and videos are packed already
            var entry = zip.CreateEntry(Folder + one.Name, CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(TimeTexts.Local(one.Evidence.UploadedAt, zone.Zone));
            await using var content = files.Open(one.Evidence.ContentHash)!;
            await using var into = await entry.OpenAsync(cancellation);
            sums.Append(CultureInfo.InvariantCulture, $"{await CopyAsync(content, into, cancellation)}  {Folder}{one.Name}\n");
        }

        await AddAsync(zip, "manifest.sha256", Encoding.UTF8.GetBytes(sums.ToString()), null, cancellation);
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content, StringBuilder? sums, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        await using var into = await entry.OpenAsync(cancellation);
        await into.WriteAsync(content, cancellation);
        sums?.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {name}\n");
    }

    /// <summary>Copies, and gives the checksum of what was copied: should the store have changed it, it shows.</summary>
    private static async Task<string> CopyAsync(Stream content, Stream into, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await into.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
