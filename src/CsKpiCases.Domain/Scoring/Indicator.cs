namespace CsKpiCases.Domain.Scoring;

/// <summary>Whom an indicator judges; some judge both.</summary>
[Flags]
public enum IndicatorLevels
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>One agent.</summary>
    Agent = 1,

    /// <summary>The whole shop.</summary>
    Shop = 2,
}

/// <summary>What an indicator's value is counted in.</summary>
public enum IndicatorUnit
{
    /// <summary>Points, 0 to 100.</summary>
    Points,

    /// <summary>A fraction, 0.95 for 95%.</summary>
    Rate,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Hours of clock time.</summary>
    Hours,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Yuan.</summary>
    Yuan,

    /// <summary>A mean of stars, 0 to 5.</summary>
    Stars,
}

/// <summary>Which way is better.</summary>
public enum IndicatorDirection
{
    /// <summary>More is better.</summary>
    HigherIsBetter,

    /// <summary>Less is better.</summary>
    LowerIsBetter,
}

/// <summary>What is measured (scoring.md, 1).</summary>
/// <param name="Key">Stable key, as in schemes and requests: <c>service_score</c>.</param>
/// <param name="Levels">Agent, shop, or both.</param>
/// <param name="Unit">Unit of its value.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="IsQuantity">True where the value grows with days worked: the target of a partly absent agent is prorated.</param>
public sealed record Indicator(
    string Key, IndicatorLevels Levels, IndicatorUnit Unit, IndicatorDirection Direction, string NameZh, string NameEn, bool IsQuantity = false)
{
    /// <summary>True when <paramref name="value"/> is at the target or better.</summary>
    public bool Meets(decimal value, decimal target) =>
        Direction == IndicatorDirection.HigherIsBetter ? value >= target : value <= target;
}
