using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What one holder had a case for.</summary>
/// <param name="WallSeconds">By the wall clock.</param>
/// <param name="CountedSeconds">Of it, what the clock counted: working time in which it ran.</param>
public sealed record TimeHeld(string Who, bool IsWaiting, long WallSeconds, long CountedSeconds);

/// <summary>Where a case's time went: the stretches of its longest clock, by whose they were.</summary>
public sealed record TimeSpent(string Clock, TimeBar Bar, IReadOnlyList<TimeHeld> Held)
{
    /// <summary>Null for a case without clocks.</summary>
    public static TimeSpent? Of(CaseView view, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(texts);
        var clock = view.Clocks.FirstOrDefault(c => c.Clock == ClockNames.Resolution) ?? view.Clocks.OrderBy(c => c.StartedAt).ThenBy(c => c.StoppedAt ?? view.Now).FirstOrDefault();
        if (clock is null) return null;
        var parts = view.Clocks.Where(c => c.Clock == clock.Clock).SelectMany(c => view.Segments[c.Id].Select(s => (Segment: s, CountedSeconds: view.Counted(c, s))))
            .Select(p => (Who: Holder(p.Segment, view, texts), Waiting: IsOutside(p.Segment.WaitsOn), Wall: Wall(p.Segment, view.Now), p.CountedSeconds)).Where(part => part.Wall > 0).ToList();
        return new TimeSpent(
            clock.Clock,
            new TimeBar([.. parts.Select(part => new TimeBarPart(part.Who, part.Wall, part.Waiting))]),
            [.. parts.GroupBy(part => (part.Who, part.Waiting))
                .Select(g => new TimeHeld(g.Key.Who, g.Key.Waiting, g.Sum(part => part.Wall), g.Sum(part => part.CountedSeconds)))
                .OrderByDescending(held => held.WallSeconds)]);
    }

    private static long Wall(CaseClockSegment segment, DateTime now) => Math.Max(0, (long)((segment.To ?? now) - segment.From).TotalSeconds);

    private static bool IsOutside(Wait wait) => wait is Wait.Buyer or Wait.Courier or Wait.Platform or Wait.Supplier;

    private static string Holder(CaseClockSegment segment, CaseView view, Texts texts) => segment.WaitsOn switch
    {
        Wait.Agent or Wait.None => segment.OwnerId is { } owner ? view.Name(owner) : texts["time.queue"],
        var wait => texts.Code("waits.", wait.ToString()),
    };
}
