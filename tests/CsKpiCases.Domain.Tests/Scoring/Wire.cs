using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsKpiCases.Domain.Tests.Scoring;

/// <summary>Requests and answers as they go over the wire.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same document without blanks.</summary>
    public static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString(Options);
}
