using System.Buffers.Binary;
using System.IO.Compression;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>A picture to draw simple shapes on, and its PNG: the demo's photos are drawn, not taken from anywhere.</summary>
internal sealed class PngCanvas(int width, int height)
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = MakeCrcTable();
    private readonly byte[] pixels = new byte[width * height * 3];
    private (double X, double Y, double Scale) place = (0, 0, 1);

    public int Width => width;

    public int Height => height;

    /// <summary>Fills with a colour that grows darker towards the bottom, as a table under a lamp does.</summary>
    public void Backdrop(uint colour)
    {
        for (var y = 0; y < height; y++)
        {
            var shade = 1.0 - (0.28 * y / height);
            for (var x = 0; x < width; x++) Set(x, y, colour, shade);
        }
    }

    /// <summary>What is drawn from now on lies further right and down, and is larger.</summary>
    public void Place(double right, double down, double scale) => place = (right, down, scale);

    public void Rectangle(double left, double top, double right, double bottom, uint colour) =>
        Fill(left, top, right, bottom, (_, _) => true, colour);

    public void Ellipse(double cx, double cy, double rx, double ry, uint colour) =>
        Fill(cx - rx, cy - ry, cx + rx, cy + ry, (x, y) => (((x - cx) / rx * ((x - cx) / rx)) + ((y - cy) / ry * ((y - cy) / ry))) <= 1, colour);

    /// <summary>A ring between two ellipses of the same centre.</summary>
    public void Ring(double cx, double cy, double rx, double ry, double thickness, uint colour) => Fill(cx - rx, cy - ry, cx + rx, cy + ry, (x, y) =>
    {
        var outer = ((x - cx) / rx * ((x - cx) / rx)) + ((y - cy) / ry * ((y - cy) / ry));
        var (ix, iy) = (rx - thickness, ry - thickness);
        return outer <= 1 && (((x - cx) / ix * ((x - cx) / ix)) + ((y - cy) / iy * ((y - cy) / iy))) > 1;
    }, colour);

    public void Line(double fromX, double fromY, double toX, double toY, double thickness, uint colour)
    {
        var steps = (int)(Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY)) * 2) + 1;
        for (var i = 0; i <= steps; i++)
        {
            var (x, y) = (fromX + ((toX - fromX) * i / steps), fromY + ((toY - fromY) * i / steps));
            Rectangle(x - (thickness / 2), y - (thickness / 2), x + (thickness / 2), y + (thickness / 2), colour);
        }
    }

    /// <summary>What it looks like, as a picture that comes in is looked at.</summary>
    public long? Fingerprint()
    {
        const int columns = PictureFingerprint.Columns, rows = PictureFingerprint.Rows;
        var (sums, counts, grid) = (new long[columns * rows], new int[columns * rows], new byte[columns * rows]);
        for (var i = 0; i < width * height; i++)
        {
            var field = (i / width * rows / height * columns) + (i % width * columns / width);
            sums[field] += (299 * pixels[i * 3]) + (587 * pixels[(i * 3) + 1]) + (114 * pixels[(i * 3) + 2]);
            counts[field]++;
        }

        for (var field = 0; field < grid.Length; field++) grid[field] = (byte)(sums[field] / (1000L * counts[field]));
        return PictureFingerprint.Of(grid);
    }

    /// <summary>The picture as a PNG file: 8-bit RGB, not interlaced.</summary>
    public byte[] Encode()
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private byte[] Compressed()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // no filter
                zlib.Write(pixels, y * width * 3, width * 3);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content, Crc(type, 0xFFFFFFFF)) ^ 0xFFFFFFFF);
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var b in bytes) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }

    private void Fill(double left, double top, double right, double bottom, Func<double, double, bool> isInside, uint colour)
    {
        var (dx, dy, scale) = place;
        for (var y = Math.Max(0, (int)((top * scale) + dy)); y < Math.Min(height, (bottom * scale) + dy); y++)
        {
            for (var x = Math.Max(0, (int)((left * scale) + dx)); x < Math.Min(width, (right * scale) + dx); x++)
            {
                if (isInside((x + 0.5 - dx) / scale, (y + 0.5 - dy) / scale)) Set(x, y, colour, 1);
            }
        }
    }

    private void Set(int x, int y, uint colour, double shade)
    {
        var i = ((y * width) + x) * 3;
        pixels[i] = (byte)(((colour >> 16) & 0xFF) * shade);
        pixels[i + 1] = (byte)(((colour >> 8) & 0xFF) * shade);
        pixels[i + 2] = (byte)((colour & 0xFF) * shade);
    }
}
