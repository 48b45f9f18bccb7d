using CsKpiCases.Data.Rows;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Somebody of the shift that left.</summary>
/// <param name="SignedOffAt">Null: not yet.</param>
public sealed record LeavingPerson(long Id, string Name, DateTime? SignedOffAt);

/// <summary>How a hand-over is being taken over, for one reader.</summary>
/// <param name="AcceptedAt">Null: not yet.</param>
/// <param name="DueAt">By when it should be; null: nobody comes.</param>
/// <param name="EscalatedAt">When the supervisors were told that it was not.</param>
/// <param name="Leaving">The people of the shift.</param>
/// <param name="Coming">Names of the people of the next.</param>
/// <param name="LackingNotes">Of the leaving people's cases that are still open, those without a note.</param>
/// <param name="OpenQuestions">Asked and not answered.</param>
/// <param name="MayNote">The reader leaves, or is a supervisor.</param>
/// <param name="MayAccept">The reader comes, or is a supervisor.</param>
/// <param name="MaySignOff">The reader leaves and has not signed off.</param>
public sealed record HandoverTaking(
    DateTime? AcceptedAt, string? AcceptedBy, DateTime? DueAt, DateTime? EscalatedAt, IReadOnlyList<LeavingPerson> Leaving, IReadOnlyList<string> Coming,
    int LackingNotes, int OpenQuestions, bool MayNote, bool MayAccept, bool MaySignOff)
{
    /// <summary>Nothing is left to accept: it was, or nothing was left open.</summary>
    public bool IsTaken { get; init; }
}

/// <summary>What was said of a case, with the names of those who did.</summary>
public sealed record SpokenWord(HandoverWord Word, string? NotedBy, string? AskedBy, string? AcceptedBy);
