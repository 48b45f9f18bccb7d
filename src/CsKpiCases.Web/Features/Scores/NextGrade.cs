using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>What is missing to the next better bonus grade, said in work: each of these alone would bring it.</summary>
/// <param name="Rung">The next grade.</param>
/// <param name="Missing">Points.</param>
/// <param name="BuyerDays">Further buyer-days; null: they cannot bring it.</param>
/// <param name="Cases">Further cases resolved in time and not reopened; null: they cannot bring it.</param>
/// <param name="Ratings">Further five-star ratings; null: they cannot bring it.</param>
public sealed record NextGrade(BonusRung Rung, decimal Missing, long? BuyerDays, long? Cases, long? Ratings)
{
    /// <summary>Null on the highest grade, and without a score.</summary>
    public static NextGrade? Of(CardDocument card, GradeLadder<BonusRung> ladder)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(ladder);
        if (card.Final is not { } final || ladder.Above(final) is not { } above) return null;
        // What the floor of 0 cut off has to be made good first.
        var missing = above.Missing + Math.Max(0, card.Deductions - (card.Base ?? 0));
        return new NextGrade(above.Rung, above.Missing, ByLine(card, "customers_received", missing, MoreBuyerDays), ByLine(card, "resolution_rate", missing, MoreCases), ByLine(card, "service_score", missing, MoreRatings));
    }

    private static long? ByLine(CardDocument card, string indicator, decimal missing, Func<CardLine, decimal, decimal, long?> more) =>
        card.Lines.FirstOrDefault(l => l.Indicator == indicator) is { EffectiveWeight: > 0, Points: not null } line ? more(line, missing, line.EffectiveWeight.Value) : null;

    private static long? MoreBuyerDays(CardLine line, decimal missing, decimal weight)
    {
        if (line.Rule != "proportional" || line.Target is not > 0 || line.Points + missing > weight) return null;
        return Ceiling(missing * line.Target.Value / weight);
    }

    // (A + n) / (B + n) ≥ t: n ≥ (t·B − A) / (1 − t)
    private static long? MoreCases(CardLine line, decimal missing, decimal weight)
    {
        if (line.Rule != "direct" || line.Denominator is not > 0) return null;
        var wanted = (line.Numerator!.Value / line.Denominator.Value) + (missing / weight);
        return wanted >= 1 ? null : Ceiling(((wanted * line.Denominator.Value) - line.Numerator.Value) / (1 - wanted));
    }

    // The mean of the stars times 20: (S + 5n) / (N + n) ≥ t
    private static long? MoreRatings(CardLine line, decimal missing, decimal weight)
    {
        if (line.Rule != "direct" || line.Denominator is not > 0) return null;
        var wanted = (line.Numerator!.Value / line.Denominator.Value) + (missing * 5 / weight);
        return wanted >= 5 ? null : Ceiling(((wanted * line.Denominator.Value) - line.Numerator.Value) / (5 - wanted));
    }

    private static long Ceiling(decimal count) => (long)Math.Ceiling(Domain.Money.Rounding.Settle(count));
}
