using System.ComponentModel.DataAnnotations;
using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Web.Hosting;

/// <summary>Section <c>Buyers</c>: from where on a buyer's refunds are worth a warning.</summary>
public sealed class BuyerSettings
{
    public const string Section = "Buyers";

    private static readonly RefunderThresholds Shipped = new();

    /// <summary>Orders that he must have before the share says anything.</summary>
    [Range(1, 1000)]
    public int RefunderLeastOrders { get; set; } = Shipped.LeastOrders;

    /// <summary>Percent of his orders.</summary>
    [Range(1, 100)]
    public int RefunderSharePercent { get; set; } = (int)(Shipped.Share * 100);

    /// <summary>Days back that the other two look.</summary>
    [Range(1, 730)]
    public int RefunderWindowDays { get; set; } = Shipped.WindowDays;

    [Range(1, 1000)]
    public int RefunderRefunds { get; set; } = Shipped.Refunds;

    /// <summary>Yuan.</summary>
    [Range(1, 1_000_000)]
    public decimal RefunderAmount { get; set; } = Shipped.Amount;

    public RefunderThresholds ToThresholds() => new()
    {
        LeastOrders = RefunderLeastOrders, Share = RefunderSharePercent / 100m, WindowDays = RefunderWindowDays, Refunds = RefunderRefunds, Amount = RefunderAmount,
    };
}
