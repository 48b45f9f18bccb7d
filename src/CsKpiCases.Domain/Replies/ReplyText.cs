using System.Text.RegularExpressions;

namespace CsKpiCases.Domain.Replies;

/// <summary>A reply with its variables filled in.</summary>
/// <param name="Text">Where a value is missing its variable stands as it was written.</param>
/// <param name="Missing">Names of the variables that have no value on this case, each once, in the order of the text.</param>
public sealed record RenderedReply(string Text, IReadOnlyList<string> Missing);

/// <summary>Variables in the text of a canned reply: a name in braces, such as <c>{order}</c>. Any other brace is text.</summary>
public static partial class ReplyText
{
    /// <summary>The names that a text may use.</summary>
    public static IReadOnlyList<string> Variables { get; } = ["buyer", "order", "case", "courier", "tracking", "promise", "due", "agent", "shop"];

    /// <summary>Names in braces that are no variables: such a text is not saved.</summary>
    /// <example>"您好 {name}，订单 {order}" has one unknown: name.</example>
    public static IReadOnlyList<string> Unknown(string text) => [.. Names(text).Where(name => !Variables.Contains(name))];

    /// <summary>Fills in what is known of a case.</summary>
    /// <param name="text">With variables.</param>
    /// <param name="values">By name; empty or absent: missing.</param>
    public static RenderedReply Render(string text, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string? Value(string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        return new RenderedReply(
            Variable().Replace(text, found => Value(found.Groups[1].Value) ?? found.Value),
            [.. Names(text).Where(name => Value(name) is null)]);
    }

    private static IEnumerable<string> Names(string text) => Variable().Matches(text).Select(found => found.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();
}
