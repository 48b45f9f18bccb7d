using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>What to do with the cases that were picked.</summary>
/// <param name="Act"><c>assign</c>, <c>auto</c> or <c>claim</c>.</param>
/// <param name="Ids">Which cases.</param>
/// <param name="OwnerId">Who gets them.</param>
/// <param name="Of">Whose they are; null: nobody's, they wait in the queue.</param>
/// <param name="Note">Why somebody gets them who should not.</param>
public sealed record AssignForm(string? Act, IReadOnlyList<long>? Ids, long? OwnerId, long? Of = null, string? Note = null)
{
    public const string ToChosen = "assign";
    public const string ByRule = "auto";
    public const string Claim = "claim";
}

/// <summary>A case that could be given to somebody.</summary>
public sealed record BoardCase(
    long Id, string Number, string Subject, CaseType Type, string? Category, string? Cause, Grade Grade, Priority Priority, string State, Stage Stage, Wait WaitsOn, DateTime SortDueAt, DateTime OpenedAt);

/// <summary>Somebody who can be given cases.</summary>
/// <param name="Standing">Skills, limit, load, shift and leave.</param>
/// <param name="Overdue">Of his open cases, those past due.</param>
/// <param name="SoonestDueAt">What runs out first; null: nothing does.</param>
/// <param name="Until">When his shift, or his leave, ends.</param>
/// <param name="Shift">Today's shifts in local hours; null when he has none on the roster.</param>
public sealed record BoardAgent(ShopPerson Person, Assignee Standing, int Overdue, DateTime? SoonestDueAt, DateTime? Until, string? Shift)
{
    public long Id => Person.Id;
}

/// <summary>Where the next page of cases begins.</summary>
/// <param name="DueAt">Of the last case shown.</param>
/// <param name="Id">Of the last case shown.</param>
public sealed record BoardCursor(DateTime DueAt, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(DueAt).ToUnixTimeSeconds()}-{Id}");

    /// <summary>Null where it is none: then the list begins at its beginning.</summary>
    public static BoardCursor? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts is [var due, var id] && long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= new DateTimeOffset(Case.Never).ToUnixTimeSeconds()
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new BoardCursor(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime, last)
            : null;
    }
}

/// <summary>The board: who waits, or what one agent has, and everybody's load, who has too much first.</summary>
/// <param name="Of">Whose cases are shown; null: the queue.</param>
/// <param name="Waiting">Cases in the queue, capped at <see cref="ReadBoard.MostCounted"/>.</param>
/// <param name="Next">The next page; null: this is the last.</param>
/// <param name="WorkLimit">The shop's; null: no limit.</param>
public sealed record AssignBoard(
    BoardAgent? Of, IReadOnlyList<BoardCase> Cases, int Waiting, BoardCursor? Next, IReadOnlyList<BoardAgent> Agents, AssignmentMode Mode, int? WorkLimit,
    bool MayAssign, bool MayClaim, bool MayManage)
{
    /// <summary>What was ticked and chosen, where the page comes again because something was left out.</summary>
    public AssignForm Form { get; init; } = new(null, null, null);

    /// <summary>Why the chosen agent should not get them: reason codes; a supervisor goes over them by saying why.</summary>
    public IReadOnlyList<string> Hindrances { get; init; } = [];

    public string Href => Of is null ? "/assign" : string.Create(CultureInfo.InvariantCulture, $"/assign?of={Of.Id}");

    public string? NextHref => Next is null ? null : Href + (Of is null ? "?" : "&") + "after=" + Next;

    /// <summary>No case is ticked.</summary>
    public bool LacksCases => Form is { Act: not null, Ids: not { Count: > 0 } };

    /// <summary>They were to go to a chosen agent, and none is chosen.</summary>
    public bool LacksAgent => Form is { Act: AssignForm.ToChosen, OwnerId: null };

    public bool IsTicked(long caseId) => Form.Ids?.Contains(caseId) == true;
}
