using System.Buffers;
using System.Text;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>Which encoding a text file is in: a byte order mark says so; else UTF-8 where all of it is, else GB18030.</summary>
public static class TextEncodings
{
    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Gb18030 => Encoding.GetEncoding("GB18030");

    /// <summary>Looks through the whole file: a Chinese name may stand in its last line only.</summary>
    public static async Task<Encoding> OfAsync(string path, CancellationToken cancellation)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var (kept, isFirst) = (0, true);
            while (await stream.ReadAsync(buffer.AsMemory(kept, buffer.Length - kept), cancellation) is > 0 and var read)
            {
                var length = kept + read;
                if (isFirst && MarkOf(buffer.AsSpan(0, length)) is { } marked) return marked;
                isFirst = false;
                if (!Holds(buffer.AsSpan(0, length), out kept)) return Gb18030;
                buffer.AsSpan(length - kept, kept).CopyTo(buffer);
            }

            return kept == 0 ? new UTF8Encoding(false) : Gb18030;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Encoding? MarkOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>Whether the bytes are UTF-8, but for a character that the end cuts off; <paramref name="cut"/> is how many bytes of it are here.</summary>
    private static bool Holds(ReadOnlySpan<byte> bytes, out int cut)
    {
        cut = 0;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return true;
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            if ((bytes[^back] & 0xC0) != 0xC0) continue;
            cut = back;
            return Rune.DecodeFromUtf8(bytes[^back..], out _, out _) == OperationStatus.NeedMoreData && System.Text.Unicode.Utf8.IsValid(bytes[..^back]);
        }

        return false;
    }
}
