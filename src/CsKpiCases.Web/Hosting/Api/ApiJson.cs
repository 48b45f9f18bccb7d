using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>How the API writes and reads JSON: camel case, enums by name, strict numbers, nothing unknown and nothing twice.</summary>
public static class ApiJson
{
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Trigger arguments are the domain's types, whose ids are numbers; here they may be text too.</summary>
    public static JsonSerializerOptions Arguments { get; } = FrozenArguments();

    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;
        options.Converters.Add(new JsonStringEnumConverter(EnumNames.Policy, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions FrozenArguments()
    {
        var options = new JsonSerializerOptions(JsonText.Options) { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
        options.Converters.Insert(0, new IdConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class IdConverter : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetInt64()
            : reader.TokenType == JsonTokenType.String && Ids.TryRead(reader.GetString(), out var id) ? id
            : throw new JsonException("An id is a whole number.");

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteStringValue(Ids.Text(value));
    }
}

/// <summary>The names of enum values in JSON and in addresses: camel case; the grades A to D stay capital.</summary>
public static class EnumNames
{
    public static JsonNamingPolicy Policy { get; } = new Names();

    public static string Of<T>(T value)
        where T : struct, Enum => Policy.ConvertName(value.ToString());

    /// <summary>Reads exactly the name that <see cref="Of{T}"/> writes.</summary>
    public static bool TryRead<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (Of(known) != name) continue;
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    private sealed class Names : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.Length == 1 ? name : CamelCase.ConvertName(name);
    }
}
