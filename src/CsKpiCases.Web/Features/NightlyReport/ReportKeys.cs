using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>A line's key as the report writes it, and as the database groups by it.</summary>
internal static class ReportKeys
{
    /// <summary>The figures of a line that open to their cases.</summary>
    public static IReadOnlyList<string> Figures { get; } = ["opened", "stopped", "met", "late", "breached", "risk"];

    public static string Stored(ReportBy by, string key) => by switch
    {
        ReportBy.Agent when !long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && Enum.TryParse<AttributionParty>(key, ignoreCase: true, out var party) => string.Create(CultureInfo.InvariantCulture, $"-{(int)party}"),
        ReportBy.CaseType when Enum.TryParse<CaseType>(key, out var type) => ((int)type).ToString(CultureInfo.InvariantCulture),
        _ => key,
    };
}
