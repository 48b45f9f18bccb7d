namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>The kinds of rules that have versions.</summary>
public static class RuleKinds
{
    public const string Scheme = "scheme";
    public const string BonusLadder = "bonus_ladder";
    public const string PostLadder = "post_ladder";
    public const string Deductions = "deductions";
    public const string Pay = "pay";

    /// <summary>The key of a rule of which a shop has one: every kind but schemes.</summary>
    public const string Only = "standard";

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Scheme, BonusLadder, PostLadder, Deductions, Pay];
}

/// <summary>Names one version of one rule.</summary>
/// <param name="Kind">Of <see cref="RuleKinds"/>.</param>
/// <param name="Key">Which of its kind; stable over the versions.</param>
/// <param name="Version">1, 2, …; a shipped rule is version 1.</param>
public sealed record RuleName(string Kind, string Key, int Version);

/// <summary>The versions beside the scheme that a score was computed by; a score stored before they could differ has none and means the shipped.</summary>
/// <param name="BonusLadder">Version of the bonus ladder.</param>
/// <param name="PostLadder">Version of the post ladder.</param>
/// <param name="Deductions">Version of the deductions.</param>
/// <param name="Pay">Version of the pay rules.</param>
public sealed record RuleNumbers(int BonusLadder, int PostLadder, int Deductions, int Pay)
{
    public static RuleNumbers Shipped { get; } = new(1, 1, 1, 1);
}

/// <summary>One version of a rule. Never edited: a later version supersedes it from its own month on.</summary>
/// <param name="Name">Which.</param>
/// <param name="EffectiveFrom">First month that it holds for.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Document">JSON of its draft, checked when it was saved.</param>
/// <param name="IsWithdrawn">Taken back: it holds for no month.</param>
public sealed record RuleText(RuleName Name, CalendarMonth EffectiveFrom, string NameZh, string NameEn, string Document, bool IsWithdrawn = false);
