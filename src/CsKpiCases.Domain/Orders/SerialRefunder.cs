namespace CsKpiCases.Domain.Orders;

/// <summary>What is known of a buyer's refunds. An order counts once, however many cases it had.</summary>
/// <param name="Orders">All his orders, 0 and up.</param>
/// <param name="Refunded">Those of them for which money or a return was granted.</param>
/// <param name="Recent">Orders refunded within the window.</param>
/// <param name="RecentAmount">Yuan granted within the window.</param>
public sealed record RefunderFacts(int Orders, int Refunded, int Recent, decimal RecentAmount)
{
    /// <summary>Refunded orders over orders, 0 to 1; null without an order.</summary>
    public decimal? ReturnRate => Orders == 0 ? null : (decimal)Refunded / Orders;

    /// <summary>The same buyer in two shops.</summary>
    public RefunderFacts Plus(RefunderFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RefunderFacts(Orders + other.Orders, Refunded + other.Refunded, Recent + other.Recent, RecentAmount + other.RecentAmount);
    }
}

/// <summary>From where on refunds are worth a warning. A threshold is reached by what equals it.</summary>
public sealed record RefunderThresholds
{
    /// <summary>Fewer orders say nothing about a share.</summary>
    public int LeastOrders { get; init; } = 4;

    /// <summary>Refunded orders over orders, above 0 to 1.</summary>
    public decimal Share { get; init; } = 0.5m;

    /// <summary>The window of the other two, in days.</summary>
    public int WindowDays { get; init; } = 90;

    /// <summary>Orders refunded within the window.</summary>
    public int Refunds { get; init; } = 3;

    /// <summary>Yuan granted within the window.</summary>
    public decimal Amount { get; init; } = 500m;
}

/// <summary>Which threshold was reached.</summary>
public enum RefunderSign : byte
{
    Share = 1,
    Refunds = 2,
    Amount = 3,
}

/// <summary>Why a buyer is warned of: what was found, and what it was held against. A share is 0 to 1.</summary>
public sealed record RefunderWarning(RefunderSign Sign, decimal Found, decimal Threshold);

/// <summary>Warnings on serial refunders (workflow.md, "Buyers"): a hint to look closer, never a verdict.</summary>
public static class SerialRefunder
{
    /// <summary>Every threshold that was reached; empty for anybody else.</summary>
    /// <example>5 orders, 3 of them refunded, all lately, for 80 yuan: share 0.6 of 0.5, and refunds 3 of 3.</example>
    public static IReadOnlyList<RefunderWarning> Check(RefunderFacts facts, RefunderThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(thresholds);
        var warnings = new List<RefunderWarning>();
        if (facts.Orders >= thresholds.LeastOrders && facts.ReturnRate is { } rate && rate >= thresholds.Share) warnings.Add(new RefunderWarning(RefunderSign.Share, rate, thresholds.Share));
        if (facts.Recent >= thresholds.Refunds) warnings.Add(new RefunderWarning(RefunderSign.Refunds, facts.Recent, thresholds.Refunds));
        if (facts.RecentAmount >= thresholds.Amount) warnings.Add(new RefunderWarning(RefunderSign.Amount, facts.RecentAmount, thresholds.Amount));
        return warnings;
    }
}
