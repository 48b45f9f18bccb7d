using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Columns that a file calls by names of its own: <c>theirs=ours</c>, a line each (or parted by semicolons), or a JSON object of such pairs.</summary>
/// <param name="Pairs">The file's header, and a field of the kind or one of its known headers.</param>
/// <param name="IsSaved">It was kept for the shop: a file that lacks a column of it is read without.</param>
internal sealed record ColumnMap(IReadOnlyList<(string Theirs, string Ours)> Pairs, bool IsSaved)
{
    private static readonly string[] Parting = ["\n", ";", "；"];

    /// <summary>Where errors were added it is not to be used.</summary>
    public static ColumnMap Read(string text, bool isSaved, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        var pairs = text.TrimStart().StartsWith('{') ? OfJson(text, errors) : OfLines(text, errors);
        if (pairs.Count == 0 && errors.Count == 0) errors.Add("map", SlaErrorCodes.Required, "Name at least one column: theirs=ours.");
        return new ColumnMap(pairs, isSaved);
    }

    private static List<(string, string)> OfLines(string text, FieldErrors errors)
    {
        var pairs = new List<(string, string)>();
        foreach (var line in text.Split(Parting, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = line.Split(['=', '＝'], 2, StringSplitOptions.TrimEntries);
            if (sides is [{ Length: > 0 } theirs, { Length: > 0 } ours]) pairs.Add((theirs, ours));
            else errors.Add("map", "invalid_value", $"'{line}' is not of the form theirs=ours.");
        }

        return pairs;
    }

    private static List<(string, string)> OfJson(string text, FieldErrors errors)
    {
        var pairs = new List<(string, string)>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var pair in document.RootElement.EnumerateObject())
            {
                if (pair.Value.ValueKind == JsonValueKind.String && pair.Value.GetString() is { Length: > 0 } ours) pairs.Add((pair.Name, ours));
                else errors.Add("map." + pair.Name, "invalid_value", "Name a field of ours, as text.");
            }
        }
        catch (JsonException e)
        {
            errors.Add("map", SlaErrorCodes.InvalidJson, e.Message);
        }

        return pairs;
    }
}
