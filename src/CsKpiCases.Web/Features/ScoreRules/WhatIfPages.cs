using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>What is asked: which rule over which month.</summary>
/// <param name="Rule"><c>kind/key/version</c> of a stored version; null or empty with a draft.</param>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Who"><c>all</c>: a scheme for everybody; else for those whom it scores.</param>
/// <param name="Kind">Of a draft.</param>
/// <param name="Key">Of a draft.</param>
/// <param name="Document">JSON of a draft that stands in an editor.</param>
public sealed record WhatIfQuestion(string? Rule, string? Month, string? Who, string? Kind = null, string? Key = null, string? Document = null)
{
    public bool IsDraft => !string.IsNullOrEmpty(Document);

    public bool ForAll => Who == "all";
}

/// <summary>One agent beside himself.</summary>
public sealed record WhatIfLine(long AccountId, string Name, RuleTrial Trial);

/// <summary>What would have been.</summary>
/// <param name="Revision">Of the stored scores that it is compared with; null: computed as one looks.</param>
/// <param name="IsWidened">Nobody was scored by the scheme, so that everybody was tried.</param>
/// <param name="Lines">Highest new score first.</param>
public sealed record WhatIfAnswer(RuleText Rule, CalendarMonth Month, int? Revision, bool IsPublished, bool IsWidened, IReadOnlyList<WhatIfLine> Lines)
{
    public decimal BonusBefore => Lines.Sum(l => l.Trial.BonusBefore);

    public decimal BonusAfter => Lines.Sum(l => l.Trial.BonusAfter);

    public int Changed => Lines.Count(l => l.Trial.GradeChanges);

    public decimal? MeanBefore => Mean(l => l.Trial.Before.Final);

    public decimal? MeanAfter => Mean(l => l.Trial.After.Final);

    private decimal? Mean(Func<WhatIfLine, decimal?> of) => Lines.Select(of).OfType<decimal>().ToList() is { Count: > 0 } all ? all.Average() : null;
}

/// <summary>The page.</summary>
/// <param name="Answer">Null while nothing is asked, or what is asked is not there.</param>
/// <param name="Rules">What can be asked: all versions of all kinds but pay.</param>
public sealed record WhatIfPage(WhatIfQuestion Question, IReadOnlyList<RuleText> Rules, IReadOnlyList<CalendarMonth> Months, WhatIfAnswer? Answer)
{
    /// <summary>What is wrong with the question, as a key of a text; null: nothing.</summary>
    public string? Wrong { get; init; }

    public static string ValueOf(RuleText rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return FormattableString.Invariant($"{rule.Name.Kind}/{rule.Name.Key}/{rule.Name.Version}");
    }
}
