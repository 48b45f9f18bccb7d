using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Checks a draft by "Rules are validated" of scoring.md, and makes lines of it.</summary>
public static class SchemeValidation
{
    /// <summary>
    /// The lines of a draft, or null and every fault. Paths start with <paramref name="path"/>:
    /// <c>scheme.lines[1].target</c>. The sum of the weights is reported at <c>scheme.lines</c>.
    /// </summary>
    public static IReadOnlyList<SchemeLine>? Check(SchemeDraft? draft, string path, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        if (draft?.Lines is not { Count: > 0 } drafts)
        {
            found.Add(FieldError.Required(draft is null ? path : $"{path}.lines"));
            return null;
        }

        var lines = new List<SchemeLine>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var at = $"{path}.lines[{i}]";
            if (drafts[i] is { } line)
            {
                CheckLine(line, at, lines, found);
            }
            else
            {
                found.Add(FieldError.Required(at));
            }
        }

        CheckWeights(drafts, $"{path}.lines", found);
        return found.Count == 0 ? lines : null;
    }

    private static void CheckWeights(IReadOnlyList<SchemeLineDraft?> drafts, string path, List<FieldError> errors)
    {
        var weights = drafts.Select(line => line?.Weight).ToList();
        if (weights.TrueForAll(weight => weight is >= 0 and <= 100) && weights.Sum() is var sum && sum != 100)
        {
            var shown = Rounding.Plain(sum!.Value);
            errors.Add(new FieldError(path, "weights_not_100",
                FormattableString.Invariant($"Weights must sum to exactly 100; they sum to {shown}."),
                FormattableString.Invariant($"权重之和必须正好是 100，现为 {shown}。")));
        }
    }

    private static void CheckLine(SchemeLineDraft draft, string path, List<SchemeLine> lines, List<FieldError> errors)
    {
        var before = errors.Count;
        var indicator = IndicatorCatalogue.Find(draft.Indicator);
        if (indicator is null)
        {
            errors.Add(draft.Indicator is null
                ? FieldError.Required($"{path}.indicator")
                : new FieldError($"{path}.indicator", "unknown_indicator", "There is no such indicator.", "没有这个指标。"));
        }

        CheckWeight(draft.Weight, $"{path}.weight", errors);
        var kind = ScoringRule.KindOf(draft.Rule);
        if (kind is null)
        {
            errors.Add(draft.Rule is null
                ? FieldError.Required($"{path}.rule")
                : new FieldError($"{path}.rule", "unknown_rule", "There is no such rule: direct, proportional, linear, bands or pass.", "没有这种规则：direct、proportional、linear、bands、pass。"));
        }

        CheckNumbers(draft, path, errors);
        var bands = kind is null ? null : CheckRule(kind.Value, draft, indicator, path, errors);
        if (errors.Count == before)
        {
            var rule = new ScoringRule(kind!.Value, draft.Target, draft.Threshold, draft.Cap ?? ScoringRule.Full, bands);
            lines.Add(new SchemeLine(indicator!, draft.Weight!.Value, rule));
        }
    }

    private static void CheckWeight(decimal? weight, string path, List<FieldError> errors)
    {
        if (weight is null)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (weight is < 0 or > 100)
        {
            errors.Add(new FieldError(path, "out_of_range", "A weight is 0 to 100.", "权重应在 0 到 100 之间。"));
        }
    }

    private static void CheckNumbers(SchemeLineDraft draft, string path, List<FieldError> errors)
    {
        AddIfTooLarge(draft.Target, $"{path}.target", errors);
        AddIfTooLarge(draft.Threshold, $"{path}.threshold", errors);
        AddIfTooLarge(draft.Cap, $"{path}.cap", errors);
        if (draft.Cap <= 0)
        {
            errors.Add(new FieldError($"{path}.cap", "cap_not_positive", "A cap must be above 0.", "上限必须大于 0。"));
        }
    }

    internal static void AddIfTooLarge(decimal? number, string path, List<FieldError> errors)
    {
        if (number is > Fen.MaxEnteredYuan or < -Fen.MaxEnteredYuan)
        {
            errors.Add(FieldError.TooLarge(path));
        }
    }

    private static List<Band>? CheckRule(ScoringRuleKind kind, SchemeLineDraft draft, Indicator? indicator, string path, List<FieldError> errors)
    {
        switch (kind)
        {
            case ScoringRuleKind.Proportional:
                CheckProportional(draft, indicator, path, errors);
                return null;
            case ScoringRuleKind.Linear:
                CheckLinear(draft, path, errors);
                return null;
            case ScoringRuleKind.Pass when draft.Target is null:
                errors.Add(FieldError.Required($"{path}.target"));
                return null;
            case ScoringRuleKind.Bands:
                return CheckBands(draft.Bands, $"{path}.bands", errors);
            default:
                return null;
        }
    }

    private static void CheckProportional(SchemeLineDraft draft, Indicator? indicator, string path, List<FieldError> errors)
    {
        if (draft.Target is null)
        {
            errors.Add(FieldError.Required($"{path}.target"));
        }
        else if (draft.Target <= 0)
        {
            errors.Add(new FieldError($"{path}.target", "target_not_positive", "A proportional rule needs a target above 0.", "按比例计分需要大于 0 的目标值。"));
        }

        if (indicator?.Direction == IndicatorDirection.LowerIsBetter)
        {
            errors.Add(new FieldError($"{path}.rule", "lower_is_better", "A proportional rule needs an indicator of which more is better.", "按比例计分只用于越高越好的指标。"));
        }
    }

    private static void CheckLinear(SchemeLineDraft draft, string path, List<FieldError> errors)
    {
        if (draft.Target is null)
        {
            errors.Add(FieldError.Required($"{path}.target"));
        }

        if (draft.Threshold is null)
        {
            errors.Add(FieldError.Required($"{path}.threshold"));
        }
        else if (draft.Target == draft.Threshold)
        {
            errors.Add(new FieldError($"{path}.target", "target_equals_threshold", "A linear rule needs a target different from its threshold.", "线性计分的目标值不能等于门槛值。"));
        }
    }

    private static List<Band>? CheckBands(IReadOnlyList<BandDraft?>? drafts, string path, List<FieldError> errors)
    {
        if (drafts is not { Count: > 0 })
        {
            errors.Add(FieldError.Required(path));
            return null;
        }

        var bands = new List<Band>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var at = $"{path}[{i}]";
            if (drafts[i] is not { From: { } from, Points: { } points } band)
            {
                errors.Add(FieldError.Required(drafts[i] is null ? at : drafts[i]!.From is null ? $"{at}.from" : $"{at}.points"));
                continue;
            }

            if (points is < 0 or > 100)
            {
                errors.Add(new FieldError($"{at}.points", "out_of_range", "Points are 0 to 100.", "分值应在 0 到 100 之间。"));
            }

            if (from < 0)
            {
                errors.Add(FieldError.Negative($"{at}.from"));
            }

            bands.Add(new Band(from, band.To, points));
        }

        if (bands.Count == drafts.Count)
        {
            errors.AddRange(HalfOpenCover.Check(bands.Select(band => (band.From, band.To))).Select(fault => GradeLadder.ErrorOf(fault, path, "bands")));
        }

        return [.. bands.OrderBy(band => band.From)];
    }
}
