namespace CsKpiCases.Web.Hosting.Store;

/// <summary>What a file is, by its first bytes; its sender's word is not asked.</summary>
internal static class FileKind
{
    /// <summary>Bytes that are enough to tell by.</summary>
    private const int WebmHead = 64;

    private static readonly string[] Mp4Brands = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "M4VP", "MSNV", "mp71", "3gp4", "3gp5", "3gp6", "dash"];

    /// <summary>The content type; null for what is not taken.</summary>
    public static string? Of(ReadOnlySpan<byte> start) => Image(start) ?? Video(start) ?? (start.StartsWith("%PDF-"u8) ? "application/pdf" : null);

    public static bool IsImage(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    public static bool IsVideo(string contentType) => contentType.StartsWith("video/", StringComparison.Ordinal);

    private static string? Image(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? "image/gif"
        : start.Length > 12 && start.StartsWith("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    private static string? Video(ReadOnlySpan<byte> start)
    {
        // HEIC and AVIF pictures lie in the same box; their brands are none of these
        if (start.Length > 16 && start[4..8].SequenceEqual("ftyp"u8))
        {
            var brand = System.Text.Encoding.ASCII.GetString(start[8..12]);
            return brand == "qt  " ? "video/quicktime" : Mp4Brands.Contains(brand) ? "video/mp4" : null;
        }

        // Matroska has the same first bytes, and another name within the first few
        var isEbml = start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]);
        return isEbml && start[..Math.Min(start.Length, WebmHead)].IndexOf("webm"u8) > 0 ? "video/webm" : null;
    }
}
