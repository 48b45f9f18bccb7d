using System.Globalization;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Draws the buyers' photos and lays them into the evidence store.</summary>
internal static class DemoPhotos
{
    /// <summary>The kind that every complaint about service has.</summary>
    public const string Chat = "chat";
    private const int FewestVariants = 5;
    private const int MostVariants = 200;
    private const int CasesAVariant = 16;
    private const int ChatsAVariant = 4;
    private static readonly uint[] Tables = [0xC9B79C, 0xB8C4BB, 0xD8D2C4, 0xA9B4C2, 0xCDB4A0];
    private static readonly uint[] Glazes = [0xF4EFE6, 0x9DB4C0, 0xE8C4B8, 0x8FA98F, 0xD9CDB8];

    private static readonly Dictionary<string, (string Name, Action<PngCanvas, int> Draw)> Kinds = new(StringComparer.Ordinal)
    {
        ["cup"] = ("杯子", DrawCup),
        ["crack"] = ("裂纹", DrawCrack),
        ["parcel"] = ("外箱", DrawParcel),
        ["label"] = ("面单", DrawLabel),
        ["cloth"] = ("布料", DrawCloth),
        ["stain"] = ("掉色", DrawStain),
        [Chat] = ("聊天记录", DrawChat),
        ["box"] = ("收纳", DrawBox),
    };

    /// <summary>
    /// Photos of each kind, stored; drawing them again gives the same bytes. Each is for one case: the same picture on two cases is
    /// something that the product flags.
    /// </summary>
    /// <param name="cases">The more there are, the more photos are drawn.</param>
    public static async Task<IReadOnlyDictionary<string, Queue<DemoPhoto>>> StoreAsync(EvidenceFiles files, int cases, CancellationToken cancellation)
    {
        var photos = new Dictionary<string, Queue<DemoPhoto>>(StringComparer.Ordinal);
        foreach (var (kind, (name, _)) in Kinds)
        {
            var variants = new Queue<DemoPhoto>();
            var count = Math.Clamp(cases / CasesAVariant, FewestVariants, MostVariants) * (kind == Chat ? ChatsAVariant : 1);
            for (var i = 0; i < count; i++)
            {
                var canvas = Drawn(kind, i);
                using var content = new MemoryStream(canvas.Encode());
                var (file, fault) = await files.StoreAsync(content, cancellation);
                if (file is null) throw new InvalidOperationException($"The drawn photo {kind} was not taken: {fault}.");
                variants.Enqueue(new DemoPhoto(file.ContentHash, $"{name}{(i + 1).ToString(CultureInfo.InvariantCulture)}.png", file.SizeBytes, canvas.Fingerprint()));
            }

            photos[kind] = variants;
        }

        return photos;
    }

    /// <summary>One photo as a PNG file.</summary>
    public static byte[] Draw(string kind, int variant) => Drawn(kind, variant).Encode();

    private static PngCanvas Drawn(string kind, int variant)
    {
        var canvas = new PngCanvas(480, 360);
        canvas.Backdrop(Tables[variant % Tables.Length]);
        var random = DemoRandom.Of(kind.Length + (kind[0] * 31), variant);
        // what lies about on the table, and from where it was taken
        for (var i = 0; i < 7; i++)
        {
            var (x, y, size) = (random.Between(0, 480), random.Between(0, 360), random.Between(30, 110));
            var colour = Tables[random.Between(0, Tables.Length - 1)];
            if (random.Chance(0.5)) canvas.Ellipse(x, y, size, size * 0.7, colour);
            else canvas.Rectangle(x - size, y - (size / 2), x + size, y + (size / 2), random.Chance(0.4) ? 0x6E6A63u : colour);
        }

        var scale = random.Between(70, 125) / 100.0;
        canvas.Place(240 - (240 * scale) + random.Between(-70, 70), 180 - (180 * scale) + random.Between(-50, 50), scale);
        Kinds[kind].Draw(canvas, variant % FewestVariants);
        return canvas;
    }

    private static void DrawCup(PngCanvas canvas, int variant)
    {
        var glaze = Glazes[variant % Glazes.Length];
        canvas.Ellipse(250, 305, 130, 22, 0x8A7F70);
        canvas.Ring(335, 205, 52, 62, 18, glaze);
        canvas.Rectangle(150, 110, 330, 290, glaze);
        canvas.Ellipse(240, 290, 90, 18, glaze);
        canvas.Ellipse(240, 110, 90, 22, 0xFFFFFF);
        canvas.Ellipse(240, 112, 78, 16, 0x6B5B4B);
        canvas.Rectangle(165, 130, 178, 270, 0xFFFFFF);
    }

    private static void DrawCrack(PngCanvas canvas, int variant)
    {
        DrawCup(canvas, variant);
        double x = 200 + (variant * 14), y = 112;
        var random = DemoRandom.Of(7, variant);
        while (y < 285)
        {
            double nextX = x + random.Between(-18, 20), nextY = y + random.Between(14, 30);
            canvas.Line(x, y, nextX, nextY, 3, 0x3A2F28);
            if (random.Chance(0.4)) canvas.Line(nextX, nextY, nextX + random.Between(12, 34), nextY + random.Between(4, 18), 2, 0x3A2F28);
            (x, y) = (nextX, nextY);
        }

        for (var i = 0; i < 4 + variant; i++) canvas.Ellipse(110 + random.Between(0, 240), 318 + random.Between(-8, 14), random.Between(4, 11), random.Between(3, 6), Glazes[variant % Glazes.Length]);
    }

    private static void DrawParcel(PngCanvas canvas, int variant)
    {
        canvas.Rectangle(90, 90, 390, 300, 0xB98A56);
        canvas.Rectangle(90, 175, 390, 205, 0xD9B98A);
        canvas.Rectangle(90, 90, 390, 100, 0x9C7343);
        for (var i = 0; i <= variant + 2; i++) canvas.Line(300 + (i * 14), 90, 390, 150 + (i * 16), 4, 0x8A6338);
        canvas.Ellipse(385, 100, 34 + (variant * 4), 28, Tables[variant % Tables.Length]);
        canvas.Rectangle(120, 220, 230, 285, 0xF6F4EE);
    }

    private static void DrawLabel(PngCanvas canvas, int variant)
    {
        canvas.Rectangle(100, 40, 380, 330, 0xFBFAF6);
        canvas.Rectangle(100, 40, 380, 82, 0x2F3E4E);
        var random = DemoRandom.Of(11, variant);
        for (double x = 120; x < 360;)
        {
            double width = random.Between(1, 5);
            canvas.Rectangle(x, 96, x + width, 150, 0x22262B);
            x += width + random.Between(2, 5);
        }

        for (var i = 0; i < 6; i++) canvas.Rectangle(120, 172 + (i * 24), 190 + random.Between(20, 160), 182 + (i * 24), 0x8C949C);
        canvas.Ring(335, 285, 30, 30, 4, 0xC0392B);
    }

    private static void DrawCloth(PngCanvas canvas, int variant)
    {
        var colour = Glazes[(variant + 1) % Glazes.Length];
        canvas.Rectangle(60, 60, 420, 310, colour);
        for (var y = 66; y < 310; y += 12) canvas.Rectangle(60, y, 420, y + 2, 0xFFFFFF);
        for (var i = 0; i < 4; i++) canvas.Line(90 + (i * 90), 60, 60 + (i * 100), 310, 3, 0xB9B2A6);
        canvas.Rectangle(360, 270, 410, 300, 0xFFFFFF);
    }

    private static void DrawStain(PngCanvas canvas, int variant)
    {
        DrawCloth(canvas, variant);
        var random = DemoRandom.Of(13, variant);
        for (var i = 0; i < 9; i++) canvas.Ellipse(160 + random.Between(0, 140), 140 + random.Between(0, 90), random.Between(14, 46), random.Between(10, 34), 0xB5655A);
        canvas.Ellipse(230, 185, 40, 28, 0x9C4A42);
    }

    private static void DrawChat(PngCanvas canvas, int variant)
    {
        canvas.Rectangle(130, 10, 350, 350, 0xEDEDED);
        canvas.Rectangle(130, 10, 350, 44, 0x2F6F9F);
        var random = DemoRandom.Of(17, variant);
        for (var (i, y) = (0, 58); y < 320; i++)
        {
            int width = random.Between(70, 140), height = random.Between(20, 40);
            var isBuyer = i % 3 != 1;
            var left = isBuyer ? 144 : 336 - width;
            canvas.Rectangle(left, y, left + width, y + height, isBuyer ? 0xFFFFFFu : 0x95D475u);
            for (var line = 6; line + 6 < height; line += 10) canvas.Rectangle(left + 8, y + line, left + width - random.Between(10, 40), y + line + 4, 0x7A7A7A);
            y += height + 12;
        }
    }

    private static void DrawBox(PngCanvas canvas, int variant)
    {
        canvas.Rectangle(110, 120, 370, 300, 0xDDE6EA);
        canvas.Rectangle(100, 100, 380, 128, Glazes[variant % Glazes.Length]);
        canvas.Line(150 + (variant * 20), 128, 190 + (variant * 26), 300, 4, 0x56626A);
        canvas.Rectangle(215, 106, 265, 120, 0x7A868E);
    }
}
