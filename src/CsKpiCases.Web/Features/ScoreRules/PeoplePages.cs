using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>An agent with what his pay goes by in the running month.</summary>
/// <param name="Terms">Null: the shop's.</param>
/// <param name="Marks">How many he was given in the month.</param>
public sealed record PersonLine(long Id, string Name, Scheme Scheme, PayTerms? Terms, decimal PerformanceBase, int Marks);

/// <summary>The list of agents.</summary>
public sealed record PeopleList(CalendarMonth Month, IReadOnlyList<PersonLine> People);

/// <summary>A mark with who gave it.</summary>
public sealed record GivenMark(Mark Mark, string By);

/// <summary>Terms with who set them.</summary>
public sealed record SetTerms(PayTerms Terms, string? By);

/// <summary>One agent: his terms of now and later, and his marks.</summary>
/// <param name="Default">The shop's scheme and base, which hold where he has none of his own.</param>
/// <param name="First">The first month that new terms may hold for; null: any.</param>
public sealed record PersonPage(
    long Id, string Name, TermsForm Form, IReadOnlyList<SetTerms> History, MonthRules Default, IReadOnlyList<RuleText> Schemes, CalendarMonth? First, IReadOnlyList<GivenMark> Marks,
    MarkForm Mark, bool MayEdit, bool MayMark)
{
    public IReadOnlyList<FieldError> Faults { get; init; } = [];

    /// <summary>Whether somebody else has set terms since the form was opened.</summary>
    public bool IsStale { get; init; }

    public string Href => FormattableString.Invariant($"/scores/rules/people/{Id}");

    /// <summary>The sentences about a field; null when it is right.</summary>
    public string? At(string path) => Faults.Where(f => f.Path == path).Select(RuleWords.Sentence).FirstOrDefault();
}

/// <summary>Terms as typed.</summary>
/// <param name="SchemeKey">Empty: the shop's.</param>
/// <param name="PerformanceBase">Empty: the shop's.</param>
/// <param name="Seen">Which terms were there when the form was opened.</param>
public sealed record TermsForm(string? EffectiveFrom, string? SchemeKey, string? Seniority, string? PerformanceBase, string? Seen);

/// <summary>A mark as typed.</summary>
/// <param name="Indicator">mark:skill, mark:attitude or mark:management.</param>
/// <param name="Points">0 to 100, whole.</param>
/// <param name="Day">The day that it is about, in the shop's zone; its month is the one that it counts in.</param>
/// <param name="FormKey">The form's own key: sent twice, it marks once.</param>
public sealed record MarkForm(string? Indicator, string? Points, string? Day, string? Reason, string? FormKey = null)
{
    public static IReadOnlyList<Indicator> Indicators { get; } = [.. IndicatorCatalogue.All.Where(i => i.Key.StartsWith(Domain.Scoring.Facts.Mark.Prefix, StringComparison.Ordinal))];
}
