namespace CsKpiCases.Domain.Orders;

/// <summary>A word that the shop's people have put on a buyer.</summary>
public sealed class BuyerTag
{
    /// <summary>Characters of <see cref="Tag"/>.</summary>
    public const int Longest = 20;

    /// <summary>Tags that one buyer can have.</summary>
    public const int Most = 10;

    public long BuyerId { get; set; }
    public long ShopId { get; set; }
    public string Tag { get; set; } = "";
    public DateTime AddedAt { get; set; }
    public long AddedById { get; set; }

    /// <summary>Reads tags as typed: by commas, semicolons or line ends, in either script; the same word once, in the order typed.</summary>
    /// <example>"VIP，急性子, VIP" are VIP and 急性子.</example>
    public static IReadOnlyList<string> Read(string? typed) =>
        [.. (typed ?? "").Split([',', '，', ';', '；', '、', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
