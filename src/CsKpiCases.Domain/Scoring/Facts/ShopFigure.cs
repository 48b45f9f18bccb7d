namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>
/// A figure that somebody else has counted: the platform's own value of an indicator, the month's DSR, an agent's conversion.
/// It stands beside ours where we have one, and instead of it where we have none.
/// </summary>
public sealed class ShopFigure : IImportedFact
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>Indicator, days and agent; unique within the shop.</summary>
    public string NaturalKey { get; set; } = "";

    /// <summary>Key of the <see cref="Indicator"/>, or of a figure that only pay knows (<see cref="FigureKeys"/>).</summary>
    public string Indicator { get; set; } = "";

    /// <summary>Whose; null: the shop's.</summary>
    public long? AgentId { get; set; }

    /// <summary>First day, included.</summary>
    public DateOnly From { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly To { get; set; }

    /// <summary>In the indicator's unit (rates as fractions), with up to six decimals.</summary>
    public decimal Value { get; set; }

    /// <summary>Parts of a rate or a mean, where the source tells them.</summary>
    public decimal? Numerator { get; set; }

    /// <summary>See <see cref="Numerator"/>.</summary>
    public decimal? Denominator { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>Keys of figures that are no indicators.</summary>
public static class FigureKeys
{
    /// <summary>Yuan of a month's sales that are nobody's own.</summary>
    public const string PublicSales = "public_sales";

    /// <summary>Cards by which a platform asked buyers for a rating.</summary>
    public const string RatingCards = "rating_cards";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [PublicSales, RatingCards];
}
