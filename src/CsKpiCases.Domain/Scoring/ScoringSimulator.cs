using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Scores given values by a given scheme with the shipped deductions and ladders; touches nothing.</summary>
public static class ScoringSimulator
{
    /// <summary>The answer, or every refused field.</summary>
    public static Simulated<ScoringSimulationAnswer> Simulate(ScoringSimulationRequest request)
    {
        var lines = SchemeValidation.Check(request.Scheme, "scheme", out var schemeErrors);
        var errors = new List<FieldError>(schemeErrors);
        CheckValues(request.Values, errors);
        CheckCount(request.ClocksJudged, "clocksJudged", errors);
        CheckCount(request.GoalsMissed, "goalsMissed", errors);
        CheckCount(request.LimitsBreached, "limitsBreached", errors);
        CheckAdditional(request.Additional, errors);
        var severities = ReadSeverities(request.Penalties, errors);
        if (errors.Count > 0 || lines is null)
        {
            return new Simulated<ScoringSimulationAnswer>(null, errors);
        }

        var score = BaseScore.Of(lines, indicator => request.Values?.GetValueOrDefault(indicator.Key));
        var deductions = DeductionRules.Shipped.Of(request.ClocksJudged ?? 0, request.GoalsMissed ?? 0, request.LimitsBreached ?? 0, severities);
        return new Simulated<ScoringSimulationAnswer>(Answer(score, deductions.Total, request.Additional ?? 0), []);
    }

    private static ScoringSimulationAnswer Answer(BaseScore score, decimal deductions, decimal additional)
    {
        var final = FinalScore.Of(score.Total, deductions, additional);
        var bonus = final is null ? null : ShippedLadders.Bonus.For(final.Value);
        return new ScoringSimulationAnswer(
            [.. score.Lines.Select(line => new SimulatedLine(line.Line.Indicator.Key, Shown(line.Score), Rounding.Plain(line.Line.Weight), Shown(line.Points)))],
            Shown(score.Total),
            Rounding.ToCents(deductions),
            Rounding.ToCents(additional),
            final,
            bonus?.Grade,
            bonus?.Ratio,
            final is null ? null : ShippedLadders.Post.For(final.Value).Grade);
    }

    private static decimal? Shown(decimal? points) => points is { } known ? Rounding.ToCents(known) : null;

    private static void CheckValues(IReadOnlyDictionary<string, decimal?>? values, List<FieldError> errors)
    {
        foreach (var (key, value) in values ?? new Dictionary<string, decimal?>())
        {
            if (IndicatorCatalogue.Find(key) is null)
            {
                errors.Add(new FieldError($"values.{key}", "unknown_indicator", "There is no such indicator.", "没有这个指标。"));
            }

            SchemeValidation.AddIfTooLarge(value, $"values.{key}", errors);
        }
    }

    private static void CheckCount(long? count, string path, List<FieldError> errors)
    {
        if (count < 0)
        {
            errors.Add(FieldError.Negative(path));
        }
    }

    private static void CheckAdditional(decimal? additional, List<FieldError> errors)
    {
        if (additional < 0)
        {
            errors.Add(FieldError.Negative("additional"));
        }

        SchemeValidation.AddIfTooLarge(additional, "additional", errors);
    }

    private static List<Severity> ReadSeverities(IReadOnlyList<string?>? texts, List<FieldError> errors)
    {
        var read = new List<Severity>();
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            // Not Enum.TryParse: that takes numbers and lists too.
            if (texts![i] is { Length: 1 } text && text[0] is >= 'A' and <= 'D')
            {
                read.Add((Severity)(text[0] - 'A'));
            }
            else
            {
                errors.Add(new FieldError($"penalties[{i}]", "unknown_severity", "A severity is A, B, C or D.", "严重程度应为 A、B、C 或 D。"));
            }
        }

        return read;
    }
}

/// <summary>The figure that ladders and rankings compare.</summary>
public static class FinalScore
{
    /// <summary>
    /// max(0, base − deductions) + additional, base and deductions unrounded, the result rounded to two decimals.
    /// Null without a base: additions alone make no score. 90.8, 3 and 15 make 102.8. What earlier months got wrong is put
    /// right on top of it; it never makes less than 0.
    /// </summary>
    public static decimal? Of(decimal? baseScore, decimal deductions, decimal additional, decimal adjusted = 0) =>
        baseScore is { } known ? Math.Max(0, Rounding.ToCents(Math.Max(0, known - deductions) + additional + adjusted)) : null;
}
