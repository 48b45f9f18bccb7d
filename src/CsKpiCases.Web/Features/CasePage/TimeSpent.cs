using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What one holder had a case for.</summary>
/// <param name="IsOffShift">An agent's, outside his shifts: it counts as the queue's.</param>
/// <param name="WallSeconds">By the wall clock.</param>
/// <param name="CountedSeconds">Of it, what the clock counted: working time in which it ran.</param>
/// <param name="JudgedSeconds">Of that, what lies within the target that was exceeded: the verdict goes by it.</param>
public sealed record TimeHeld(string Who, bool IsWaiting, bool IsOffShift, long WallSeconds, long CountedSeconds, long JudgedSeconds);

/// <summary>Where a case's time went as one clock saw it, by whose it was.</summary>
/// <param name="IsJudged">A target was exceeded, so that somebody has the verdict.</param>
public sealed record TimeSpent(string Clock, TimeBar Bar, IReadOnlyList<TimeHeld> Held, bool IsJudged)
{
    /// <summary>The case's longest clock, then each other one with a verdict; none for a case without clocks.</summary>
    public static IReadOnlyList<TimeSpent> Of(CaseView view, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(texts);
        var longest = view.Clocks.FirstOrDefault(c => c.Clock == ClockNames.Resolution) ?? view.Clocks.OrderBy(c => c.StartedAt).ThenBy(c => c.StoppedAt ?? view.Now).FirstOrDefault();
        return longest is null ? []
            : [.. view.Clocks.Where(IsExceeded).Select(c => c.Clock).Prepend(longest.Clock).Distinct().Select(name => Of(name, view, texts)).Where(spent => spent.Held.Count > 0)];
    }

    private static TimeSpent Of(string clock, CaseView view, Texts texts)
    {
        var runs = view.Clocks.Where(c => c.Clock == clock).ToList();
        var parts = runs.SelectMany(run => Parts(run, view, texts)).Where(part => part.WallSeconds > 0).ToList();
        return new TimeSpent(
            clock,
            new TimeBar([.. parts.Select(part => new TimeBarPart(part.Who, part.WallSeconds, part.IsWaiting) { IsOffShift = part.IsOffShift })]),
            [.. parts.GroupBy(part => (part.Who, part.IsWaiting, part.IsOffShift))
                .Select(g => new TimeHeld(g.Key.Who, g.Key.IsWaiting, g.Key.IsOffShift, g.Sum(part => part.WallSeconds), g.Sum(part => part.CountedSeconds), g.Sum(part => part.JudgedSeconds)))
                .OrderByDescending(held => held.WallSeconds)],
            runs.Exists(IsExceeded));
    }

    private static IEnumerable<TimeHeld> Parts(CaseClock run, CaseView view, Texts texts)
    {
        var left = Budget(run);
        foreach (var segment in view.Segments[run.Id])
        {
            var counted = view.Counted(run, segment);
            var judged = segment.IsRunning ? Math.Min(counted, left) : 0;
            left -= judged;
            yield return new TimeHeld(
                Holder(segment, view, texts), IsOutside(segment.WaitsOn), IsOffShift(segment), Wall(segment, view.Now), counted, IsExceeded(run) ? judged : 0);
        }
    }

    /// <summary>Seconds up to the target that was exceeded; all of them where a changed policy exceeded it.</summary>
    private static long Budget(CaseClock run) =>
        run.IsCausedByPolicy ? long.MaxValue : (run.BreachedAt is not null ? run.LimitSeconds : run.GoalMissedAt is not null ? run.GoalSeconds : null) ?? long.MaxValue;

    private static bool IsExceeded(CaseClock run) => (run.GoalMissedAt ?? run.BreachedAt) is not null;

    private static long Wall(CaseClockSegment segment, DateTime now) => Math.Max(0, (long)((segment.To ?? now) - segment.From).TotalSeconds);

    private static bool IsOutside(Wait wait) => wait is Wait.Buyer or Wait.Courier or Wait.Platform or Wait.Supplier;

    private static bool IsOffShift(CaseClockSegment segment) => segment is { WaitsOn: Wait.Agent, OwnerId: not null, IsOnShift: false };

    // as the attribution reads it (sla.md): only what waits on an agent can be his
    private static string Holder(CaseClockSegment segment, CaseView view, Texts texts) => segment.WaitsOn switch
    {
        Wait.Agent when segment.OwnerId is { } owner => view.Name(owner),
        Wait.Agent or Wait.None => texts["time.queue"],
        var wait => texts.Code("waits.", wait.ToString()),
    };
}
