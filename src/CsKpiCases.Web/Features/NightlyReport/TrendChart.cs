using System.Globalization;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>One line of a trend: a value for each day, null where no report was made or there is nothing to say.</summary>
/// <param name="Tone">One of the five.</param>
/// <param name="IsDashed">Told apart by its stroke, where two lines stand in one picture.</param>
public sealed record TrendLine(string Name, string Tone, bool IsDashed, IReadOnlyList<decimal?> Values);

/// <summary>A picture of some days: where its lines lie in a box of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="Unit">What is counted, in the reader's words.</param>
/// <param name="Top">The value at the upper edge, a round one above all values.</param>
/// <param name="Say">A value in words.</param>
public sealed record TrendChart(string Title, string Unit, DateOnly From, IReadOnlyList<TrendLine> Lines, decimal Top, Func<decimal, string> Say)
{
    public const int Width = 320;
    public const int Height = 150;
    public const int Left = 52;
    public const int Right = 302;
    public const int Upper = 10;
    public const int Lower = 126;

    private int Days => Lines[0].Values.Count;

    /// <summary>The values at which the picture is ruled.</summary>
    public IReadOnlyList<decimal> Rules => [0, Top / 2, Top];

    /// <summary>The days that are named below: the first, the last, and two between.</summary>
    public IEnumerable<int> Named => Enumerable.Range(0, 4).Select(part => (Days - 1) * part / 3).Distinct();

    public static string X(decimal at) => at.ToString("0.#", CultureInfo.InvariantCulture);

    public decimal At(int day) => Left + ((decimal)(Right - Left) * day / Math.Max(1, Days - 1));

    public decimal HeightOf(decimal value) => Lower - ((Lower - Upper) * value / Top);

    /// <summary>The stretches of a line without a gap, as points of a polyline.</summary>
    public IEnumerable<string> Stretches(TrendLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var points = new List<string>();
        for (var day = 0; day <= Days; day++)
        {
            if (day < Days && line.Values[day] is { } value)
            {
                points.Add($"{X(At(day))},{X(HeightOf(value))}");
                continue;
            }

            if (points.Count > 1) yield return string.Join(' ', points);
            points.Clear();
        }
    }

    /// <summary>The newest value of a line in words; a dash where it has none.</summary>
    public string Newest(TrendLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Values.LastOrDefault(value => value is not null) is { } value ? Say(value) : "—";
    }
}

/// <summary>The trends of the nightly reports, as pictures.</summary>
public static class TrendCharts
{
    /// <summary>A line needs two days.</summary>
    public const int FewestDays = 2;

    /// <summary>Share of breached cases, late clocks, how long clocks took, and the backlog.</summary>
    public static IReadOnlyList<TrendChart> Of(IReadOnlyList<TrendDay> days, Texts texts, TimeTexts times)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(times);
        var (first, last) = (days[0].Date, days[^1].Date);
        var byDate = days.ToDictionary(day => day.Date);
        TrendLine Line(string name, string tone, Func<TrendDay, decimal?> value, bool isDashed = false) => new(
            texts["nightly." + name], tone, isDashed,
            [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(day => byDate.TryGetValue(first.AddDays(day), out var found) ? value(found) : null)]);
        TrendChart Chart(string unit, decimal least, decimal step, Func<decimal, string> say, params TrendLine[] lines) => new(
            string.Join(texts["list.comma"], lines.Select(line => line.Name)), texts["nightly.trend." + unit], first, lines,
            Above(lines.SelectMany(line => line.Values).OfType<decimal>().DefaultIfEmpty(0).Max(), least, step), say);

        var slowest = days.Max(day => day.Shop.P90Seconds ?? 0);
        return
        [
            Chart("of-judged", 2, 1, share => texts["nightly.percent", share], Line("trend.rate", "breach", day => day.Sentence.Share * 100)),
            Chart("clocks", 2, 1, count => SlaWords.Count((long)count), Line("late", "warn", day => day.Shop.Late)),
            Chart(
                "stopped", 60, slowest < 7200 ? 60 : slowest < 172_800 ? 3600 : 86_400, seconds => times.Duration((long)seconds),
                Line("median", "met", day => day.Shop.MedianSeconds), Line("p90", "running", day => day.Shop.P90Seconds, isDashed: true)),
            Chart("cases", 2, 1, count => SlaWords.Count((long)count), Line("backlog", "paused", day => day.Backlog)),
        ];
    }

    /// <summary>The next round number of steps (2, 4, 6, 10 and their tens) at or above a value: halves of it are whole.</summary>
    internal static decimal Above(decimal value, decimal least, decimal step)
    {
        var wanted = Math.Max(value, least) / step;
        for (var ten = 1m; ; ten *= 10)
        {
            foreach (var round in new[] { 2m, 4m, 6m, 10m })
            {
                if (round * ten >= wanted) return round * ten * step;
            }
        }
    }
}
