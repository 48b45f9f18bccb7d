using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>What the list of buyers is narrowed by, as in its address.</summary>
public sealed record BuyerFilter
{
    /// <summary>Platform ID or name from its beginning, a phone or its last digits, an order number.</summary>
    public string? Q { get; init; }
    public string? Tier { get; init; }
    public string? Tag { get; init; }

    /// <summary>Older than this one: the list goes by ids, the newest first.</summary>
    public long? Before { get; init; }

    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Tier) || !string.IsNullOrEmpty(Tag);

    public string Href()
    {
        var parts = new List<string>();
        void Part(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) parts.Add(name + "=" + Uri.EscapeDataString(value.Trim()));
        }

        Part("q", Q);
        Part("tier", Tier);
        Part("tag", Tag);
        Part("before", Before?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "/buyers" : "/buyers?" + string.Join('&', parts);
    }
}

/// <summary>One buyer of the list; name and phone are masked where it is shown.</summary>
public sealed record BuyerRow(long Id, string PlatformBuyerId, string? Name, string? Phone, string? Tier, int Cases, int Open)
{
    public IReadOnlyList<string> Tags { get; init; } = [];
    public RefunderFacts Facts { get; init; } = new(0, 0, 0, 0);
    public IReadOnlyList<RefunderWarning> Warnings { get; init; } = [];
}

/// <summary>The page.</summary>
public sealed record BuyerListPage(BuyerFilter Filter, IReadOnlyList<BuyerRow> Rows, string? OlderHref, IReadOnlyList<string> Tiers, IReadOnlyList<string> Tags);
