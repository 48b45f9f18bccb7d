using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>The page of one day; without a report where none was made.</summary>
public sealed record NightlyPage(
    Shop Shop, DateOnly Date, DateOnly Today, DayReport? Report, int Revision, IReadOnlyList<RevisionLine> Revisions, bool MayRun, IReadOnlyList<TrendDay> Trend)
{
    public string Href => "/reports/nightly/" + LocalDays.Text(Date);

    public string DayHref(int days) => "/reports/nightly/" + LocalDays.Text(Date.AddDays(days));

    /// <summary>Where a figure opens to its cases; null for none.</summary>
    public string? CasesHref(ReportLine line, string figure, long count)
    {
        ArgumentNullException.ThrowIfNull(line);
        return count == 0 ? null : $"{Href}/cases?by={line.By}&key={Uri.EscapeDataString(line.Key)}&figure={figure}";
    }
}

/// <summary>The cases behind a figure.</summary>
public sealed record FigurePage(DateOnly Date, ReportBy By, string Key, string Figure, IReadOnlyList<CountedCase> Cases)
{
    /// <summary>The figure: it counts clocks, and a case has several.</summary>
    public long Clocks => Cases.Sum(c => c.Clocks);

    /// <summary>There are more than are listed.</summary>
    public bool IsCut => Cases.Count == NightlyReports.MostCases;
}

/// <summary>The report's words in the reader's language.</summary>
public static class NightlyWords
{
    /// <summary>The one sentence: cases, overdue, share, against the day before.</summary>
    public static string Sentence(this Texts texts, ReportSentence sentence)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(sentence);
        var said = sentence.Share is { } share
            ? texts["nightly.sentence", sentence.Opened, sentence.Judged, sentence.Breached, share * 100]
            : texts["nightly.sentence.none", sentence.Opened];
        var change = sentence.Change switch
        {
            < 0 => texts["nightly.fewer", -sentence.Change],
            > 0 => texts["nightly.more", sentence.Change],
            _ => texts["nightly.same"],
        };
        return said + change;
    }

    /// <summary>What a line is about.</summary>
    public static string Line(this Texts texts, ReportLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.By switch
        {
            ReportBy.Shop => texts["nightly.whole"],
            ReportBy.Agent => line.Name ?? texts.Code("attribution.", line.Key),
            ReportBy.CaseType => texts.Code("case.type.", line.Key),
            _ => texts.Code("clock.", line.Key),
        };
    }

    /// <summary>Whose a verdict or a stretch of time is.</summary>
    public static string Holder(this Texts texts, AttributionParty party, string? owner) => owner ?? texts.Code("attribution.", party.ToString());

    /// <summary>A column of the files: its name and what it counts.</summary>
    public static string Column(this Texts texts, string figure, string unit)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts["nightly.column", texts["nightly." + figure], texts["nightly.unit." + unit]];
    }

    /// <summary>An age of the backlog.</summary>
    public static string Age(this Texts texts, int index)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return index < BacklogAges.Days.Count ? texts["nightly.age", BacklogAges.Days[index]] : texts["nightly.age.older", BacklogAges.Days[^1]];
    }

    /// <summary>Where a breached case's time went, for the bar.</summary>
    public static TimeBar Spent(this Texts texts, BreachedCase breached)
    {
        ArgumentNullException.ThrowIfNull(breached);
        return new TimeBar([.. breached.Parts.Select(p => new TimeBarPart(
            p.IsWaiting || p.Party == AttributionParty.Outside ? texts.Code("waits.", p.WaitsOn.ToString()) : p.OffShift ?? texts.Holder(p.Party, p.Owner), p.Seconds, p.IsWaiting) { IsOffShift = p.OffShift is not null })]);
    }

    /// <summary>The heat map: hours across, weekdays down.</summary>
    public static Chart HeatMap(this Texts texts, DayReport report)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(report);
        var hours = Enumerable.Range(0, 24).Select(h => FormattableString.Invariant($"{h:00}")).ToList();
        var days = report.HeatMap.Select((row, day) => new ChartSeries(
            Texts.Current.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)((day + 1) % 7)), [.. row.Select(n => (decimal?)n)]));
        return new Chart(texts["nightly.heat"], ChartKind.Heatmap, texts["nightly.heat.unit"], hours, [.. days]);
    }

    /// <summary>Verdicts of the agents, stacked, each bar opening its cases.</summary>
    public static Chart Verdicts(this Texts texts, NightlyPage page)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(page);
        var agents = page.Report!.Lines.Where(l => l.By == ReportBy.Agent && l.Met + l.Late + l.Breached > 0).Take(30).ToList();
        ChartSeries Series(string name, string tone, string figure, Func<ReportLine, long> count) =>
            new(texts["nightly." + name], [.. agents.Select(l => (decimal?)count(l))], tone, [.. agents.Select(l => page.CasesHref(l, figure, count(l)))]);
        return new Chart(
            texts["nightly.verdicts"], ChartKind.Stacked, texts["nightly.clocks"], [.. agents.Select(l => texts.Line(l))],
            [Series("met", "met", "met", l => l.Met), Series("late", "warn", "late", l => l.Late), Series("breached", "breach", "breached", l => l.Breached)]);
    }
}
