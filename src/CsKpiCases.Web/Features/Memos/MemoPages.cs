using CsKpiCases.Data.Rows;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>What puzzled somebody, as typed.</summary>
/// <param name="Case">The case's number; empty: of none.</param>
/// <param name="ToAnswer">Who is to answer; null: whoever can.</param>
public sealed record MemoForm(string? Text, string? Case, long? ToAnswer);

/// <summary>An answer as typed.</summary>
/// <param name="IsCanned">It becomes a canned reply.</param>
/// <param name="Reply">The reply's text; empty: the answer itself.</param>
public sealed record MemoAnswer(string? Answer, bool IsCanned, string? Reply);

/// <summary>A memo to be shown.</summary>
public sealed record MemoLine(Memo Memo, string WrittenBy, string? ToAnswer, string? AnsweredBy, string? CaseNumber);

/// <summary>The pad.</summary>
/// <param name="Show"><c>open</c>, <c>meeting</c>, <c>replies</c> or <c>all</c>.</param>
/// <param name="Monday">Of the next meeting.</param>
/// <param name="People">Who could answer.</param>
public sealed record MemoPad(string Show, DateOnly Monday, IReadOnlyList<MemoLine> Memos, string? OlderHref, IReadOnlyList<(long Id, string Name)> People)
{
    public MemoForm Form { get; init; } = new(null, null, null);

    /// <summary>Text key of what is wrong with what was typed.</summary>
    public string? Wrong { get; init; }
}
