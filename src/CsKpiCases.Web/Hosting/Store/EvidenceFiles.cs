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
    TypeNotAllowed,
}

/// <summary>
/// The bytes of evidence: under <c>evidence/</c> of the data folder, named by their hash, so that the same photo lies there
/// once and no name of a sender's ever becomes a path. The one way in and out.
/// </summary>
public sealed class EvidenceFiles(StoreConnection store)
{
    public const long LargestBytes = 20 * 1024 * 1024;
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

    /// <summary>A sender's file name without folders and control characters, short enough to keep.</summary>
    public static string CleanName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '\u202E'))]).Trim();
        return clean.Length == 0 ? "file" : ClippedText.EndOf(clean, LongestName);
    }

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

    private static async Task<(StoredFile? File, FileFault? Fault)> WriteAsync(Stream content, string part, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
            var (size, type) = (0L, (string?)null);
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0)
            {
                if (size == 0 && (type = TypeOf(buffer.AsSpan(0, read))) is null) return (null, FileFault.TypeNotAllowed);
                size += read;
                if (size > LargestBytes) return (null, FileFault.TooLarge);
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

    private static string? TypeOf(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? "image/gif"
        : start.Length > 12 && start.StartsWith("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : start.StartsWith("%PDF-"u8) ? "application/pdf"
        : null;
}
