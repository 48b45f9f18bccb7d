using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Platforms;

/// <summary>What a platform does when a threshold is hit (scoring.md, 1.2).</summary>
public enum ThresholdKind : byte
{
    /// <summary>V: a violation with consequences.</summary>
    Violation,

    /// <summary>L: the experience score's lowest mark.</summary>
    LowestMark,

    /// <summary>G: a gate of the experience score or of the stars.</summary>
    Gate,
}

/// <summary>What follows, named on the page.</summary>
public enum Consequence : byte
{
    None,
    Violation,
    LowestMark,
    ScoreGate,

    /// <summary>Of the experience score, and of the stars as well.</summary>
    StarGate,

    /// <summary>By gravity: warning, training and exam; warning, exam and ¥100 to 300; warning, exam and ¥500 to 1000.</summary>
    ByGravity,

    /// <summary>Barred from the platform's campaigns.</summary>
    CampaignsBarred,
}

/// <summary>A value that must not be reached.</summary>
/// <param name="Kind">What the platform makes of it.</param>
/// <param name="Value">In the indicator's unit; at it or worse it is hit.</param>
/// <param name="LeastCount">Bad cases below which it is not hit, whatever the rate.</param>
/// <param name="IsAllowed">True: the value itself may be reached, what is worse is a hit ("not above 6%").</param>
public sealed record Threshold(ThresholdKind Kind, decimal Value, long LeastCount = 0, bool IsAllowed = false);

/// <summary>One assessed indicator of a pack.</summary>
/// <param name="Key">Unique within the pack: the indicator's key, with the window's name where it is assessed over two.</param>
/// <param name="Indicator">What is measured.</param>
/// <param name="Formula">How.</param>
/// <param name="Window">Over which days.</param>
/// <param name="Target">In the indicator's unit; null: the source gives none.</param>
/// <param name="Threshold">Null: the source gives none; then a consequence follows the missed target.</param>
/// <param name="Consequence">What follows.</param>
public sealed record PackLine(
    string Key, Indicator Indicator, Formula Formula, WindowKind Window, decimal? Target = null, Threshold? Threshold = null, Consequence Consequence = Consequence.None)
{
    /// <summary>Counted from 08:00 to 24:00 of the shop's day only.</summary>
    public bool IsDaytimeOnly => Formula == Formulas.BuyerDaysReplied;

    /// <summary>Seconds of one of the indicator's unit, where that is a time; else 1.</summary>
    public decimal SecondsOfUnit => Tally.SecondsOf(Indicator.Unit);
}

/// <summary>A platform's assessment as data: what it looks at, when, and from where on it acts.</summary>
/// <param name="Key">Stable key, as in addresses and stored runs.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Lines">What is assessed, in the order of the source.</param>
/// <param name="InForceFrom">Since when the platform's rule holds; null where the source does not say.</param>
public sealed record PlatformPack(string Key, string NameZh, string NameEn, IReadOnlyList<PackLine> Lines, DateOnly? InForceFrom = null)
{
    /// <summary>The line of a key; null for none.</summary>
    public PackLine? Find(string? key) => Lines.FirstOrDefault(line => line.Key == key);
}

/// <summary>Which packs a shop is assessed by.</summary>
public static class PacksOfShop
{
    /// <summary>Its platform's, where there is one, and the generic one; Taobao and Tmall share a house rule.</summary>
    public static IReadOnlyList<PlatformPack> Of(Platform platform) => platform switch
    {
        Platform.Kuaishou => [ShippedPacks.Kuaishou, ShippedPacks.Generic],
        Platform.Douyin => [ShippedPacks.Douyin, ShippedPacks.Generic],
        Platform.JingDong => [ShippedPacks.JingDong, ShippedPacks.Generic],
        Platform.Pinduoduo => [ShippedPacks.Pinduoduo, ShippedPacks.Generic],
        Platform.Taobao or Platform.Tmall => [ShippedPacks.Tmall, ShippedPacks.Generic],
        _ => [ShippedPacks.Generic],
    };
}
