using System.Buffers;
using System.Security.Cryptography;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>A file that lies in the store, under its hash.</summary>
/// <param name="ContentHash">SHA-256, lower-case hex.</param>
/// <param name="ContentType">By its content, whatever the sender called it.</param>
public sealed record StoredFile(string ContentHash, string ContentType, long SizeBytes);

/// <summary>Why a file was not taken.</summary>
public enum FileFault
{
    Empty,
    TooLarge,
    VideoTooLarge,
    TypeNotAllowed,
}

/// <summary>
/// The bytes of evidence: under <c>evidence/</c> of the data folder, named by their hash, so that the same photo lies there
/// once and no name of a sender's ever becomes a path. The one way in and out.
/// </summary>
public sealed class EvidenceFiles(StoreConnection store, EvidenceSettings settings)
{
    /// <summary>Of a picture or document; videos have a setting.</summary>
    public const long LargestBytes = 20 * 1024 * 1024;

    /// <summary>In one form.</summary>
    public const int MostFiles = 20;
    private const int LongestName = 200;
    private const string PartPrefix = "part-";

    private readonly string folder = Path.Combine(store.DataFolder, "evidence");

    /// <summary>Takes a file in. It is durable when this returns.</summary>
    public async Task<(StoredFile? File, FileFault? Fault)> StoreAsync(Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, PartPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            var (file, fault) = await WriteAsync(content, part, cancellation);
            if (file is null) return (null, fault);
            var target = PathOf(file.ContentHash);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target)) File.Move(part, target, overwrite: true);
            return (file, null);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Files on their way in, each locked by whoever writes it.</summary>
    public TemporaryFiles Parts => new(folder, PartPrefix + "*", IsLocked);

    /// <summary>The bytes of a stored file; null when they are not there.</summary>
    public Stream? Open(string contentHash)
    {
        var path = PathOf(contentHash);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true) : null;
    }

    /// <summary>Whether the bytes are there.</summary>
    public bool Has(string contentHash) => File.Exists(PathOf(contentHash));

    /// <summary>The small picture beside a stored one; null where none was made.</summary>
    public Stream? OpenThumbnail(string contentHash)
    {
        var file = new FileInfo(ThumbnailOf(contentHash));
        return file is { Exists: true, Length: > 0 } ? new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 16 * 1024, useAsync: true) : null;
    }

    /// <summary>Lays the small picture beside the stored one. It can be made again, so nobody waits for the disk.</summary>
    public async Task KeepThumbnailAsync(string contentHash, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation)
    {
        var part = Path.Combine(folder, PartPrefix + Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(part, jpeg, cancellation);
        File.Move(part, ThumbnailOf(contentHash), overwrite: true);
    }

    /// <summary>A sender's file name without folders and control characters, short enough to keep.</summary>
    public static string CleanName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '\u202E'))]).Trim();
        return clean.Length == 0 ? "file" : ClippedText.EndOf(clean, LongestName);
    }

    private string ThumbnailOf(string contentHash) => PathOf(contentHash) + ".thumb";

    private string PathOf(string contentHash)
    {
        if (contentHash.Length != 64 || !contentHash.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("Not a hash.", nameof(contentHash));
        }

        return Path.Combine(folder, contentHash[..2], contentHash);
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private async Task<(StoredFile? File, FileFault? Fault)> WriteAsync(Stream content, string part, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
            var (size, most, type) = (0L, LargestBytes, (string?)null);
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0)
            {
                if (size == 0)
                {
                    if ((type = FileKind.Of(buffer.AsSpan(0, read))) is null) return (null, FileFault.TypeNotAllowed);
                    if (FileKind.IsVideo(type)) most = settings.LargestVideoBytes;
                }

                size += read;
                if (size > most) return (null, FileKind.IsVideo(type!) ? FileFault.VideoTooLarge : FileFault.TooLarge);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            if (size == 0) return (null, FileFault.Empty);
            file.Flush(flushToDisk: true);
            return (new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), type!, size), null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
