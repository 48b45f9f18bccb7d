using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace CsKpiCases.Web.Tests.Pictures;

/// <summary>Files to hand in: pictures drawn here, a film's first boxes, and what only looks like one.</summary>
internal static class TestPictures
{
    /// <summary>A drawn picture; another seed is another picture.</summary>
    public static byte[] Picture(int seed, SKEncodedImageFormat format = SKEncodedImageFormat.Png, int width = 640, int height = 480, int quality = 90)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(new SKColor(200, 190, 170));
            canvas.Scale(width / 640f, height / 480f);
            var random = new Random(seed);
            for (var i = 0; i < 14; i++)
            {
                using var paint = new SKPaint { Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)) };
                canvas.DrawOval(random.Next(640), random.Next(480), random.Next(30, 160), random.Next(30, 120), paint);
            }
        }

        using var encoded = bitmap.Encode(format, quality);
        return encoded.ToArray();
    }

    /// <summary>The left half black, the right half white, with an EXIF word that the camera was turned.</summary>
    public static byte[] Turned(int orientation)
    {
        using var bitmap = new SKBitmap(200, 100);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            using var black = new SKPaint { Color = SKColors.Black };
            canvas.DrawRect(0, 0, 100, 100, black);
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        var jpeg = encoded.ToArray();
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>One grey, nothing on it.</summary>
    public static byte[] Blank(byte grey)
    {
        using var bitmap = new SKBitmap(320, 240);
        bitmap.Erase(new SKColor(grey, grey, grey));
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        return encoded.ToArray();
    }

    /// <summary>A PNG of few bytes that says it is very large: reading it would take gigabytes.</summary>
    public static byte[] Bomb(int side)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(new byte[1 << 20]);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    public static byte[] Video(string brand = "isom", int size = 4096)
    {
        var bytes = new byte[size];
        byte[] head = [0, 0, 0, 24, .. "ftyp"u8, .. System.Text.Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0, .. "isommp41"u8];
        head.CopyTo(bytes, 0);
        for (var i = head.Length; i < size; i++) bytes[i] = (byte)i;
        return bytes;
    }

    public static byte[] Webm(string docType = "webm") => [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. System.Text.Encoding.ASCII.GetBytes(docType), .. new byte[200]];

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. content]));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
