using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Whose a miss or breach is.</summary>
/// <param name="Party">agent, queue, warehouse, finance, department or supervisor.</param>
public sealed record AttributionAnswer(AttributionParty Party, Person? Agent);

/// <summary>A miss or breach that a supervisor excused.</summary>
public sealed record ExcuseAnswer(DateTime At, Person? By, string? Reason);

/// <summary>A miss or breach that a supervisor put on somebody else than the segments say.</summary>
public sealed record ReattributionAnswer(DateTime At, Person? By, string? Reason);

/// <summary>A stretch of a clock's time, [from, to).</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="CountedSeconds">Working seconds within it; 0 where the clock stood still.</param>
public sealed record SegmentAnswer(DateTime From, DateTime? To, bool Running, Wait WaitsOn, Person? Owner, bool OnShift, long CountedSeconds);

/// <summary>One run of one clock. What elapsed has exceeded counts, recorded yet or not.</summary>
public sealed record ClockAnswer
{
    public required string Clock { get; init; }
    public required int Run { get; init; }

    /// <summary>running, paused, met, late, breached or cancelled.</summary>
    public required ClockState State { get; init; }

    /// <summary>The wait in which it stands still.</summary>
    public required Wait? PausedOn { get; init; }
    public required DateTime StartedAt { get; init; }
    public required DateTime? StoppedAt { get; init; }

    /// <summary>Working time up to now, such as PT26H5M.</summary>
    public required string Elapsed { get; init; }
    public required long ElapsedSeconds { get; init; }
    public required long? GoalSeconds { get; init; }
    public required long? LimitSeconds { get; init; }
    public required DateTime? GoalDueAt { get; init; }
    public required DateTime? LimitDueAt { get; init; }
    public required DateTime? GoalMissedAt { get; init; }
    public required DateTime? BreachedAt { get; init; }
    public required AttributionAnswer? Attribution { get; init; }
    public required ExcuseAnswer? Excuse { get; init; }
    public required ReattributionAnswer? Reattribution { get; init; }
    public required bool Imported { get; init; }
    public required bool Scored { get; init; }

    /// <summary>A changed policy was exceeded already: scores on nobody.</summary>
    public required bool CausedByPolicy { get; init; }
    public required string? Policy { get; init; }
    public required IReadOnlyList<SegmentAnswer> Segments { get; init; }
}

/// <summary>A case's history, page by page.</summary>
public sealed class ListEvents(CasesDbContext db, ShowCase show)
{
    public async Task<Page<EventAnswer>> RunAsync(HttpContext http, FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(found);
        var query = new QueryParameters(http.Request, "limit", "after");
        var (limit, after) = (query.Limit(), query.Id("after") ?? 0);
        query.Done();
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id && e.Sequence > after)
            .OrderBy(e => e.Sequence).Take(limit + 1).ToListAsync(cancellation);
        var page = await show.EventsAsync(events.Count > limit ? events[..limit] : events, cancellation);
        return new Page<EventAnswer>(page, events.Count > limit ? Ids.Text(page[^1].Sequence) : null);
    }
}

/// <summary>A case's clocks with the segments that they can be read off.</summary>
public sealed class ListClocks(CasesDbContext db, PolicyBook policies, ShowCase show, TimeProvider clock)
{
    public async Task<Page<ClockAnswer>> RunAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var clocks = await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == found.Id).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).ToListAsync(cancellation);
        var segments = await db.CaseClockSegments.AsNoTracking().Where(s => db.CaseClocks.Any(c => c.CaseId == found.Id && c.Id == s.ClockId))
            .OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync(cancellation);
        var people = await show.PeopleAsync(
            segments.Select(s => s.OwnerId).Concat(clocks.Select(c => c.AttributedToId)).Concat(clocks.SelectMany(c => new[] { c.ExcusedById, c.ReattributedById })), cancellation);
        var book = await policies.ReadAsync([.. clocks.Select(c => c.PolicyVersionId).Distinct()], cancellation);
        var byClock = segments.ToLookup(s => s.ClockId);
        return new Page<ClockAnswer>([.. clocks.Select(c => Of(c, byClock[c.Id], book.Find(c.PolicyVersionId), book.TargetOf(c), people, Instants.Cut(clock.GetUtcNow().UtcDateTime)))]);
    }

    private static ClockAnswer Of(CaseClock c, IEnumerable<CaseClockSegment> segments, Policy? policy, Target? target, IReadOnlyDictionary<long, string> people, DateTime now)
    {
        var elapsed = ClockReading.Settle(c, target, now);
        return new ClockAnswer
        {
            Clock = c.Clock,
            Run = c.Run,
            State = c.State,
            PausedOn = c.PausedOn == Wait.None ? null : c.PausedOn,
            StartedAt = c.StartedAt,
            StoppedAt = c.StoppedAt,
            Elapsed = SlaDuration.FormatSeconds(elapsed),
            ElapsedSeconds = elapsed,
            GoalSeconds = c.GoalSeconds,
            LimitSeconds = c.LimitSeconds,
            GoalDueAt = c.GoalDueAt,
            LimitDueAt = c.LimitDueAt,
            GoalMissedAt = c.GoalMissedAt,
            BreachedAt = c.BreachedAt,
            Attribution = c.AttributedParty == AttributionParty.None ? null : new AttributionAnswer(c.AttributedParty, ShowCase.One(people, c.AttributedToId)),
            Excuse = c.ExcusedAt is { } at ? new ExcuseAnswer(at, ShowCase.One(people, c.ExcusedById), c.ExcuseReason) : null,
            Reattribution = c.ReattributedAt is { } moved ? new ReattributionAnswer(moved, ShowCase.One(people, c.ReattributedById), c.ReattributionReason) : null,
            Imported = c.IsImported,
            Scored = c.IsScored,
            CausedByPolicy = c.IsCausedByPolicy,
            Policy = policy?.Name,
            Segments = [.. segments.Select(s => new SegmentAnswer(s.From, s.To, s.IsRunning, s.WaitsOn, ShowCase.One(people, s.OwnerId), s.IsOnShift, s.CountedSeconds))],
        };
    }
}

/// <summary><c>cases/{no}/events</c>, <c>/clocks</c>.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/events", EventsAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listEvents", "The history of a case", "In order, from the first event.")
            .Takes(ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<EventAnswer>>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);

        api.MapGet("/cases/{no}/clocks", ClocksAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listClocks", "The clocks of a case", "Every run of every clock, with its segments: who had the case when, and what counted.")
            .Answers<Page<ClockAnswer>>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.NotFound);
    }

    private static async Task<IResult> EventsAsync(HttpContext http, string no, FindCase find, ListEvents list, CancellationToken cancellation) =>
        Results.Ok(await list.RunAsync(http, await find.ByNumberAsync(http, no, cancellation), cancellation));

    private static async Task<IResult> ClocksAsync(HttpContext http, string no, FindCase find, ListClocks list, CancellationToken cancellation) =>
        Results.Ok(await list.RunAsync(await find.ByNumberAsync(http, no, cancellation), cancellation));
}
