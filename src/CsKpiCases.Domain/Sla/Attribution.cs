using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>One holder's part of a clock's running time.</summary>
/// <param name="Party">Whose.</param>
/// <param name="OwnerId">The agent; null for any other party.</param>
/// <param name="Seconds">Elapsed seconds of the clock's calendar.</param>
public sealed record AttributionShare(AttributionParty Party, long? OwnerId, long Seconds);

/// <summary>Whose miss, breach or success a clock is (sla.md, "Attribution").</summary>
/// <param name="Party">The largest share's; equal shares: the latest holder's; no share at all: the queue.</param>
/// <param name="OwnerId">The agent; null for any other party.</param>
/// <param name="Shares">All of them, largest first; they sum to the clock's running time up to the cut.</param>
public sealed record Attribution(AttributionParty Party, long? OwnerId, IReadOnlyList<AttributionShare> Shares)
{
    /// <summary>
    /// Up to the due instant of a level that was exceeded, else up to the stop, or to <paramref name="now"/> for a
    /// clock still open.
    /// </summary>
    public static Attribution Of(Clock clock, Level level, DateTime now)
    {
        var stampedAt = level == Level.Goal ? clock.GoalMissedAt : clock.BreachedAt;
        var isByPolicy = level == Level.Goal ? clock.IsGoalMissByPolicy : clock.IsBreachByPolicy;
        var seconds = level == Level.Goal ? clock.GoalSeconds : clock.LimitSeconds;
        var budget = stampedAt is not null && !isByPolicy ? seconds ?? long.MaxValue : long.MaxValue;
        var until = stampedAt is not null && isByPolicy ? stampedAt.Value : clock.StoppedAt ?? clock.CancelledAt ?? now;
        return Sum(clock, budget, stampedAt > until ? stampedAt.Value : until);
    }

    private static Attribution Sum(Clock clock, long budget, DateTime until)
    {
        var shares = new List<(AttributionParty Party, long? OwnerId, long Seconds, int LastHeld)>();
        for (var index = 0; index < clock.Segments.Count && budget > 0; index++)
        {
            var segment = clock.Segments[index];
            if (!segment.IsRunning || segment.From >= until)
            {
                continue;
            }
            // Policy changes and stops lie on boundaries, so only an open segment is cut by an instant.
            var length = segment.To is null ? OpenLength(clock, segment, until) : segment.Seconds;
            var counted = Math.Min(length, budget);
            budget -= counted;
            if (counted > 0)
            {
                Count(shares, segment, counted, index);
            }
        }
        var ordered = shares.OrderByDescending(share => share.Seconds).ThenByDescending(share => share.LastHeld).ToList();
        var winner = ordered.Find(share => share.Party != AttributionParty.Outside);
        var list = ordered.ConvertAll(share => new AttributionShare(share.Party, share.OwnerId, share.Seconds));
        return new Attribution(winner.Party == AttributionParty.None ? AttributionParty.Queue : winner.Party, winner.OwnerId, list);
    }

    private static long OpenLength(Clock clock, Segment segment, DateTime until) =>
        clock.Target is { } target ? target.Calendar.Elapsed(segment.From, until) : 0;

    private static void Count(
        List<(AttributionParty Party, long? OwnerId, long Seconds, int LastHeld)> shares, Segment segment, long seconds, int index)
    {
        var (party, owner) = HolderOf(segment);
        var known = shares.FindIndex(share => share.Party == party && share.OwnerId == owner);
        if (known < 0)
        {
            shares.Add((party, owner, seconds, index));
            return;
        }
        shares[known] = (party, owner, shares[known].Seconds + seconds, index);
    }

    private static (AttributionParty Party, long? OwnerId) HolderOf(Segment segment) => segment.Wait switch
    {
        Wait.Agent when segment is { OwnerId: { } owner, OnShift: true } => (AttributionParty.Agent, owner),
        Wait.Agent or Wait.None => (AttributionParty.Queue, null),
        Wait.Supervisor => (AttributionParty.Supervisor, null),
        Wait.Warehouse => (AttributionParty.Warehouse, null),
        Wait.Finance => (AttributionParty.Finance, null),
        Wait.Department => (AttributionParty.Department, null),
        _ => (AttributionParty.Outside, null),
    };
}
