using System.Globalization;

namespace CsKpiCases.Domain.Scoring;

/// <summary>What is wrong with a set of intervals, and where: [<paramref name="From"/>, <paramref name="To"/>), null for ∞.</summary>
/// <param name="Code"><c>gap</c>, <c>overlap</c> or <c>empty_interval</c>.</param>
/// <param name="From">Lower bound of the faulty stretch, included.</param>
/// <param name="To">Upper bound, excluded; null: without end.</param>
public sealed record CoverFault(string Code, decimal From, decimal? To)
{
    /// <summary>The stretch as people write it: <c>[60, 70)</c>, <c>[120, ∞)</c>.</summary>
    public string Stretch => string.Create(CultureInfo.InvariantCulture, $"[{From:G29}, {(To is { } to ? to.ToString("G29", CultureInfo.InvariantCulture) : "∞")})");
}

/// <summary>Checks that half-open intervals cover [0, ∞) without gap or overlap. The order they are given in doesn't matter.</summary>
public static class HalfOpenCover
{
    /// <summary>All faults, lowest first; none: the cover is exact.</summary>
    public static IReadOnlyList<CoverFault> Check(IEnumerable<(decimal From, decimal? To)> intervals)
    {
        var all = intervals.ToList();
        var faults = all.Where(i => i.To <= i.From).Select(i => new CoverFault("empty_interval", i.From, i.To)).ToList();
        decimal? reached = 0;
        foreach (var (from, to) in all.Where(i => i.To is null || i.To > i.From).OrderBy(i => i.From))
        {
            if (reached is null || from < reached)
            {
                faults.Add(new CoverFault("overlap", from, Least(reached, to)));
            }
            else if (from > reached)
            {
                faults.Add(new CoverFault("gap", reached.Value, from));
            }

            reached = reached is null || to is null ? null : Math.Max(reached.Value, to.Value);
        }

        if (reached is { } end)
        {
            faults.Add(new CoverFault("gap", end, null));
        }

        return [.. faults.OrderBy(f => f.From)];
    }

    private static decimal? Least(decimal? a, decimal? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
