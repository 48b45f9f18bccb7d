using System.Globalization;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Names and figures of scores in the reader's language.</summary>
public static class ScoreWords
{
    /// <summary>An indicator's name.</summary>
    public static string Indicator(string key) => IndicatorCatalogue.Find(key) is not { } indicator ? key : IsChinese ? indicator.NameZh : indicator.NameEn;

    /// <summary>A bonus grade with its name.</summary>
    public static string Bonus(string? grade) => ShippedLadders.Bonus.Rungs.FirstOrDefault(r => r.Grade == grade) is { } rung ? NameOf(rung) : "—";

    /// <summary>A post grade's name.</summary>
    public static string Post(string? grade) => ShippedLadders.Post.Rungs.FirstOrDefault(r => r.Grade == grade) is { } rung ? NameOf(rung) : "—";

    public static string NameOf(Rung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return IsChinese ? rung.NameZh : rung.NameEn;
    }

    /// <summary>A value in its indicator's unit: 95.0%, 92.00, 240.</summary>
    public static string Value(this Texts texts, string indicator, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (value is not { } known) return texts["scores.no-data"];
        return IndicatorCatalogue.Find(indicator)?.Unit switch
        {
            IndicatorUnit.Rate => Number(known * 100, "0.0#") + "%",
            IndicatorUnit.Count => Number(known, "#,0.##"),
            IndicatorUnit.Yuan => MoneyTag.Text(known),
            IndicatorUnit.Hours => texts["scores.hours", Number(known, "0.0#")],
            IndicatorUnit.Seconds => texts["scores.seconds", Number(known, "0.#")],
            _ => Number(known, "0.00"),
        };
    }

    /// <summary>Points with two decimals, a true minus, a dash where there are none.</summary>
    public static string Points(decimal? points) => points is not { } known ? "—" : Number(known, "0.00");

    /// <summary>Points that are taken away.</summary>
    public static string Taken(decimal points) => points == 0 ? "0.00" : Number(-points, "0.00");

    public static string Percent(decimal? ratio) => ratio is { } known ? Number(known * 100, "0.##") + "%" : "—";

    private static bool IsChinese => Texts.Current == Language.Chinese;

    private static string Number(decimal number, string format) =>
        Domain.Money.Rounding.ToCents(number).ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
