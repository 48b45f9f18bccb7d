using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;

namespace CsKpiCases.Web.Hosting;

/// <summary>Section <c>AfterSales</c>: what buyers are granted (workflow.md, guards of the return).</summary>
public sealed class AfterSalesSettings
{
    public const string Section = "AfterSales";

    /// <summary>Said at start where <see cref="DamageWindows"/> or <see cref="PriceProtection"/> cannot be read.</summary>
    public const string Wrong = "AfterSales:DamageWindows and AfterSales:PriceProtection hold categories with their hours, such as fresh_food=48, television=720, with commas between.";

    private static readonly AfterSalesTerms Shipped = new();

    /// <summary>Where returns are sent; goes to the buyer with the approval.</summary>
    [MaxLength(300)]
    public string ReturnAddress { get; set; } = "";

    /// <summary>Days after signing for returns without a reason.</summary>
    [Range(0, 365)]
    public int NoReasonDays { get; set; } = (int)(Shipped.NoReasonSeconds / 86_400);

    /// <summary>Days after signing for damage, where the category says nothing else.</summary>
    [Range(0, 365)]
    public int DamageDays { get; set; } = (int)(Shipped.DamageSeconds / 86_400);

    /// <summary>Days after signing in which a fall in price is made good, where the category says nothing else.</summary>
    [Range(0, 365)]
    public int PriceProtectionDays { get; set; } = (int)(Shipped.PriceProtectionSeconds / 86_400);

    /// <summary>Hours by category for damage.</summary>
    public string DamageWindows { get; set; } = Text(Shipped.DamageSecondsByCategory);

    /// <summary>Hours by category for a fall in price; 0: none.</summary>
    public string PriceProtection { get; set; } = Text(Shipped.PriceProtectionSecondsByCategory);

    /// <summary>Yuan that an agent may make good at once for a small loss with photos.</summary>
    [Range(0, 1_000_000)]
    public decimal SmallClaimLimit { get; set; } = Shipped.SmallClaimLimit;

    [Range(0, 1_000_000)]
    public decimal SmallClaimsPerAgentAndDay { get; set; } = Shipped.SmallClaimsPerAgentAndDay;

    [Range(0, 1_000_000)]
    public decimal SmallClaimsPerBuyerAndMonth { get; set; } = Shipped.SmallClaimsPerBuyerAndMonth;

    /// <summary>The couriers whose freight-collect parcels are accepted, with commas between.</summary>
    [MaxLength(300)]
    public string FreightCollect { get; set; } = string.Join(',', Shipped.Couriers.Where(c => c.TakesFreightCollect).Select(c => c.Name));

    public AfterSalesTerms ToTerms()
    {
        var collect = FreightCollect.Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Shipped with
        {
            ReturnAddress = string.IsNullOrWhiteSpace(ReturnAddress) ? null : ReturnAddress.Trim(),
            NoReasonSeconds = NoReasonDays * 86_400L, DamageSeconds = DamageDays * 86_400L, PriceProtectionSeconds = PriceProtectionDays * 86_400L,
            DamageSecondsByCategory = Read(DamageWindows)!, PriceProtectionSecondsByCategory = Read(PriceProtection)!,
            SmallClaimLimit = SmallClaimLimit, SmallClaimsPerAgentAndDay = SmallClaimsPerAgentAndDay, SmallClaimsPerBuyerAndMonth = SmallClaimsPerBuyerAndMonth,
            Couriers =
            [
                .. Shipped.Couriers.Select(c => c with { TakesFreightCollect = collect.Contains(c.Name) }),
                .. collect.Where(name => !Shipped.Couriers.Any(c => c.Name == name)).Select(name => new Courier(name, TakesFreightCollect: true)),
            ],
        };
    }

    /// <summary>Seconds by category; null where the text is no such list.</summary>
    public static IReadOnlyDictionary<string, long>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var windows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in text.Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = part.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || pair[0].Length == 0 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 24 * 366) return null;
            windows[pair[0]] = hours * 3600L;
        }

        return windows;
    }

    private static string Text(IReadOnlyDictionary<string, long> windows) =>
        string.Join(", ", windows.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}={w.Value / 3600}")));
}
