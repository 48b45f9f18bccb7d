using System.Globalization;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>Assessments in the reader's words.</summary>
public static class HealthWords
{
    public static string Name(PlatformPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return Texts.Current == Language.Chinese ? pack.NameZh : pack.NameEn;
    }

    public static string Name(Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return Texts.Current == Language.Chinese ? indicator.NameZh : indicator.NameEn;
    }

    /// <summary>A value with its unit: 0.44%, 9.5 小时, 15 秒.</summary>
    public static string Figure(this Texts texts, string indicator, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (value is not { } known) return texts["health.no-data"];
        return IndicatorCatalogue.Get(indicator).Unit switch
        {
            IndicatorUnit.Rate => Number(known * 100, "0.##") + "%",
            IndicatorUnit.Hours => texts["health.hours", Number(known, "#,0.##")],
            IndicatorUnit.Seconds => texts["health.seconds", Number(known, "#,0.##")],
            IndicatorUnit.Count => Number(known, "#,0.##"),
            _ => Number(known, "0.00"),
        };
    }

    /// <summary>The parts of a value: 4 / 900; of a mean how many it was measured on. Null where there are none to tell.</summary>
    public static string? Parts(this Texts texts, LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        if (line is not { Numerator: { } numerator, Denominator: { } denominator }) return null;
        return line.IsMean ? texts["health.of-so-many", Number(denominator, "#,0.##")] : $"{Number(numerator, "#,0.##")} / {Number(denominator, "#,0.##")}";
    }

    /// <summary>≥ 90%.</summary>
    public static string? Target(this Texts texts, LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Target is { } target ? (Rises(line) ? "≥ " : "≤ ") + texts.Figure(line.Indicator, target) : null;
    }

    /// <summary>≥ 0.5%, from 5 cases on.</summary>
    public static string? Threshold(this Texts texts, PackLine line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        if (line.Threshold is not { } threshold) return null;
        var sign = (line.Indicator.Direction == IndicatorDirection.HigherIsBetter, threshold.IsAllowed) switch { (true, false) => "≤ ", (false, false) => "≥ ", (true, true) => "< ", _ => "> " };
        var text = sign + texts.Figure(line.Indicator.Key, threshold.Value);
        return threshold.LeastCount > 0 ? texts["health.from-count", text, threshold.LeastCount] : text;
    }

    /// <summary>How much room is left, in words; null where nothing can be said.</summary>
    public static string? Headroom(this Texts texts, LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        if (line.ThresholdHit == true) return texts["health.room.hit"];
        if (line.Headroom is not { } room) return null;
        var to = line.Threshold is null ? "target" : "threshold";
        if (line.IsMean) return texts["health.room." + to + ".time", texts.Figure(line.Indicator, room)];
        var what = texts["health.bad." + line.Indicator];
        return room == 0 ? texts["health.room." + to + ".next", what] : texts["health.room." + to + ".more", Number(room, "#,0"), what];
    }

    /// <summary>What brings a missed target back; null where it is met.</summary>
    public static string? BackToTarget(this Texts texts, LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        if (line.TargetMet != false) return null;
        // a figure without its counts does not tell what would bring it back
        if (line.GoodNeeded is not { } more) return line.IsImported ? null : texts["health.back.never"];
        return texts[line.IsMean ? "health.back.at-once" : "health.back.good", Number(more, "#,0")];
    }

    /// <summary>The window's days, and how many are left.</summary>
    public static string Window(this Texts texts, LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(line);
        var days = texts["health.window." + KeyOf(line.Window), line.From, line.To];
        return line.DaysLeft switch { null => days, 0 => texts["health.window.over", days], 1 => texts["health.window.one-left", days], { } left => texts["health.window.left", days, left] };
    }

    /// <summary>The trend of a line as a chart with its target and threshold.</summary>
    public static Chart TrendChart(this Texts texts, LinePage page)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(page);
        var unit = page.Line.Indicator.Unit;
        decimal? Shown(decimal? value) => value is not { } known ? null : Rounding.ToCents(unit == IndicatorUnit.Rate ? known * 100 : known);
        ChartSeries Level(string key, decimal value, string tone) => new(texts[key], [.. page.Trend.Select(_ => Shown(value))], tone);
        var series = new List<ChartSeries> { new(texts["health.value"], [.. page.Trend.Select(p => Shown(p.Value))], "running") };
        if (page.Line.Target is { } target) series.Add(Level("health.target", target, "met"));
        if (page.Line.Threshold is { } threshold) series.Add(Level("health.threshold", threshold.Value, "breach"));
        var name = unit switch { IndicatorUnit.Rate => "%", IndicatorUnit.Hours => texts["health.unit.hours"], IndicatorUnit.Seconds => texts["health.unit.seconds"], _ => "" };
        return new Chart(texts["health.trend"], ChartKind.Line, name, [.. page.Trend.Select(p => LocalDays.Text(p.Date))], series);
    }

    /// <summary>How a line is counted.</summary>
    public static string How(this Texts texts, PlatformPack pack, PackLine line)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(line);
        if (line.Formula.Counting == Counting.Figure) return texts["health.how.figure"];
        var own = $"health.how.{pack.Key}.{line.Key}";
        return texts[texts.Has(own) ? own : "health.how." + line.Key];
    }

    /// <summary>The last part of a text's key.</summary>
    public static string KeyOf(Enum value) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static bool Rises(LineAssessment line) => IndicatorCatalogue.Get(line.Indicator).Direction == IndicatorDirection.HigherIsBetter;

    private static string Number(decimal number, string format) => Rounding.ToCents(number).ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
