using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Workflow;

/// <summary>How event payloads and trigger arguments are written: camel case, enums by name, Chinese unescaped, no nulls.</summary>
public static class JsonText
{
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>The JSON text of a payload; null for null.</summary>
    public static string? Write(object? payload) =>
        payload is null ? null : JsonSerializer.Serialize(payload, payload.GetType(), Options);

    public static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Camel case, but a grade stays a capital letter.</summary>
    private sealed class NameOfValue : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.Length == 1 ? name : CamelCase.ConvertName(name);
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter(new NameOfValue(), allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
