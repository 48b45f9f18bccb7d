namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>Which bad ratings are about the agent's attitude (bad_attitude_share; seed 003: at most 6% a month).</summary>
public static class AttitudeReason
{
    /// <summary>Stars of a neutral rating: three-level platforms map neutral to 3 and disappointed to 1. Four and five are content.</summary>
    public const int Neutral = 3;

    private static readonly string[] Words = ["态度", "不耐烦", "敷衍", "反问", "辱骂", "骂人", "阴阳怪气", "attitude", "rude", "impolite"];

    /// <summary>True for a neutral or bad rating.</summary>
    public static bool IsBad(int stars) => stars <= Neutral;

    /// <summary>True where a reason, a platform's key word or the buyer's own, speaks of attitude.</summary>
    public static bool Names(string? reason) => reason is not null && Words.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase));
}
