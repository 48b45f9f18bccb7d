using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Takes a file in that is to be attached to a case: stores it, and looks at it where it is a picture.</summary>
public sealed class TakeEvidence(EvidenceFiles files, Thumbnails thumbnails)
{
    /// <summary>The act that attaches it, or why it was not taken.</summary>
    public async Task<(AttachEvidence? Act, FileFault? Fault)> RunAsync(string? fileName, Stream content, CancellationToken cancellation)
    {
        var (file, fault) = await files.StoreAsync(content, cancellation);
        if (file is null) return (null, fault);
        var fingerprint = FileKind.IsImage(file.ContentType) ? await thumbnails.MakeAsync(file.ContentHash, cancellation) : null;
        return (new AttachEvidence(file.ContentHash, EvidenceFiles.CleanName(fileName), file.ContentType, file.SizeBytes) { Fingerprint = fingerprint }, null);
    }
}
