using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Days an agent was present of those due in a month; fewer prorate the targets of quantities.</summary>
/// <param name="DaysDue">Days that were due; halves are halves.</param>
/// <param name="DaysPresent">Days of them worked; as many as due, or more, prorate nothing.</param>
public sealed record Attendance(decimal DaysDue, decimal DaysPresent)
{
    /// <summary>True when targets are prorated.</summary>
    public bool IsPartial => DaysPresent < DaysDue;
}

/// <summary>What one line of a scheme made of one value.</summary>
/// <param name="Line">The line.</param>
/// <param name="Value">The value; null: no data.</param>
/// <param name="Rule">The rule as applied: with the prorated target, if it was.</param>
/// <param name="Score">0 to 100, unrounded; null: no data.</param>
/// <param name="EffectiveWeight">The weight after redistribution; null: no data.</param>
/// <param name="Points">Score × effective weight / 100, unrounded; null: no data.</param>
public sealed record LineScore(
    SchemeLine Line, decimal? Value, ScoringRule Rule, decimal? Score, decimal? EffectiveWeight, decimal? Points);

/// <summary>Base score: Σ weight × line score / 100, the weights of lines without data redistributed in proportion.</summary>
/// <param name="Lines">Every line of the scheme, in its order.</param>
/// <param name="Total">0 to 100, unrounded; null when no line has data.</param>
public sealed record BaseScore(IReadOnlyList<LineScore> Lines, decimal? Total)
{
    /// <summary>Scores lines over the values of their indicators; null is no data, never 0 and never 100.</summary>
    public static BaseScore Of(IReadOnlyList<SchemeLine> lines, Func<Indicator, decimal?> valueOf, Attendance? attendance = null)
    {
        var scored = lines.Select(line => ScoreLine(line, valueOf(line.Indicator), attendance)).ToList();
        var weight = scored.Where(line => line.Score is not null).Sum(line => line.Line.Weight);
        if (weight == 0)
        {
            return new BaseScore(scored, null);
        }

        var weighed = scored.Select(line => line.Score is { } score
            ? line with { EffectiveWeight = line.Line.Weight * 100 / weight, Points = line.Line.Weight * score / weight }
            : line).ToList();

        // One division over the sum: 40, 40 and 20 of 100 stay exact, whatever each line's share would lose.
        var total = scored.Sum(line => line.Line.Weight * (line.Score ?? 0)) / weight;
        return new BaseScore(weighed, Rounding.Settle(total));
    }

    private static LineScore ScoreLine(SchemeLine line, decimal? value, Attendance? attendance)
    {
        var rule = line.Rule;
        if (attendance is { IsPartial: true } && line.Indicator.IsQuantity)
        {
            // Nobody present has no quantity to judge.
            value = attendance.DaysPresent <= 0 ? null : value;
            rule = attendance.DaysPresent <= 0 ? rule : rule with { Target = Prorate(rule.Target, attendance), Threshold = Prorate(rule.Threshold, attendance) };
        }

        return new LineScore(line, value, rule, value is { } known ? rule.Score(line.Indicator, known) : null, null, null);
    }

    private static decimal? Prorate(decimal? target, Attendance attendance) => target * attendance.DaysPresent / attendance.DaysDue;
}
