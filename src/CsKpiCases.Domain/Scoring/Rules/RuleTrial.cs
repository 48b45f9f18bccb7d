using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>One agent's score of a month beside what another rule would have made of the same facts. Nothing is stored.</summary>
/// <param name="Before">As it was, or as it stands.</param>
/// <param name="After">By the other rule; the same card where the rule does not concern him.</param>
public sealed record RuleTrial(ScoreCard Before, ScoreCard After)
{
    /// <summary>Points, null where one of them is no score.</summary>
    public decimal? ScoreChange => After.Final - Before.Final;

    public decimal BonusBefore => BonusOf(Before);

    public decimal BonusAfter => BonusOf(After);

    public decimal BonusChange => BonusAfter - BonusBefore;

    public bool GradeChanges => Before.Bonus?.Grade != After.Bonus?.Grade || Before.Post?.Grade != After.Post?.Grade;

    /// <summary>Scores the inputs again with a scheme, ladder or deductions in the place of theirs.</summary>
    /// <param name="inputs">What the score was computed from.</param>
    /// <param name="rule">Of any kind but pay, which makes no score.</param>
    /// <param name="everybody">A scheme for all agents; else for those alone whom a version of it scores.</param>
    public static RuleTrial Of(ScoreInputs inputs, RuleText rule, bool everybody)
    {
        var before = ScoreCard.Compute(inputs);
        if (rule.Name.Kind == RuleKinds.Scheme && !everybody && inputs.Scheme.Key != rule.Name.Key) return new RuleTrial(before, before);
        return new RuleTrial(before, ScoreCard.Compute(With(inputs, rule)));
    }

    private static ScoreInputs With(ScoreInputs inputs, RuleText rule) => rule.Name.Kind switch
    {
        RuleKinds.Scheme => inputs with { Scheme = RuleJson.Scheme(rule) },
        RuleKinds.BonusLadder => inputs with { BonusLadder = RuleJson.BonusLadder(rule) },
        RuleKinds.PostLadder => inputs with { PostLadder = RuleJson.PostLadder(rule) },
        RuleKinds.Deductions => inputs with { Deductions = RuleJson.Deductions(rule) },
        _ => throw new ArgumentException($"A rule of kind {rule.Name.Kind} makes no score.", nameof(rule)),
    };

    private static decimal BonusOf(ScoreCard card) => card.Bonus is { } rung ? Rounding.ToCents(card.Inputs.PerformanceBase * rung.Ratio) : 0;
}
