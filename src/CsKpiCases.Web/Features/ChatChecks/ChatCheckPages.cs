using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>An agent's week on the list.</summary>
/// <param name="Chats">How many chats the week has.</param>
/// <param name="SampleId">Null: nothing was drawn yet.</param>
/// <param name="Checked">Of the drawn, those that were marked.</param>
public sealed record CheckWeek(long AgentId, string Name, int Chats, long? SampleId, int Drawn, int Checked);

/// <summary>The list for those who check: each agent's week.</summary>
/// <param name="Monday">Of the week shown.</param>
public sealed record CheckList(DateOnly Monday, IReadOnlyList<CheckWeek> Weeks);

/// <summary>A chat of a sample as it is shown.</summary>
/// <param name="Marks">Skill and attitude, as far as they were given.</param>
public sealed record CheckedChat(ChatCheck Check, ChatFact? Fact, IReadOnlyList<Mark> Marks, IReadOnlyList<PhraseHit> Hits)
{
    public IReadOnlyList<TextStretch> Stretches => BannedPhrases.Cut(Check.Text ?? "", Hits);

    public int? Points(string indicator) => Marks.FirstOrDefault(m => m.Indicator == indicator)?.Points;
}

/// <summary>A sample with its chats.</summary>
/// <param name="MayMark">The reader checks chats; else it is his own, to read.</param>
public sealed record SamplePage(ChatSample Sample, string Agent, string DrawnBy, IReadOnlyList<CheckedChat> Chats, bool MayMark)
{
    /// <summary>What was typed for one of them, where it comes again.</summary>
    public (long CheckId, CheckForm Form, string Wrong)? Again { get; init; }
}

/// <summary>What a supervisor found, as typed.</summary>
/// <param name="Skill">0 to 100; empty: no mark.</param>
/// <param name="Attitude">0 to 100; empty: no mark.</param>
public sealed record CheckForm(string? Text, string? Skill, string? Attitude, string? Reason);

/// <summary>A mark as its agent sees it.</summary>
public sealed record OwnMark(Mark Mark, string MarkedBy, long? SampleId);

/// <summary>Somebody's own marks, newest first.</summary>
public sealed record OwnMarks(IReadOnlyList<OwnMark> Marks);

/// <summary>The lists of banned phrases as typed.</summary>
public sealed record PhrasesForm(string? Rhetorical, string? Blaming, string? BrushOff)
{
    public const int LongestList = 4000;
}
