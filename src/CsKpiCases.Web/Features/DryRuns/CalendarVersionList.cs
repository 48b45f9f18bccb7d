using System.Text.Json;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Calendar versions by their names, as a reprocess stores them: <c>{"china":123}</c>.</summary>
internal static class CalendarVersionList
{
    public static string Write(IEnumerable<KeyValuePair<string, long>> versions) =>
        JsonSerializer.Serialize(new SortedDictionary<string, long>(versions.ToDictionary(v => v.Key, v => v.Value), StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, long> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];
}
