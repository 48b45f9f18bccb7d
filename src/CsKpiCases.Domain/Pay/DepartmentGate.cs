using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Pay;

/// <summary>One condition of the department bonus.</summary>
/// <param name="Indicator">What is looked at.</param>
/// <param name="Target">The shop's target, in the indicator's unit.</param>
/// <param name="Value">The month's value; null: no data.</param>
public sealed record GateLine(Indicator Indicator, decimal Target, decimal? Value)
{
    /// <summary>True when the value is at its target or better. No data proves nothing, and doesn't meet it.</summary>
    public bool Met => Value is { } known && Indicator.Meets(known, Target);
}

/// <summary>The department bonus is paid when every condition is met; one miss and it is 0.</summary>
public static class DepartmentGate
{
    /// <summary>The indicators that the source names: refund rate and duration, disputes, DSR, internal complaints (seed 000, I).</summary>
    public static IReadOnlyList<Indicator> Indicators { get; } =
        [.. new[] { "refund_rate", "refund_duration", "dispute_count", "dsr", "internal_complaints" }.Select(IndicatorCatalogue.Get)];

    /// <summary>True when all are met; a gate without conditions is open to nobody.</summary>
    public static bool IsMet(IReadOnlyList<GateLine> lines) => lines.Count > 0 && lines.All(line => line.Met);
}
