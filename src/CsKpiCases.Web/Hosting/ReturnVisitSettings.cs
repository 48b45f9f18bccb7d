using System.Globalization;

namespace CsKpiCases.Web.Hosting;

/// <summary>Section <c>ReturnVisits</c>: which buyers are called again after their case was resolved.</summary>
public sealed class ReturnVisitSettings
{
    public const string Section = "ReturnVisits";

    /// <summary>Said at start where <see cref="DaysByTier"/> cannot be read.</summary>
    public const string Wrong = "ReturnVisits:DaysByTier holds tiers of buyers with days from 1 to 365, such as SVIP=1, VIP=3, with commas between.";

    /// <summary>Days after the resolution by the buyer's tier; who is of no such tier is not called.</summary>
    public string DaysByTier { get; set; } = "SVIP=1, VIP=3";

    /// <summary>Days by tier; null where the text is no such list.</summary>
    public static IReadOnlyDictionary<string, int>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var days = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = part.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || pair[0].Length == 0 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 365) return null;
            days[pair[0]] = number;
        }

        return days;
    }
}
