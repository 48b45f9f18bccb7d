using System.Globalization;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Figures that somebody else has counted: a platform's own value, the month's DSR, an agent's conversion. One row per indicator, span and agent.</summary>
internal sealed class ImportShopFigures(ImportSession session) : ImportFacts<ShopFigure>(session)
{
    private const int LongestDays = 366;

    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["indicator"] = ["指标", "指标名称", "指标编码", "indicator", "key"],
        ["month"] = ["月份", "统计月份", "month"],
        ["from"] = ["开始日期", "起始日期", "统计开始日期", "日期", "from", "date"],
        ["to"] = ["结束日期", "截止日期", "统计结束日期", "to"],
        ["agent"] = ["客服", "客服昵称", "客服账号", "客服名称", "姓名", "agent"],
        ["value"] = ["数值", "指标值", "值", "结果", "value"],
        ["numerator"] = ["分子", "numerator"],
        ["denominator"] = ["分母", "denominator"],
    };

    protected override IReadOnlyDictionary<string, string[]> Aliases => Columns;

    protected override string[] Needed => ["indicator"];

    protected override (string Field, string Reason)? Check(Cells cells)
    {
        if (IndicatorOf(cells("indicator")) is not { } key) return ("indicator", cells("indicator").Length == 0 ? "indicator_missing" : "unknown_indicator");
        if (Span(cells) is not var (from, to)) return (cells("month").Length > 0 ? "month" : "from", "invalid_days");
        if (to < from || to.DayNumber - from.DayNumber >= LongestDays) return ("to", "invalid_days");
        if (CheckAgent(key, cells("agent")) is { } reason) return ("agent", reason);
        if (CheckAll(cells, "invalid_number", t => Figure(t) is >= 0, "numerator", "denominator") is { } part) return part;
        if (Value(key, cells) is { } value) return Fits(key, value) ? null : ("value", "out_of_range");
        return ("value", cells("value").Length == 0 ? "value_missing" : "invalid_number");
    }

    protected override string KeyOf(Cells cells)
    {
        var (from, to) = Span(cells)!.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{IndicatorOf(cells("indicator"))}|{from:yyyy-MM-dd}|{to:yyyy-MM-dd}|{Agents.Find(cells("agent"))}");
    }

    protected override ShopFigure Fact(string key, Cells cells)
    {
        var (indicator, (from, to)) = (IndicatorOf(cells("indicator"))!, Span(cells)!.Value);
        return new ShopFigure
        {
            Id = Session.Store.Ids.Next(), ShopId = Session.Shop.Id, NaturalKey = key, Indicator = indicator, AgentId = Agents.Find(cells("agent")), From = from, To = to,
            Value = Value(indicator, cells)!.Value, Numerator = Figure(cells("numerator")), Denominator = Figure(cells("denominator")),
        };
    }

    protected override bool Copy(ShopFigure from, ShopFigure to)
    {
        var isSame = (from.Value, from.Numerator, from.Denominator) == (to.Value, to.Numerator, to.Denominator);
        (to.Value, to.Numerator, to.Denominator) = (from.Value, from.Numerator, from.Denominator);
        return !isSame;
    }

    /// <summary>By key, or by name in either language; points that a supervisor gives come with his reason, not with a file.</summary>
    private static string? IndicatorOf(string text)
    {
        var plain = CellText.Narrow(text);
        var indicator = IndicatorCatalogue.All.FirstOrDefault(i => Is(i.Key) || Is(i.NameZh) || Is(i.NameEn));
        if (indicator is not null) return indicator.Key.StartsWith(Mark.Prefix, StringComparison.Ordinal) ? null : indicator.Key;
        return FigureKeys.All.FirstOrDefault(Is) ?? (Is("公共销售额") ? FigureKeys.PublicSales : Is("评价卡片数") || Is("评价邀请数") ? FigureKeys.RatingCards : null);

        bool Is(string name) => string.Equals(CellText.Narrow(name), plain, StringComparison.OrdinalIgnoreCase);
    }

    private string? CheckAgent(string key, string agent)
    {
        var levels = IndicatorCatalogue.Find(key)?.Levels ?? IndicatorLevels.Shop;
        if (agent.Length == 0) return levels.HasFlag(IndicatorLevels.Shop) ? null : "agent_missing";
        if (!levels.HasFlag(IndicatorLevels.Agent)) return "not_an_agents";
        return Agents.Find(agent) is null ? "unknown_agent" : null;
    }

    /// <summary>A month, or the days from one to another, both included; a single day is both.</summary>
    private static (DateOnly From, DateOnly To)? Span(Cells cells)
    {
        if (cells("month").Length > 0) return MonthOf(cells("month")) is { } month ? (month, month.AddMonths(1).AddDays(-1)) : null;
        if (Day(cells("from")) is not { } from) return null;
        return cells("to").Length == 0 ? (from, from) : Day(cells("to")) is { } to ? (from, to) : null;
    }

    private static DateOnly? MonthOf(string text)
    {
        string[] formats = ["yyyy-M", "yyyy/M", "yyyy年M月", "yyyyMM", "yyyy.M"];
        if (DateOnly.TryParseExact(CellText.Narrow(text), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return month;
        // a workbook writes a month as its first day
        return Day(text) is { Day: 1 } first ? first : null;
    }

    /// <summary>As written; where only the parts are, what they make.</summary>
    private static decimal? Value(string key, Cells cells)
    {
        if (cells("value").Length > 0)
        {
            var isRate = IndicatorCatalogue.Find(key)?.Unit == IndicatorUnit.Rate;
            return CellText.TryReadFigure(cells("value"), out var value, out var isPercent) && (isRate || !isPercent) ? value : null;
        }

        return Figure(cells("numerator")) is { } numerator && Figure(cells("denominator")) is > 0 and var denominator ? decimal.Round(numerator / denominator, 6) : null;
    }

    private static decimal? Figure(string text) => text.Length > 0 && CellText.TryReadFigure(text, out var figure, out var isPercent) && !isPercent ? figure : null;

    private static bool Fits(string key, decimal value) => value >= 0 && IndicatorCatalogue.Find(key)?.Unit switch
    {
        IndicatorUnit.Rate => value <= 1,
        IndicatorUnit.Points => value <= 100,
        IndicatorUnit.Stars => value <= 5,
        _ => true,
    };
}
