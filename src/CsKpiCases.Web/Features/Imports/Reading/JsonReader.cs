using System.Text.Json;

namespace CsKpiCases.Web.Features.Imports.Reading;

/// <summary>A JSON array of flat objects; the columns are all the property names that occur.</summary>
internal sealed class JsonReader : TableReader
{
    private readonly FileStream stream;
    private readonly IAsyncEnumerator<JsonElement> items;
    private readonly string[] headers;
    private int line;

    private JsonReader(FileStream stream, IAsyncEnumerator<JsonElement> items, string[] headers) =>
        (this.stream, this.items, this.headers) = (stream, items, headers);

    public override IReadOnlyList<string> Headers => headers;

    public override int Line => line;

    public static async Task<JsonReader> OpenAsync(string path, CancellationToken cancellation)
    {
        var names = new List<string>();
        await using (var first = Open(path))
        {
            await foreach (var name in NamesAsync(Items(first, cancellation)))
            {
                names.Add(name);
                if (names.Count > ImportLimits.Columns) break;
            }
        }

        var stream = Open(path);
        return new JsonReader(stream, Items(stream, cancellation).GetAsyncEnumerator(cancellation), [.. names]);
    }

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (!await items.MoveNextAsync()) return false;
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"Not a JSON array of objects: {e.Message}");
        }

        line++;
        if (line > ImportLimits.Rows) throw new UnreadableFileException($"The file has more than {ImportLimits.Rows:N0} rows.");
        if (items.Current.ValueKind != JsonValueKind.Object) throw new UnreadableFileException($"Item {line} is not an object.");
        return true;
    }

    public override string Cell(int column)
    {
        try
        {
            return items.Current.TryGetProperty(headers[column], out var value) ? TextOf(value) : "";
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableFileException($"Item {line} holds half a character in '{headers[column]}'.");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await items.DisposeAsync();
        await stream.DisposeAsync();
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableFileException("The name of a property holds half a character.");
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);

    private static IAsyncEnumerable<JsonElement> Items(FileStream stream, CancellationToken cancellation) =>
        JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, cancellationToken: cancellation);

    private static async IAsyncEnumerable<string> NamesAsync(IAsyncEnumerable<JsonElement> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var each = items.GetAsyncEnumerator();
        while (await NextAsync(each))
        {
            if (each.Current.ValueKind != JsonValueKind.Object) throw new UnreadableFileException("Not a JSON array of objects.");
            foreach (var property in each.Current.EnumerateObject())
            {
                var name = NameOf(property);
                if (seen.Add(name)) yield return name;
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"Not a JSON array of objects: {e.Message}");
        }
    }
}
