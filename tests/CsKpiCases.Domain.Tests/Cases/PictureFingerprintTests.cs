using CsKpiCases.Domain.Cases;
using FsCheck;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What pictures look like, and which are taken for the same.</summary>
public sealed class PictureFingerprintTests
{
    private const int Fields = PictureFingerprint.Columns * PictureFingerprint.Rows;

    [Fact]
    public void Fingerprint_OfABrighterOrDarkerPrint_IsTheSame() => Scoring.Property.Holds(Grids(), grid =>
    {
        var brighter = grid.Select(g => (byte)(40 + g)).ToArray();
        return PictureFingerprint.Of(grid) == PictureFingerprint.Of(brighter);
    });

    [Fact]
    public void Fingerprint_OfTwoPictures_DiffersInAboutHalfTheBits()
    {
        var alike = 0;
        Scoring.Property.Holds(Grids().Two(), pair =>
        {
            if (PictureFingerprint.Of(pair.Item1) is { } one && PictureFingerprint.Of(pair.Item2) is { } other
                && PictureFingerprint.Distance(one, other) <= PictureFingerprint.MostDifferentBits) alike++;
            return true;
        });
        Assert.Equal(0, alike);
    }

    [Fact]
    public void Distance_OfAny_IsAMeasure() => Scoring.Property.Holds(Gen.Choose(int.MinValue, int.MaxValue).Three(), t =>
    {
        var (a, b, c) = (Mixed(t.Item1), Mixed(t.Item2), Mixed(t.Item3));
        return PictureFingerprint.Distance(a, a) == 0 && PictureFingerprint.Distance(a, b) == PictureFingerprint.Distance(b, a)
            && PictureFingerprint.Distance(a, c) <= PictureFingerprint.Distance(a, b) + PictureFingerprint.Distance(b, c) && PictureFingerprint.Distance(a, ~a) == 64;
    });

    [Fact]
    public void Bands_OfFingerprintsWithinTheDistance_ShareOneAtLeast() => Scoring.Property.Holds(
        Gen.Choose(int.MinValue, int.MaxValue).SelectMany(seed => Gen.Choose(0, 63).ArrayOf(PictureFingerprint.MostDifferentBits).Select(bits => (seed, bits))), x =>
        {
            var one = Mixed(x.seed);
            var other = x.bits.Aggregate(one, (print, bit) => print ^ (1L << bit));
            var (a, b) = (PictureFingerprint.Bands(one), PictureFingerprint.Bands(other));
            return a.First == b.First || a.Second == b.Second || a.Third == b.Third || a.Fourth == b.Fourth;
        });

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void Fingerprint_OfABlankPicture_IsNone(byte grey) => Assert.Null(PictureFingerprint.Of(Enumerable.Repeat(grey, Fields).ToArray()));

    [Fact]
    public void Fingerprint_OfNoiseOnABlankWall_IsNone() =>
        Assert.Null(PictureFingerprint.Of([.. Enumerable.Range(0, Fields).Select(i => (byte)(200 + (i * 7 % 3)))]));

    [Fact]
    public void Fingerprint_OfAnotherSizeOfGrid_IsRefused() => Assert.Throws<ArgumentException>(() => PictureFingerprint.Of(new byte[64]));

    [Theory]
    [InlineData("tb_lily", 3, "image/jpeg", "tb_lily_AS2603020001_3.jpg")]
    [InlineData("../../etc", 1, "image/png", "etc_AS2603020001_1.png")]
    [InlineData("李 丽<b>", 2, "video/quicktime", "李丽b_AS2603020001_2.mov")]
    [InlineData(null, 1, "text/html", "unknown_AS2603020001_1.bin")]
    [InlineData("//\\\\..", 12, "application/pdf", "unknown_AS2603020001_12.pdf")]
    public void Name_OfEvidence_IsMadeOfBuyerCaseAndPlace(string? buyer, int sequence, string type, string name) =>
        Assert.Equal(name, EvidenceName.Of(buyer, "AS2603020001", sequence, type));

    private static Gen<byte[]> Grids() => Gen.Choose(0, 200).ArrayOf(Fields).Select(values => values.Select(v => (byte)v).ToArray());

    private static long Mixed(int seed) => unchecked((long)((ulong)seed * 0x9E3779B97F4A7C15UL));
}
