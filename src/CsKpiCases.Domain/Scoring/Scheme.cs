namespace CsKpiCases.Domain.Scoring;

/// <summary>One line of a scheme.</summary>
/// <param name="Indicator">What is judged.</param>
/// <param name="Weight">0 to 100; the weights of a scheme sum to exactly 100.</param>
/// <param name="Rule">How its value becomes points.</param>
public sealed record SchemeLine(Indicator Indicator, decimal Weight, ScoringRule Rule);

/// <summary>
/// A version of a scheme. Once it has scored a published period it is never edited: a new version with a later
/// effective month supersedes it.
/// </summary>
/// <param name="Key">Stable key of the scheme over its versions.</param>
/// <param name="Version">1, 2, …</param>
/// <param name="EffectiveFrom">The first month that it scores.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Lines">In the order they are shown.</param>
public sealed record Scheme(
    string Key, int Version, CalendarMonth EffectiveFrom, string NameZh, string NameEn, IReadOnlyList<SchemeLine> Lines)
{
    /// <summary>The version that scores a month: the latest effective by then, the highest number among equals; null if none is.</summary>
    public static Scheme? InForce(IEnumerable<Scheme> versions, CalendarMonth month) => versions
        .Where(scheme => scheme.EffectiveFrom.CompareTo(month) <= 0)
        .OrderByDescending(scheme => scheme.EffectiveFrom)
        .ThenByDescending(scheme => scheme.Version)
        .FirstOrDefault();
}
