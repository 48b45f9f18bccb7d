using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Scoring;

/// <summary>One line of a score, with what it was made of.</summary>
/// <param name="Fact">The value, its parts and the ids behind it.</param>
/// <param name="Scored">What the scheme made of it.</param>
public sealed record ScoreCardLine(IndicatorFact Fact, LineScore Scored);

/// <summary>One penalty on a score.</summary>
public sealed record ScoreCardPenalty(PenaltyFact Penalty, decimal Points);

/// <summary>An agent's score of a month. Base, deductions and points are unrounded; <see cref="Final"/> is rounded.</summary>
public sealed record ScoreCard
{
    /// <summary>Everything it was computed from.</summary>
    public required ScoreInputs Inputs { get; init; }

    /// <summary>SHA-256 of the inputs.</summary>
    public required string InputHash { get; init; }

    /// <summary>The scheme's lines, in its order.</summary>
    public required IReadOnlyList<ScoreCardLine> Lines { get; init; }

    /// <summary>0 to 100; null: no data at all.</summary>
    public required decimal? Base { get; init; }

    /// <summary>For clocks and penalties.</summary>
    public required Deductions Deductions { get; init; }

    /// <summary>Points of each penalty.</summary>
    public required IReadOnlyList<ScoreCardPenalty> Penalties { get; init; }

    /// <summary>Sum of the applied additions.</summary>
    public required decimal Additional { get; init; }

    /// <summary>Sum of what published months got wrong, signed.</summary>
    public required decimal Adjusted { get; init; }

    /// <summary>The figure that ladders and rankings compare; null: no score.</summary>
    public required decimal? Final { get; init; }

    /// <summary>The bonus grade; null: no score.</summary>
    public required BonusRung? Bonus { get; init; }

    /// <summary>The post grade; null: no score.</summary>
    public required PostRung? Post { get; init; }

    /// <summary>Computes a score. Pure: the same inputs give the same card.</summary>
    public static ScoreCard Compute(ScoreInputs inputs)
    {
        var facts = inputs.Facts;
        var score = BaseScore.Of(inputs.Scheme.Lines, indicator => facts.Of(indicator.Key).Value, facts.Presence);
        var deductions = inputs.Deductions.Of(
            facts.Clocks.JudgedClockIds.Count, facts.Clocks.MissedClockIds.Count, facts.Clocks.BreachedClockIds.Count, facts.Penalties.Select(p => p.Severity));
        var additional = Rounding.Plain(facts.Additions.Sum(addition => addition.Points));
        var adjusted = Rounding.Plain(facts.Adjustments.Sum(adjustment => adjustment.Points));
        // Whoever was absent too long is left out: the lines are shown, and no score comes of them.
        var total = facts.IsExcluded ? null : score.Total;
        var final = FinalScore.Of(total, deductions.Total, additional, adjusted);
        return new ScoreCard
        {
            Inputs = inputs,
            InputHash = ScoreInputText.Hash(inputs),
            Lines = [.. score.Lines.Select(line => new ScoreCardLine(facts.Of(line.Line.Indicator.Key), line))],
            Base = total,
            Deductions = deductions,
            Penalties = [.. facts.Penalties.OrderBy(p => p.PenaltyId).Select(p => new ScoreCardPenalty(p, inputs.Deductions.Of(p.Severity)))],
            Additional = additional,
            Adjusted = adjusted,
            Final = final,
            Bonus = final is null ? null : inputs.BonusLadder.For(final.Value),
            Post = final is null ? null : inputs.PostLadder.For(final.Value),
        };
    }
}
