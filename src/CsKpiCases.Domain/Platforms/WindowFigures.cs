using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Platforms;

/// <summary>Which imported figures belong to a window.</summary>
public static class WindowFigures
{
    /// <summary>A platform tells its figures late: of a window that rolls, one that ended so many days before still stands for it.</summary>
    public const int LatestBefore = 7;

    /// <summary>
    /// The newest figure of a window: one that begins with it; of a window that rolls, one of as many days that ended at most
    /// <see cref="LatestBefore"/> days before. Null for none.
    /// </summary>
    public static ShopFigure? Choose(IEnumerable<ShopFigure> figures, AssessmentWindow window) =>
        figures.Where(f => f.AgentId is null && f.To <= window.To && (window.Rolls ? IsLate(f, window) : f.From == window.From)).MaxBy(f => f.To);

    /// <summary>The sum of figures that follow on one another through all days from the first to the last; null where a day is missing.</summary>
    public static long? Sum(IEnumerable<ShopFigure> figures, DateOnly from, DateOnly to)
    {
        var longest = figures.Where(f => f.AgentId is null && f.From <= f.To && f.To <= to).GroupBy(f => f.From).ToDictionary(g => g.Key, g => g.MaxBy(f => f.To)!);
        var sum = 0m;
        while (from <= to)
        {
            if (!longest.TryGetValue(from, out var figure)) return null;
            sum += figure.Value;
            from = figure.To.AddDays(1);
        }

        return (long)sum;
    }

    private static bool IsLate(ShopFigure figure, AssessmentWindow window) =>
        figure.To >= window.To.AddDays(-LatestBefore) && figure.To.DayNumber - figure.From.DayNumber == window.To.DayNumber - window.From.DayNumber;
}
