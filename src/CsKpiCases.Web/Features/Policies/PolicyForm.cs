using System.Globalization;
using System.Text.Json.Nodes;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>One target as typed: text, so that what cannot be read comes back to its field.</summary>
public sealed record TargetInput
{
    public string Clock { get; init; } = "";
    public string Goal { get; init; } = "";
    public string Limit { get; init; } = "";

    /// <summary>The calendar as the file writes it: a name as a JSON text, continuous time or own hours as an object.</summary>
    public string Calendar { get; init; } = PolicyForm.ContinuousJson;
    public IReadOnlyList<string> PauseWhile { get; init; } = [];

    /// <summary>Names of states, separated.</summary>
    public string PauseIn { get; init; } = "";

    /// <summary>As <see cref="WarnAtText"/> reads it; blank: the usual warnings.</summary>
    public string WarnAt { get; init; } = "";
}

/// <summary>A policy's form as it was sent, or as a stored document fills it.</summary>
public sealed record PolicyForm
{
    public const string ContinuousJson = """{"continuous":true}""";

    /// <summary>More targets than there are clocks make no sense; a form with thousands is none of ours.</summary>
    public const int MostTargets = 40;

    public string Name { get; init; } = "";
    public string Order { get; init; } = "";
    public bool IsEnabled { get; init; } = true;

    /// <summary>Field to the values that it accepts; only fields with values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Match { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public IReadOnlyList<TargetInput> Targets { get; init; } = [];

    /// <summary>The version that the form was filled from; null for a new policy.</summary>
    public long? BaseId { get; init; }

    /// <summary>The policy as a file of one, for the same check that files pass.</summary>
    public string ToJson()
    {
        var usual = Targets.Where(target => target.Clock != ClockNames.PlatformDeadline).GroupBy(target => target.Calendar)
            .OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault(ContinuousJson);
        var match = new JsonObject();
        foreach (var (field, values) in Match) match[field] = TextsOf(values);
        var policy = new JsonObject { ["name"] = Name, ["order"] = Number(Order), ["enabled"] = IsEnabled, ["match"] = match, ["calendar"] = CalendarOf(usual) };
        policy["targets"] = new JsonArray([.. Targets.Select(target => (JsonNode)Json(target, usual))]);
        return new JsonArray(policy).ToJsonString();
    }

    /// <summary>Splits a typed list at commas, semicolons and line ends of either script.</summary>
    public static IReadOnlyList<string> Split(string? text) =>
        [.. (text ?? "").Split([',', '，', '、', ';', '；', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static JsonObject Json(TargetInput target, string usual)
    {
        var json = new JsonObject { ["clock"] = target.Clock };
        if (target.Goal.Length > 0) json["goal"] = target.Goal;
        if (target.Limit.Length > 0) json["limit"] = target.Limit;
        if (target.PauseWhile.Count > 0) json["pauseWhile"] = TextsOf(target.PauseWhile);
        if (Split(target.PauseIn) is { Count: > 0 } states) json["pauseIn"] = TextsOf(states);
        if (WarnAtText.Read(target.WarnAt) is { } warnings) json["warnAt"] = warnings;
        if (target.Clock != ClockNames.PlatformDeadline && target.Calendar != usual) json["calendar"] = CalendarOf(target.Calendar);
        return json;
    }

    private static JsonArray TextsOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    /// <summary>What is no number stays a text, and is refused as one.</summary>
    private static JsonValue? Number(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    /// <summary>A text that is no JSON is taken for a name, and refused where no calendar has it.</summary>
    private static JsonNode? CalendarOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
