using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>One version in a list.</summary>
/// <param name="At">When it was written; null: shipped.</param>
/// <param name="IsInForce">In the month that is running.</param>
/// <param name="HasScored">In force in a published month: settled for ever.</param>
public sealed record VersionLine(RuleText Rule, DateTime? At, string? By, bool IsInForce, bool HasScored, bool MayWithdraw);

/// <summary>One rule in the list, with its versions, newest first.</summary>
public sealed record RuleLine(string Kind, string Key, IReadOnlyList<VersionLine> Versions)
{
    public string Href => RuleHref.Of(Kind, Key);

    public RuleText Newest => Versions[0].Rule;
}

/// <summary>The list of all rules.</summary>
public sealed record RuleList(CalendarMonth Month, IReadOnlyList<RuleLine> Rules, bool MayEdit);

/// <summary>What a form says as it stands: the sum of its weights, its commission and where that falls.</summary>
public sealed record RuleLive(decimal? WeightSum, CommissionTable? Commission);

/// <summary>A rule: the form of its next version, or a version to read, and its history.</summary>
/// <param name="Versions">Empty for a new scheme.</param>
/// <param name="First">The first month that a new version may hold for; null: any.</param>
/// <param name="Schemes">The shop's schemes, for pay rules.</param>
/// <param name="Months">Past months on which it can be tried.</param>
public sealed record RulePage(
    RuleForm Form, IReadOnlyList<FieldError> Faults, RuleLive Live, IReadOnlyList<VersionLine> Versions, CalendarMonth? First, IReadOnlyList<RuleText> Schemes, IReadOnlyList<CalendarMonth> Months, bool MayEdit)
{
    public bool IsNew => Versions.Count == 0;

    public string Action => IsNew ? RuleHref.New : RuleHref.Of(Form.Kind, Form.Key);

    /// <summary>What somebody else has saved since the form was opened.</summary>
    public VersionLine? Since { get; init; }

    /// <summary>Whether the lines are those of a version that was chosen in the history.</summary>
    public int? Chosen { get; init; }

    /// <summary>The sentences about a field; null when it is right.</summary>
    public string? At(string path)
    {
        var found = Faults.Where(f => f.Path == path).Select(RuleWords.Sentence).Distinct().ToList();
        return found.Count == 0 ? null : string.Join(' ', found);
    }
}

/// <summary>For <c>_Field</c>: one typed field.</summary>
/// <param name="Suffix">Its unit, beside it; null: none.</param>
public sealed record RuleField(RulePage Page, string Path, string Label, string? Suffix = null)
{
    public string Id => "f-" + Path.Replace('[', '-').Replace(']', '-').Replace('.', '-');
}

/// <summary>For <c>_Word</c>: one field chosen from a list.</summary>
public sealed record RuleWord(RulePage Page, string Path, string Label, IEnumerable<(string Value, string Text)> Words, bool MayBeNone = false)
{
    public string Id => "f-" + Path.Replace('[', '-').Replace(']', '-').Replace('.', '-');
}

/// <summary>Addresses of rules.</summary>
public static class RuleHref
{
    public const string All = "/scores/rules";
    public const string New = "/scores/rules/new-scheme";

    public static string Of(string kind, string key) => $"{All}/{kind}/{key}";
}

/// <summary>Names of rules in the reader's language.</summary>
public static class RuleWords
{
    private static bool IsChinese => Texts.Current == Language.Chinese;

    public static string NameOf(RuleText rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return IsChinese ? rule.NameZh : rule.NameEn;
    }

    public static string NameOf(Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return IsChinese ? indicator.NameZh : indicator.NameEn;
    }

    public static string NameOf(Rung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return IsChinese ? rung.NameZh : rung.NameEn;
    }

    public static string NameOf(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return IsChinese ? term.Zh : term.En;
    }

    public static string Sentence(FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return IsChinese ? error.MessageZh : error.Message;
    }

    /// <summary>The unit in which an indicator's values are typed.</summary>
    public static string Unit(this Texts texts, Indicator? indicator)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return indicator?.Unit switch
        {
            null => "",
            IndicatorUnit.Rate => "%",
            IndicatorUnit.Yuan => "¥",
            { } unit => texts["rules.unit." + unit.ToString().ToLowerInvariant()],
        };
    }
}
