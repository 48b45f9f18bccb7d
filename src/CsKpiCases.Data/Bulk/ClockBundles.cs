using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Bulk;

/// <summary>The engine's clocks of a new case as rows to be written in bulk.</summary>
public static class ClockBundles
{
    /// <summary>One bundle per run; sets what the case is sorted by. Keys are filled in by <see cref="BulkCases"/>.</summary>
    /// <param name="clocks">Settled at <paramref name="now"/>.</param>
    /// <param name="case">Theirs.</param>
    /// <param name="now">UTC, whole seconds.</param>
    public static List<ClockBundle> Of(CaseClocks clocks, Case @case, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        var bundles = new List<ClockBundle>(clocks.Clocks.Count);
        foreach (var clock in clocks.Clocks)
        {
            var row = new CaseClock();
            ClockRows.Write(clock, row, @case, now);
            var bundle = new ClockBundle { Clock = row, Segments = new List<CaseClockSegment>(clock.Segments.Count) };
            foreach (var segment in clock.Segments)
            {
                var stretch = new CaseClockSegment();
                ClockRows.Write(segment, stretch, row);
                bundle.Segments.Add(stretch);
            }

            if (clock.GoalMissedAt is { } missed) bundle.Breaches.Add(ClockKeeping.Breached(clock, row, @case, Level.Goal, missed, now, 0));
            if (clock.BreachedAt is { } breached) bundle.Breaches.Add(ClockKeeping.Breached(clock, row, @case, Level.Limit, breached, now, 0));
            bundles.Add(bundle);
        }

        ClockKeeping.Sort(@case, bundles.Select(b => b.Clock));
        return bundles;
    }
}
