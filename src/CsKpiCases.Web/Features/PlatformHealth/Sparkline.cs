using System.Globalization;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>A trend as a small line: where its points lie in a box of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="Points">For a polyline.</param>
/// <param name="Last">The newest point.</param>
/// <param name="Limit">Height of the threshold, or of the target where there is none; null: beyond the box, or neither.</param>
public sealed record Sparkline(string Points, (string X, string Y) Last, string? Limit)
{
    public const int Width = 110;
    public const int Height = 30;
    private const int Edge = 4;

    /// <summary>Null for fewer than two values.</summary>
    public static Sparkline? Of(IReadOnlyList<TrendPoint> trend, decimal? limit)
    {
        ArgumentNullException.ThrowIfNull(trend);
        var values = trend.Select(p => p.Value).OfType<decimal>().ToList();
        if (values.Count < 2) return null;
        var (low, high) = (values.Min(), values.Max());
        // A limit far off would press the line flat: it is drawn only where it leaves the line half of the height.
        if (limit is { } near && Math.Max(high, near) - Math.Min(low, near) <= 2 * (high - low)) (low, high) = (Math.Min(low, near), Math.Max(high, near));
        else limit = null;
        string X(int i) => Text(Edge + ((Width - (2m * Edge)) * i / (values.Count - 1)));
        string Y(decimal value) => Text(high == low ? Height / 2m : Height - Edge - ((Height - (2m * Edge)) * (value - low) / (high - low)));
        return new Sparkline(string.Join(' ', values.Select((v, i) => $"{X(i)},{Y(v)}")), (X(values.Count - 1), Y(values[^1])), limit is { } at ? Y(at) : null);
    }

    private static string Text(decimal at) => at.ToString("0.#", CultureInfo.InvariantCulture);
}
