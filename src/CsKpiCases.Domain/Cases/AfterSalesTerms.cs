using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a shop grants its buyers after a sale; the defaults are workflow.md's. Categories are the shop's own (<see cref="Orders.OrderLine.Category"/>).</summary>
public sealed record AfterSalesTerms
{
    public const string FreshFood = "fresh_food";
    public const string Television = "television";
    public const string Jewellery = "jewellery";

    private const long Hour = 3600;
    private const long Day = 24 * Hour;

    /// <summary>Seconds after signing within which goods may be returned without a reason; the last second included.</summary>
    public long NoReasonSeconds { get; init; } = 7 * Day;

    /// <summary>Seconds after signing within which damage may be claimed, where the category has no window of its own.</summary>
    public long DamageSeconds { get; init; } = 3 * Day;

    /// <summary>The same by category.</summary>
    public IReadOnlyDictionary<string, long> DamageSecondsByCategory { get; init; } = new Dictionary<string, long> { [FreshFood] = 2 * Day };

    /// <summary>Seconds after signing within which a fall in price is made good, where the category has no window of its own.</summary>
    public long PriceProtectionSeconds { get; init; } = 7 * Day;

    /// <summary>The same by category; 0 for none.</summary>
    public IReadOnlyDictionary<string, long> PriceProtectionSecondsByCategory { get; init; } =
        new Dictionary<string, long> { [FreshFood] = 48 * Hour, [Television] = 30 * Day, [Jewellery] = 0 };

    /// <summary>Yuan of loss up to which photos are enough and the agent makes it good at once.</summary>
    public decimal SmallClaimLimit { get; init; } = 100m;

    /// <summary>Yuan of small claims that one agent may grant on one day of the shop.</summary>
    public decimal SmallClaimsPerAgentAndDay { get; init; } = 500m;

    /// <summary>Yuan of small claims that one buyer may be granted in one month of the shop.</summary>
    public decimal SmallClaimsPerBuyerAndMonth { get; init; } = 300m;

    /// <summary>Seconds by which the trade's confirmation is put off, once.</summary>
    public long AutoConfirmExtension { get; init; } = 10 * Day;

    public IReadOnlyList<Courier> Couriers { get; init; } = Goods.Couriers.Shipped;

    /// <summary>Where returns are sent to; null until the shop says so. Goes to the buyer with the approval.</summary>
    public string? ReturnAddress { get; init; }

    public long DamageWindowOf(string? category) =>
        category is not null && DamageSecondsByCategory.TryGetValue(category, out var own) ? own : DamageSeconds;

    public long PriceProtectionOf(string? category) =>
        category is not null && PriceProtectionSecondsByCategory.TryGetValue(category, out var own) ? own : PriceProtectionSeconds;

    /// <summary>Yuan that a person may make good at once: never more than he may grant alone.</summary>
    public decimal SmallClaimLimitOf(Actor actor, WorkflowSettings settings)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(settings);
        return Math.Min(SmallClaimLimit, settings.LimitOf(actor));
    }
}
