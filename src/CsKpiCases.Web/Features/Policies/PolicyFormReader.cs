using System.Globalization;
using System.Text.Json;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>Fills a <see cref="PolicyForm"/> from what was sent, or from a document of one policy.</summary>
public static class PolicyFormReader
{
    /// <summary>The match fields whose values nobody can list: typed, not chosen.</summary>
    public static IReadOnlyList<string> TypedFields { get; } = [MatchFields.SubKind, MatchFields.Tier];

    /// <summary>Reads a sent form: <c>match.FIELD</c> is chosen, <c>more.FIELD</c> typed, <c>targets[N].PART</c> a row.</summary>
    public static PolicyForm Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var match = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var field in MatchFields.All)
        {
            List<string> values = [.. form["match." + field].OfType<string>().Where(v => v.Length > 0), .. PolicyForm.Split(form["more." + field])];
            if (values.Count > 0) match[field] = [.. values.Distinct()];
        }

        var rows = int.TryParse(form["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, PolicyForm.MostTargets) : 0;
        return new PolicyForm
        {
            Name = Text(form["name"]),
            Order = Text(form["order"]),
            IsEnabled = form["enabled"] == "true",
            Match = match,
            Targets = [.. Enumerable.Range(0, rows).Select(row => Target(form, row))],
            BaseId = long.TryParse(form["base"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        };
    }

    /// <summary>The form of a document that was checked when it was stored or previewed; null where it is none.</summary>
    public static PolicyForm? Read(string document, long? baseId)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var policy = json.RootElement.EnumerateArray().First();
            var usual = Raw(policy, "calendar") ?? PolicyForm.ContinuousJson;
            return new PolicyForm
            {
                Name = policy.GetProperty("name").GetString() ?? "",
                Order = Raw(policy, "order") ?? "",
                IsEnabled = !policy.TryGetProperty("enabled", out var enabled) || enabled.ValueKind != JsonValueKind.False,
                Match = policy.TryGetProperty("match", out var match) ? match.EnumerateObject().ToDictionary(f => f.Name, f => Texts(f.Value)) : new(),
                Targets = [.. policy.GetProperty("targets").EnumerateArray().Select(target => Target(target, usual))],
                BaseId = baseId,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static TargetInput Target(IFormCollection form, int row)
    {
        string Part(string name) => Text(form[string.Create(CultureInfo.InvariantCulture, $"targets[{row}].{name}")]);
        return new TargetInput
        {
            Clock = Part("clock"),
            Goal = TypedDuration.Read(Part("goal")),
            Limit = TypedDuration.Read(Part("limit")),
            Calendar = Part("calendar") is { Length: > 0 } calendar ? calendar : PolicyForm.ContinuousJson,
            PauseWhile = [.. form[string.Create(CultureInfo.InvariantCulture, $"targets[{row}].pauseWhile")].OfType<string>()],
            PauseIn = Part("pauseIn"),
            WarnAt = Part("warnAt"),
        };
    }

    private static TargetInput Target(JsonElement target, string usual) => new()
    {
        Clock = target.GetProperty("clock").GetString() ?? "",
        Goal = target.TryGetProperty("goal", out var goal) ? goal.GetString() ?? "" : "",
        Limit = target.TryGetProperty("limit", out var limit) ? limit.GetString() ?? "" : "",
        // A platform's deadline runs on no calendar, whatever the policy's is.
        Calendar = target.GetProperty("clock").GetString() == ClockNames.PlatformDeadline ? PolicyForm.ContinuousJson : Raw(target, "calendar") ?? usual,
        PauseWhile = target.TryGetProperty("pauseWhile", out var waits) ? Texts(waits) : [],
        PauseIn = target.TryGetProperty("pauseIn", out var states) ? string.Join(", ", Texts(states)) : "",
        WarnAt = target.TryGetProperty("warnAt", out var warnings) ? WarnAtText.Write(warnings) : "",
    };

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [value.GetString() ?? ""];

    /// <summary>A part's own JSON without blanks, so that equal ones are equal texts.</summary>
    private static string? Raw(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => JsonSerializer.Serialize(value),
    };

    private static string Text(string? value) => (value ?? "").Trim();
}
