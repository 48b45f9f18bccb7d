using CsKpiCases.Domain.Orders;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>Refund rates and warnings in words.</summary>
public static class RefunderWords
{
    public static string Warning(this Texts texts, RefunderWarning warning, RefunderThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(warning);
        ArgumentNullException.ThrowIfNull(thresholds);
        return warning.Sign switch
        {
            RefunderSign.Share => texts["buyers.warning.share", Percent(warning.Found), Percent(warning.Threshold)],
            RefunderSign.Refunds => texts["buyers.warning.refunds", thresholds.WindowDays, (int)warning.Found, (int)warning.Threshold],
            _ => texts["buyers.warning.amount", thresholds.WindowDays, MoneyTag.Text(warning.Found), MoneyTag.Text(warning.Threshold)],
        };
    }

    /// <summary>3 of 8 orders, 37.5%.</summary>
    public static string Rate(this Texts texts, RefunderFacts facts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(facts);
        return facts.ReturnRate is { } rate ? texts["buyers.rate", facts.Refunded, facts.Orders, Percent(rate)] : texts["buyers.no-orders"];
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%";
}
