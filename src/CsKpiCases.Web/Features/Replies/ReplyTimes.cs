using System.Globalization;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>An instant as one writes it to a buyer: with its date, since he may read it on another day.</summary>
public static class ReplyTimes
{
    /// <example>3 月 2 日 18:30, or 2 March, 18:30.</example>
    public static string Text(DateTime at, TimeZoneInfo zone, string language)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(at, zone);
        return language == "en" ? local.ToString("d MMMM, HH:mm", CultureInfo.GetCultureInfo("en")) : local.ToString("M 月 d 日 HH:mm", CultureInfo.InvariantCulture);
    }
}
