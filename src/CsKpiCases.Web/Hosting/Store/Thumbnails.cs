namespace CsKpiCases.Web.Hosting.Store;

/// <summary>
/// The small pictures: made when a picture comes in, or with the first look at one that came before, and kept beside it. One at a time,
/// so that many large pictures at once take the memory of one.
/// </summary>
public sealed class Thumbnails(EvidenceFiles files) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Makes it of a stored picture; gives what the picture looks like, null where it cannot be read or shows too little.</summary>
    public async Task<long?> MakeAsync(string contentHash, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            using var content = files.Open(contentHash);
            if (content is null || PictureReader.Read(content) is not { } small) return null;
            await files.KeepThumbnailAsync(contentHash, small.Jpeg, cancellation);
            return small.Fingerprint;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The small picture, made now where it is not there yet, and what it looks like if so; null for what cannot be read.</summary>
    public async Task<(Stream? Content, long? Fingerprint)> OpenAsync(string contentHash, CancellationToken cancellation)
    {
        if (files.OpenThumbnail(contentHash) is { } there) return (there, null);
        var fingerprint = await MakeAsync(contentHash, cancellation);
        return (files.OpenThumbnail(contentHash), fingerprint);
    }

    public void Dispose() => one.Dispose();
}
