using CsKpiCases.Domain.Cases;
using SkiaSharp;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>A small upright picture without what the camera wrote beside it, and what it looks like.</summary>
/// <param name="Jpeg">At most <see cref="PictureReader.Side"/> pixels wide and high.</param>
/// <param name="Fingerprint">Null for a picture that shows too little.</param>
internal sealed record SmallPicture(byte[] Jpeg, long? Fingerprint);

/// <summary>
/// Reads pictures of strangers. The size that a file claims is looked at before a pixel is: what would not fit is not read. This class
/// alone knows the drawing library, which is loaded with the first picture.
/// </summary>
internal static class PictureReader
{
    public const int Side = 360;
    private const int Quality = 82;

    /// <summary>What a phone's camera makes at most.</summary>
    private const long MostPixels = 50_000_000;

    /// <summary>Pixels in memory, four bytes each: formats that cannot be read smaller than they are end here.</summary>
    private const long MostReadPixels = 16_000_000;

    /// <summary>Null for what cannot be read, or would take too much memory.</summary>
    public static SmallPicture? Read(Stream content)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || codec.Info.Width < 1 || codec.Info.Height < 1 || Pixels(codec.Info.Size) > MostPixels) return null;
        var size = codec.GetScaledDimensions(Math.Min(1f, 2f * Side / Math.Max(codec.Info.Width, codec.Info.Height)));
        if (Pixels(size) > MostReadPixels) return null;
        using var read = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(read.Info, read.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return null;
        using var small = Upright(read, codec.EncodedOrigin);
        using var jpeg = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new SmallPicture(jpeg.ToArray(), PictureFingerprint.Of(Grid(small)));
    }

    private static long Pixels(SKSizeI size) => (long)size.Width * size.Height;

    /// <summary>Turned as it was taken, made small, on white where one could look through.</summary>
    private static SKBitmap Upright(SKBitmap read, SKEncodedOrigin origin)
    {
        var lies = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = lies ? (read.Height, read.Width) : (read.Width, read.Height);
        var scale = Math.Min(1f, (float)Side / Math.Max(width, height));
        var small = new SKBitmap(new SKImageInfo(Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(small);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)small.Width / width, (float)small.Height / height);
        canvas.Concat(Turn(origin, read.Width, read.Height));
        using var image = SKImage.FromBitmap(read);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return small;
    }

    /// <summary>Where a pixel of the file stands in the upright picture: the eight ways of EXIF.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    /// <summary>The mean grey of each field; what is smaller than the grid is stretched over it.</summary>
    private static byte[] Grid(SKBitmap picture)
    {
        const int columns = PictureFingerprint.Columns, rows = PictureFingerprint.Rows;
        var pixels = picture.GetPixelSpan();
        var grid = new byte[columns * rows];
        for (var field = 0; field < grid.Length; field++)
        {
            var (left, right) = Share(field % columns, columns, picture.Width);
            var (top, bottom) = Share(field / columns, rows, picture.Height);
            long sum = 0;
            for (var y = top; y < bottom; y++)
            {
                var row = pixels.Slice(y * picture.RowBytes, picture.Width * 4);
                for (var x = left; x < right; x++) sum += (299 * row[x * 4]) + (587 * row[(x * 4) + 1]) + (114 * row[(x * 4) + 2]);
            }

            grid[field] = (byte)(sum / (1000L * (right - left) * (bottom - top)));
        }

        return grid;
    }

    private static (int From, int To) Share(int index, int of, int length)
    {
        var from = index * length / of;
        return (from, Math.Max(from + 1, (index + 1) * length / of));
    }
}
