using System.Text.Json;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>How the API writes months and where they stand.</summary>
internal static class ApiMonths
{
    public const string Written = "A month is written such as 2026-10.";

    public static string StateOf(MonthState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
