using System.Globalization;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>The form of a rule's new version as it was typed, or as a version fills it.</summary>
public sealed record RuleForm
{
    public const int LongestKey = 40;
    public const int LongestName = 60;

    private static readonly string[] Own = ["key", "nameZh", "nameEn", "effectiveFrom", "base", "step", "month", "who"];

    public string Kind { get; init; } = "";

    /// <summary>Small letters, digits and dashes; stable over the versions.</summary>
    public string Key { get; init; } = "";
    public string NameZh { get; init; } = "";
    public string NameEn { get; init; } = "";

    /// <summary>yyyy-MM as typed.</summary>
    public string EffectiveFrom { get; init; } = "";

    /// <summary>The newest version when the form was opened; 0 for a new rule.</summary>
    public int Base { get; init; }

    /// <summary>The document's fields by their paths.</summary>
    public required Dictionary<string, string> Fields { get; init; }

    public string this[string path] => Fields.GetValueOrDefault(path, "");

    public static RuleForm Of(RuleText rule, int newest, CalendarMonth from)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleForm
        {
            Kind = rule.Name.Kind, Key = rule.Name.Key, NameZh = rule.NameZh, NameEn = rule.NameEn, EffectiveFrom = from.ToString(), Base = newest,
            Fields = RuleFields.Read(rule.Document),
        };
    }

    public static RuleForm Read(IFormCollection form, string kind, string? key)
    {
        ArgumentNullException.ThrowIfNull(form);
        string Text(string name) => form[name].ToString().Trim();
        var fields = RuleFields.Read(form);
        foreach (var name in Own) fields.Remove(name);
        return new RuleForm
        {
            Kind = kind, Key = key ?? Text("key"), NameZh = Text("nameZh"), NameEn = Text("nameEn"), EffectiveFrom = Text("effectiveFrom"),
            Base = int.TryParse(Text("base"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0,
            Fields = fields,
        };
    }

    /// <summary>After a step that saves nothing: a row more or less, the commission without falls.</summary>
    public RuleForm Stepped(string? step)
    {
        if (step?.StartsWith("add:", StringComparison.Ordinal) == true) return this with { Fields = RuleFields.WithRow(Fields, step[4..]) };
        if (step?.StartsWith("remove:", StringComparison.Ordinal) == true) return this with { Fields = RuleFields.WithoutRow(Fields, step[7..]) };
        return step == "continuous" ? CheckRule.WithoutFalls(this) : this;
    }
}
