using System.Globalization;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Resources;

/// <summary>Every sentence a person reads, in both languages, by a dotted key; the language is the request's unless one is named.</summary>
/// <remarks>One pair of files per feature, <c>Resources/Feature.zh-CN.json</c> and <c>Resources/Feature.en.json</c>; a key stands in one pair only.</remarks>
public sealed class Texts
{
    private readonly Dictionary<string, string> chinese;
    private readonly Dictionary<string, string> english;
    private readonly bool strict;

    public Texts(IEnumerable<TextFile> files, bool strict)
    {
        var all = files.ToList();
        chinese = TextFile.Merge(all.Where(file => file.Language == Language.Chinese));
        english = TextFile.Merge(all.Where(file => file.Language == Language.English));
        this.strict = strict;
    }

    /// <param name="strict">A missing key throws (development, tests); else the key itself is shown.</param>
    public static Texts Load(bool strict) => new(TextFile.Embedded(), strict);

    public string this[string key] => Find(Current, key);

    public string this[string key, params object?[] arguments] => In(Current, key, arguments);

    public static CultureInfo Current => Language.Of(CultureInfo.CurrentUICulture);

    /// <summary>For what is not read in the request's language: mails, exports, jobs.</summary>
    public string In(CultureInfo language, string key, params object?[] arguments)
    {
        var text = Find(Language.Of(language), key);
        return arguments.Length == 0 ? text : string.Format(Language.Of(language), text, arguments);
    }

    /// <summary>The text <c>key.one</c> for exactly one in English, else <c>key.other</c>; {0} is the count.</summary>
    public string Plural(string key, long count, params object?[] more)
    {
        var form = count == 1 && Current == Language.English ? ".one" : ".other";
        return In(Current, key + form, [count, .. more]);
    }

    public bool Has(string key) => Of(Current).ContainsKey(key);

    public IReadOnlyDictionary<string, string> Of(CultureInfo language) => language == Language.Chinese ? chinese : english;

    /// <summary>The texts that scripts use, by the beginnings of their keys.</summary>
    public SortedDictionary<string, string> StartingWith(params string[] prefixes) => new(
        Of(Current).Where(text => Array.Exists(prefixes, prefix => text.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(text => text.Key, text => text.Value), StringComparer.Ordinal);

    private string Find(CultureInfo language, string key)
    {
        if (Of(language).TryGetValue(key, out var text))
        {
            return text;
        }

        return strict ? throw new KeyNotFoundException($"No text '{key}' in {language.Name}: add it to both files of a pair in Resources.") : key;
    }
}
