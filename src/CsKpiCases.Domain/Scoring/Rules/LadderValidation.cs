namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>Checks drafts of ladders and makes ladders of them: each grade at most once, [0, ∞) covered without gap or overlap.</summary>
public static class LadderValidation
{
    /// <summary>1000 times the base is beyond every ladder, and keeps every product within a decimal.</summary>
    public const decimal HighestRatio = 1000;

    private static readonly IReadOnlyList<BonusRung> Bonuses = ShippedLadders.Bonus.Rungs;
    private static readonly IReadOnlyList<PostRung> Posts = ShippedLadders.Post.Rungs;

    /// <summary>The ladder, or null and every fault: <c>rungs[2].ratio</c>; gaps and overlaps at <c>rungs</c>.</summary>
    public static GradeLadder<BonusRung>? Check(BonusLadderDraft? draft, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        var rungs = new List<BonusRung>();
        foreach (var (rung, at) in Each(draft?.Rungs, found))
        {
            var known = Word(rung.Grade, $"{at}.grade", Bonuses, b => b.Grade, found);
            CheckNumber(rung.From, $"{at}.from", found);
            CheckNumber(rung.Ratio, $"{at}.ratio", found);
            if (rung.Ratio > HighestRatio) found.Add(FieldError.TooLarge($"{at}.ratio"));
            if (known is not null && rung is { From: { } from, Ratio: { } ratio }) rungs.Add(known with { From = from, To = rung.To, Ratio = ratio });
        }

        return Ladder(rungs, found);
    }

    /// <summary>The ladder, or null and every fault.</summary>
    public static GradeLadder<PostRung>? Check(PostLadderDraft? draft, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        var rungs = new List<PostRung>();
        foreach (var (rung, at) in Each(draft?.Rungs, found))
        {
            var known = Word(rung.Grade, $"{at}.grade", Posts, p => p.Grade, found);
            var training = Word(rung.Training, $"{at}.training", Posts.Select(p => p.Training), t => t.Key, found);
            var post = Word(rung.Post, $"{at}.post", Posts.Select(p => p.Post), p => p.Key, found);
            var promotion = rung.Promotion is null ? null : Word(rung.Promotion, $"{at}.promotion", Posts.Select(p => p.Promotion).OfType<Term>(), p => p.Key, found);
            CheckNumber(rung.From, $"{at}.from", found);
            CheckNumber(rung.Salary, $"{at}.salary", found);
            if (known is not null && training is not null && post is not null && rung is { From: { } from, Salary: { } salary })
            {
                rungs.Add(new PostRung(from, rung.To, known.Grade, known.NameZh, known.NameEn, training, promotion, post, salary));
            }
        }

        return Ladder(rungs, found);
    }

    private static IEnumerable<(TRung Rung, string At)> Each<TRung>(IReadOnlyList<TRung?>? rungs, List<FieldError> errors)
        where TRung : class
    {
        if (rungs is not { Count: > 0 }) errors.Add(FieldError.Required("rungs"));
        for (var i = 0; i < (rungs?.Count ?? 0); i++)
        {
            if (rungs![i] is { } rung) yield return (rung, $"rungs[{i}]");
            else errors.Add(FieldError.Required($"rungs[{i}]"));
        }
    }

    private static T? Word<T>(string? key, string path, IEnumerable<T> words, Func<T, string> keyOf, List<FieldError> errors)
        where T : class
    {
        var word = words.FirstOrDefault(w => keyOf(w) == key);
        if (key is null) errors.Add(FieldError.Required(path));
        else if (word is null) errors.Add(new FieldError(path, "unknown_word", "There is no such word here.", "没有这个选项。"));
        return word;
    }

    private static void CheckNumber(decimal? number, string path, List<FieldError> errors)
    {
        if (number is null) errors.Add(FieldError.Required(path));
        else if (number < 0) errors.Add(FieldError.Negative(path));
        SchemeValidation.AddIfTooLarge(number, path, errors);
    }

    // A hole is named only where every rung could be read: else the unread rung itself would look like one.
    private static GradeLadder<TRung>? Ladder<TRung>(List<TRung> rungs, List<FieldError> errors)
        where TRung : Rung
    {
        if (errors.Count > 0) return null;
        foreach (var twice in rungs.GroupBy(r => r.Grade).Where(g => g.Count() > 1))
        {
            errors.Add(new FieldError("rungs", "grade_twice", $"The grade {twice.Key} stands there twice.", $"等级“{twice.First().NameZh}”重复。"));
        }

        var ladder = GradeLadder.Make(rungs, "rungs", out var holes);
        errors.AddRange(holes);
        return errors.Count == 0 ? ladder : null;
    }
}
