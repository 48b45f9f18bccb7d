using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CsKpiCases.Web.Features.Shared;

public enum ChartKind
{
    Bar,
    Stacked,
    Line,

    /// <summary>One series of steps, of which the last is their sum.</summary>
    Waterfall,

    /// <summary>Labels across, one series per row.</summary>
    Heatmap,
    Radar,

    /// <summary>One series of counts, falling; the running share is added.</summary>
    Pareto,
}

/// <summary>One row of numbers of a chart.</summary>
/// <param name="Tone">running, warn, breach, paused or met where the numbers mean that; else null.</param>
/// <param name="Hrefs">What each number counts, as addresses; a bar opens its cases.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values, string? Tone = null, IReadOnlyList<string?>? Hrefs = null);

/// <summary>For <c>_Chart</c>: a figure and the table behind it, from the same numbers.</summary>
/// <param name="Unit">Of the numbers, in the reader's language.</param>
public sealed record Chart(
    [property: JsonIgnore] string Title, ChartKind Kind, string Unit, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series, [property: JsonIgnore] bool Tall = false)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
