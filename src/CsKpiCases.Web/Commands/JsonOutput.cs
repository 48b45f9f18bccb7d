using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsKpiCases.Web.Commands;

/// <summary>How <c>--json</c> writes a result: one document, camel case, nulls included, Chinese as it is.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteJsonAsync<T>(this TextWriter output, T result) => output.WriteLineAsync(JsonSerializer.Serialize(result, Options));
}
