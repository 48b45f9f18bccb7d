using System.Globalization;
using System.Text.Json;

namespace CsKpiCases.Web.Resources;

/// <summary>One file of texts: a flat JSON object in one language.</summary>
public sealed record TextFile(string Name, CultureInfo Language, IReadOnlyDictionary<string, string> Texts)
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <summary>The language is the last part of the name before the extension: <c>Cases.zh-CN.json</c>.</summary>
    public static TextFile Parse(string name, Stream json)
    {
        var parts = name.Split('.');
        var language = Hosting.Language.Remembered(parts.Length > 2 ? parts[^2] : null)
            ?? throw new InvalidDataException($"Text file {name} must be named <Feature>.zh-CN.json or <Feature>.en.json.");
        try
        {
            using var document = JsonDocument.Parse(json, NoDuplicates);
            var texts = document.RootElement.EnumerateObject()
                .ToDictionary(text => text.Name, text => text.Value.GetString() ?? throw new JsonException($"{text.Name} is null"));
            return new TextFile(name, language, texts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"Text file {name}: {e.Message}", e);
        }
    }

    public static IEnumerable<TextFile> Embedded()
    {
        const string prefix = "Texts/";
        var assembly = typeof(TextFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return Parse(name[prefix.Length..], stream);
        }
    }

    /// <summary>All texts of one language; the same key in two files is refused, since one of them would silently lose.</summary>
    public static Dictionary<string, string> Merge(IEnumerable<TextFile> files)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        var origin = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var (key, text) in file.Texts)
            {
                if (!origin.TryAdd(key, file.Name))
                {
                    throw new InvalidDataException($"Text '{key}' stands in {origin[key]} and in {file.Name}.");
                }

                merged[key] = text;
            }
        }

        return merged;
    }
}
