namespace CsKpiCases.Domain.Scoring;

/// <summary>A rung of a ladder: scores in [<paramref name="From"/>, <paramref name="To"/>).</summary>
/// <param name="From">Lower bound, included.</param>
/// <param name="To">Upper bound, excluded; null: without end.</param>
/// <param name="Grade">Stable key: <c>A</c>, <c>outstanding</c>.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
public abstract record Rung(decimal From, decimal? To, string Grade, string NameZh, string NameEn);

/// <summary>A rung of the bonus ladder (seed 000, VIII).</summary>
/// <param name="From">Lower bound, included.</param>
/// <param name="To">Upper bound, excluded.</param>
/// <param name="Grade">特 优 A B C D E F.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Ratio">Part of the performance base that is paid: 1.5 for 150%.</param>
public sealed record BonusRung(decimal From, decimal? To, string Grade, string NameZh, string NameEn, decimal Ratio)
    : Rung(From, To, Grade, NameZh, NameEn);

/// <summary>A word in both languages.</summary>
public sealed record Term(string Key, string Zh, string En);

/// <summary>A rung of the post ladder (seed 000, IX). Training and promotion are proposals to HR.</summary>
/// <param name="From">Lower bound, included.</param>
/// <param name="To">Upper bound, excluded.</param>
/// <param name="Grade">outstanding, excellent, good, fair, fail.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Training">Training need.</param>
/// <param name="Promotion">Proposed promotion, or null.</param>
/// <param name="Post">Post held in the following months.</param>
/// <param name="Salary">Post salary, yuan a month.</param>
public sealed record PostRung(
    decimal From, decimal? To, string Grade, string NameZh, string NameEn, Term Training, Term? Promotion, Term Post, decimal Salary)
    : Rung(From, To, Grade, NameZh, NameEn);

/// <summary>Rungs that cover [0, ∞) without gap or overlap, highest first.</summary>
public sealed class GradeLadder<TRung>
    where TRung : Rung
{
    internal GradeLadder(IEnumerable<TRung> rungs) => Rungs = [.. rungs.OrderByDescending(rung => rung.From)];

    /// <summary>The rungs, highest first.</summary>
    public IReadOnlyList<TRung> Rungs { get; }

    /// <summary>The rung of a score (rounded, as shown); a score below 0 stands on the lowest.</summary>
    public TRung For(decimal score) => Rungs.FirstOrDefault(rung => score >= rung.From) ?? Rungs[^1];

    /// <summary>The next better rung and the points missing to it; null on the highest.</summary>
    public (TRung Rung, decimal Missing)? Above(decimal score)
    {
        var better = Rungs.LastOrDefault(rung => rung.From > score);
        return better is null ? null : (better, better.From - score);
    }
}

/// <summary>Makes ladders; the fault of a refused one is named.</summary>
public static class GradeLadder
{
    /// <summary>The ladder, or null and every gap, overlap and empty rung by name.</summary>
    public static GradeLadder<TRung>? Make<TRung>(IEnumerable<TRung> rungs, string path, out IReadOnlyList<FieldError> errors)
        where TRung : Rung
    {
        var all = rungs.ToList();
        errors = [.. HalfOpenCover.Check(all.Select(rung => (rung.From, rung.To))).Select(fault => ErrorOf(fault, path, "ladder"))];
        return errors.Count == 0 ? new GradeLadder<TRung>(all) : null;
    }

    /// <summary>A cover fault as a field error with code <c>{prefix}_gap</c>, <c>{prefix}_overlap</c> or <c>{prefix}_empty_interval</c>.</summary>
    internal static FieldError ErrorOf(CoverFault fault, string path, string prefix)
    {
        var (en, zh) = fault.Code switch
        {
            "gap" => ("Nothing covers", "未覆盖区间"),
            "overlap" => ("Covered twice:", "区间重叠："),
            _ => ("The interval is empty:", "区间为空："),
        };
        return new FieldError(path, $"{prefix}_{fault.Code}", $"{en} {fault.Stretch}.", $"{zh} {fault.Stretch}。");
    }
}
