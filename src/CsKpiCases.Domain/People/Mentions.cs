namespace CsKpiCases.Domain.People;

/// <summary>Who is meant by an @name in a note.</summary>
public static class Mentions
{
    /// <summary>The people named, each once, in the order of the text. The longest name that fits counts; who shares it is meant too.</summary>
    /// <param name="text">The note.</param>
    /// <param name="people">Those who can be named.</param>
    /// <example>"@王敏敏 请看" names 王敏敏 and not 王敏, if both are there; an address such as a@b.cn names nobody.</example>
    public static IReadOnlyList<long> In(string? text, IEnumerable<(long Id, string Name)> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (text is null || !text.Contains('@', StringComparison.Ordinal)) return [];
        var known = people.Where(person => person.Name.Length > 0).ToList();
        var named = new List<long>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) continue;
            var rest = text[(at + 1)..];
            var fitting = known.Where(person => Begins(rest, person.Name)).ToList();
            var longest = fitting.Count == 0 ? 0 : fitting.Max(person => person.Name.Length);
            named.AddRange(fitting.Where(person => person.Name.Length == longest).Select(person => person.Id));
        }

        return [.. named.Distinct()];
    }

    /// <summary>A Latin name ends where its word ends; a Chinese one stands without blanks.</summary>
    private static bool Begins(string text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (text.Length == name.Length || !char.IsAsciiLetterOrDigit(name[^1]) || !char.IsAsciiLetterOrDigit(text[name.Length]));
}
