using System.Globalization;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Policies and calendars in the reader's words: durations, matches, calendars, what was refused or is odd.</summary>
public static class SlaWords
{
    /// <summary><c>PT150H</c> as 150 h (6 d 6 h), <c>2WD</c> as 2 working days; the text itself where it cannot be read, empty for nothing.</summary>
    public static string SlaDuration(this Texts texts, string? text)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!Domain.Sla.SlaDuration.TryParse(text, out var duration)) return text ?? "";
        if (duration.IsWorkingDays) return texts.Plural("sla.working-days", duration.Amount);
        var span = TimeSpan.FromSeconds(duration.Amount);
        var parts = new List<string>();
        if (duration.Amount >= 3600) parts.Add(texts["time.h", (long)span.TotalHours]);
        if (span.Minutes > 0) parts.Add(texts["time.m", span.Minutes]);
        if (span.Seconds > 0 || parts.Count == 0) parts.Add(texts["time.s", span.Seconds]);
        var exact = string.Join(' ', parts);
        if (span.TotalHours < 48) return exact;
        var days = span.Hours > 0 ? texts["time.dh", span.Days, span.Hours] : texts["time.d", span.Days];
        return texts["sla.hours-as-days", exact, days];
    }

    public static string MatchField(this Texts texts, string field) => texts.Named("match.", field);

    /// <summary>One value of a match field.</summary>
    public static string MatchValue(this Texts texts, string field, string value) => field switch
    {
        MatchFields.CaseType => texts.Named("case.type.", value),
        MatchFields.SubKind => texts.Named("sub_kind.", value),
        MatchFields.Grade => texts.Named("grade.", value),
        MatchFields.Priority => texts.Named("priority.", value),
        MatchFields.Platform => texts.Named("platform.", value),
        MatchFields.Category => texts.Named("category.", value),
        MatchFields.Source => texts.Named("channel.", value),
        _ => value,
    };

    /// <summary>What a policy matches, in one line.</summary>
    public static string MatchLine(this Texts texts, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Match.Count == 0) return texts["match.every-case"];
        return string.Join(texts["list.semicolon"], MatchFields.All.Where(policy.Match.ContainsKey).Select(field =>
            texts["match.field-values", texts.MatchField(field), string.Join(texts["list.comma"], policy.Match[field].Select(value => texts.MatchValue(field, value)))]));
    }

    /// <summary>A calendar by its name, continuous time, or hours of the policy's own.</summary>
    public static string CalendarName(this Texts texts, string named)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(named);
        if (named == PolicyDifference.Continuous) return texts["sla.continuous"];
        if (named.StartsWith('[')) return texts["sla.own-hours"];
        return texts.Has("calendar.name." + named) ? texts["sla.named", texts["calendar.name." + named], named] : named;
    }

    /// <summary>What was refused; a code that has no text of its own says its English sentence.</summary>
    public static string SlaError(this Texts texts, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(error);
        return texts.Has("sla.error." + error.Code) ? texts["sla.error." + error.Code] : error.Message;
    }

    /// <summary>The same with its place before it, where the fault stands away from its field.</summary>
    public static string SlaFaultInPlace(this Texts texts, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var place = error.Path.StartsWith("line ", StringComparison.Ordinal) ? texts["sla.line", error.Path["line ".Length..]] : error.Path;
        return place is "" or "year" or "scope" ? texts.SlaError(error) : texts["sla.in-place", place, texts.SlaError(error)];
    }

    public static string SlaWarning(this Texts texts, SlaWarning warning)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(warning);
        var given = warning.Arguments;
        return warning.Code switch
        {
            SlaWarnings.OverlappingWindows => texts["sla.warning.overlapping_windows", texts.Where(warning.Path), given[0], given[1]],
            SlaWarnings.OverlapsNextDay => texts["sla.warning.overlaps_next_day", texts.Where(warning.Path), given[0], texts["weekday." + given[1]], given[2]],
            SlaWarnings.EquallySpecific => texts["sla.warning.equally_specific", given[0], given[1]],
            SlaWarnings.YearIncomplete => texts["sla.warning.year_incomplete", texts.CalendarName(given[0]), given[1], texts.Months(given[2])],
            _ when given[2] != "0" => texts["sla.warning.year_partly_entered", texts.CalendarName(given[0]), given[1], given[2]],
            _ => texts["sla.warning.year_not_announced", texts.CalendarName(given[0]), given[1]],
        };
    }

    /// <summary><c>4,5</c> as April, May.</summary>
    private static string Months(this Texts texts, string numbers) => string.Join(
        texts["list.comma"], numbers.Split(',').Select(number => new DateOnly(2000, int.Parse(number, CultureInfo.InvariantCulture), 1).ToString(texts["sla.month-format"], Texts.Current)));

    /// <summary>The weekday of a path such as <c>weekly.mon</c>; elsewhere what the windows are for.</summary>
    private static string Where(this Texts texts, string path) => path switch
    {
        "workdayHours" => texts["calendar.workday-hours"],
        _ when path.StartsWith("weekly.", StringComparison.Ordinal) => texts["weekday." + path["weekly.".Length..]],
        _ => texts["calendar.windows"],
    };

    /// <summary>A window with its overnight end marked: 22:00–02:00 (next day).</summary>
    public static string Window(this Texts texts, TimeWindow window)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var text = window.ToString().Replace('-', '–');
        return window.EndFromStartDay > 1440 ? texts["calendar.overnight", text] : text;
    }

    /// <summary>A count with thousands apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
