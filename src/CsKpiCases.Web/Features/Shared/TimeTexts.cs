using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Durations and instants in words, in the request's language. site.js says durations from the same texts.</summary>
public sealed class TimeTexts(Texts texts, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The two largest units: 2 小时 14 分, 2 h 14 min. A negative duration is said without its sign.</summary>
    public string Duration(long seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Abs(seconds));
        return span switch
        {
            { Days: > 0, Hours: > 0 } => texts["time.dh", span.Days, span.Hours],
            { Days: > 0 } => texts["time.d", span.Days],
            { Hours: > 0, Minutes: > 0 } => texts["time.hm", span.Hours, span.Minutes],
            { Hours: > 0 } => texts["time.h", span.Hours],
            { Minutes: > 0 } => texts["time.m", span.Minutes],
            _ => texts["time.s", span.Seconds],
        };
    }

    /// <summary>剩 2 小时 14 分 before the due instant, at it included; 超 5 分 after it.</summary>
    public string Left(DateTime due)
    {
        var seconds = (long)Math.Floor((Utc(due) - Now).TotalSeconds);
        return seconds >= 0 ? texts["time.left", Duration(seconds)] : texts["time.over", Duration(seconds)];
    }

    /// <summary>今天 18:30, 明天 09:00, 11月23日 18:30, with the year where it is another one.</summary>
    public string When(DateTime instant, TimeZoneInfo zone)
    {
        var local = Local(instant, zone);
        var today = Local(Now, zone).Date;
        var key = (local.Date - today).Days switch
        {
            0 => "time.today",
            1 => "time.tomorrow",
            -1 => "time.yesterday",
            _ when local.Year == today.Year => "time.this-year",
            _ => "time.other-year",
        };
        return texts[key, local];
    }

    /// <summary>The whole instant with its zone, for a title.</summary>
    public string Full(DateTime instant, TimeZoneInfo zone) => texts["time.full", Local(instant, zone), zone.Id];

    public static DateTime Utc(DateTime instant) => DateTime.SpecifyKind(instant, DateTimeKind.Utc);

    public static DateTime Local(DateTime instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(Utc(instant), zone);

    /// <summary>For the datetime attribute: 2026-03-02T10:00:00Z.</summary>
    public static string Machine(DateTime instant) =>
        Utc(instant).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
