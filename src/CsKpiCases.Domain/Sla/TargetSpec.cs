using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Sla;

/// <summary>A target as people write it. Raw: nothing is checked yet.</summary>
public sealed record TargetSpec
{
    [JsonPropertyName("clock")]
    public string? Clock { get; init; }

    /// <summary>ISO 8601 from days to seconds, or working days such as <c>2WD</c>.</summary>
    [JsonPropertyName("goal")]
    public string? Goal { get; init; }

    [JsonPropertyName("limit")]
    public string? Limit { get; init; }

    /// <summary>buyer, platform, courier, warehouse, finance, supervisor, supplier, department.</summary>
    [JsonPropertyName("pauseWhile")]
    public IReadOnlyList<string?>? PauseWhile { get; init; }

    /// <summary>Names of states.</summary>
    [JsonPropertyName("pauseIn")]
    public IReadOnlyList<string?>? PauseIn { get; init; }

    /// <summary>Absent: 0.75 of the goal and 0.9 of the limit.</summary>
    [JsonPropertyName("warnAt")]
    public IReadOnlyList<WarningSpec?>? WarnAt { get; init; }

    /// <summary>In a policy, the target's own calendar; absent: the policy's.</summary>
    [JsonIgnore]
    public CalendarSpec? Calendar { get; init; }

    internal static TargetSpec? Read(JsonElement element, string path, FieldErrors errors, bool isPolicy)
    {
        string[] known = ["clock", "goal", "limit", "pauseWhile", "pauseIn", "warnAt"];
        if (JsonFields.Open(element, path, errors, isPolicy ? [.. known, "calendar"] : known) is not { } fields)
        {
            return null;
        }
        return new TargetSpec
        {
            Clock = fields.Text("clock"),
            Goal = fields.Text("goal"),
            Limit = fields.Text("limit"),
            PauseWhile = fields.Texts("pauseWhile"),
            PauseIn = fields.Texts("pauseIn"),
            WarnAt = fields.Items("warnAt")?
                .Select((item, index) => WarningSpec.Read(item, $"{fields.PathOf("warnAt")}[{index}]", errors)).ToList(),
            Calendar = isPolicy
                ? CalendarSpec.Read(fields.Value("calendar"), fields.PathOf("calendar"), errors, mayRefer: true)
                : null,
        };
    }
}

/// <summary>A warning as people write it: <c>{ "of": "goal", "fraction": 0.75 }</c> or <c>{ "of": "limit", "lead": "PT2H" }</c>.</summary>
public sealed record WarningSpec
{
    /// <summary><c>goal</c> or <c>limit</c>.</summary>
    [JsonPropertyName("of")]
    public string? Of { get; init; }

    /// <summary>Above 0, up to 1.</summary>
    [JsonPropertyName("fraction")]
    public decimal? Fraction { get; init; }

    /// <summary>ISO 8601.</summary>
    [JsonPropertyName("lead")]
    public string? Lead { get; init; }

    internal static WarningSpec? Read(JsonElement element, string path, FieldErrors errors) =>
        JsonFields.Open(element, path, errors, "of", "fraction", "lead") is { } fields
            ? new WarningSpec { Of = fields.Text("of"), Fraction = fields.Number("fraction"), Lead = fields.Text("lead") }
            : null;
}
