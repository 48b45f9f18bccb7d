using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>What holds for every calendar and every course of events. Seeds are fixed: a failure repeats.</summary>
public sealed class ClockProperties
{
    private const int Days = 86_400;

    private static readonly DateTime Origin = At("2026-02-20 00:00");

    private static readonly WorkingCalendar[] AllCalendars =
    [
        WorkingCalendar.Continuous, Scenario, Lunch, ShippedCalendars.China, ShippedCalendars.Shift,
        Daily(NewYork, "00:00-06:00", "05:30-09:00"), Daily(NewYork, "01:30-02:30"),
        OnDays(Shanghai, [DayOfWeek.Friday, DayOfWeek.Saturday], [], "22:00-02:00"), Daily(NewYork, "20:00-10:00", "09:00-11:00"),
    ];

    private static readonly Gen<WorkingCalendar> AnyCalendar = Gen.Elements(AllCalendars);

    private static readonly Gen<DateTime> AnyInstant = Gen.Choose(0, 300 * Days).Select(second => Origin.AddSeconds(second));

    private static readonly Gen<Standing> AnyStanding =
        from wait in Gen.Elements(Enum.GetValues<Wait>())
        from owner in Gen.Elements<long?>(null, 1, 2, 3)
        from shift in Gen.Elements(true, false)
        select new Standing(null, wait, owner, shift, false);

    [Fact]
    public void Due_AnyCalendar_IsTheFirstInstantWithThatMuchElapsed() => Check(
        11, 2_000, from calendar in AnyCalendar from start in AnyInstant from seconds in Gen.OneOf(Gen.Choose(1, 90), Gen.Choose(1, 40 * 3600)) select (calendar, start, seconds),
        x =>
        {
            var due = x.calendar.Reach(x.start, x.seconds)!.Value;
            return x.calendar.Elapsed(x.start, due) == x.seconds && x.calendar.Elapsed(x.start, due.AddSeconds(-1)) == x.seconds - 1;
        });

    [Fact]
    public void Elapsed_AnyCalendar_IsAdditive() => Check(
        12, 2_000, from calendar in AnyCalendar from a in AnyInstant from b in AnyInstant from c in AnyInstant select (calendar, new[] { a, b, c }.Order().ToArray()),
        x => x.calendar.Elapsed(x.Item2[0], x.Item2[2])
            == x.calendar.Elapsed(x.Item2[0], x.Item2[1]) + x.calendar.Elapsed(x.Item2[1], x.Item2[2]));

    [Fact]
    public void Elapsed_AnyCalendar_AgreesWithCountingSeconds() => Check(
        13, 60, from calendar in AnyCalendar from start in AnyInstant from length in Gen.Choose(0, 3 * Days) select (calendar, start, length),
        x =>
        {
            long counted = 0;
            for (var second = 0; second < x.length; second++)
            {
                counted += x.calendar.Elapsed(x.start.AddSeconds(second), x.start.AddSeconds(second + 1));
            }
            return counted == x.calendar.Elapsed(x.start, x.start.AddSeconds(x.length));
        });

    [Fact]
    public void NextOpening_AnyCalendar_IsTheFirstWorkingSecond() => Check(
        14, 1_000, from calendar in AnyCalendar from start in AnyInstant select (calendar, start),
        x =>
        {
            var opening = x.calendar.NextOpening(x.start)!.Value;
            return x.calendar.Elapsed(x.start, opening) == 0 && x.calendar.Elapsed(opening, opening.AddSeconds(1)) == 1;
        });

    [Fact]
    public void Pause_SplitInTwo_ChangesNothing() => Check(
        15, 1_000,
        from calendar in AnyCalendar from start in AnyInstant from gaps in Gen.Choose(0, 2 * Days).ArrayOf(4) select (calendar, start, gaps),
        x =>
        {
            var at = x.gaps.Aggregate(new List<DateTime> { x.start }, (list, gap) => [.. list, list[^1].AddSeconds(gap)]);
            var target = TargetOf(x.calendar);
            var whole = Clock.Start(target, at[0], Standing.Queue);
            whole.MoveTo(at[1], Standing.Queue with { Wait = Wait.Buyer });
            whole.MoveTo(at[3], Standing.Queue);
            whole.Stop(at[4]);
            var split = Clock.Start(target, at[0], Standing.Queue);
            split.MoveTo(at[1], Standing.Queue with { Wait = Wait.Buyer });
            split.MoveTo(at[2], Standing.Queue);
            split.MoveTo(at[2], Standing.Queue with { Wait = Wait.Buyer });
            split.MoveTo(at[3], Standing.Queue);
            split.Stop(at[4]);
            return ClockTexts.Of(whole) == ClockTexts.Of(split);
        });

    [Fact]
    public void Settling_AnyTimeInBetween_ChangesNothing() => Check(
        16, 1_000,
        from calendar in AnyCalendar from start in AnyInstant from gaps in Gen.Choose(0, 2 * Days).ArrayOf(6)
        from standings in AnyStanding.ArrayOf(6) select (calendar, start, gaps, standings),
        x =>
        {
            var once = Run(x.calendar, x.start, x.gaps, x.standings, settles: false);
            var often = Run(x.calendar, x.start, x.gaps, x.standings, settles: true);
            return ClockTexts.Of(once) == ClockTexts.Of(often);
        });

    [Fact]
    public void Attribution_AnyCourse_SharesSumToTheRunningTime() => Check(
        17, 1_000,
        from calendar in AnyCalendar from start in AnyInstant from gaps in Gen.Choose(0, 2 * Days).ArrayOf(6)
        from standings in AnyStanding.ArrayOf(6) select (calendar, start, gaps, standings),
        x =>
        {
            var clock = Run(x.calendar, x.start, x.gaps, x.standings, settles: false);
            var now = x.start.AddDays(60);
            clock.Settle(now);
            return new[] { Level.Goal, Level.Limit }.All(level =>
            {
                var stamped = level == Level.Goal ? clock.GoalMissedAt : clock.BreachedAt;
                var expected = stamped is null ? clock.ElapsedAt(now) : level == Level.Goal ? clock.GoalSeconds : clock.LimitSeconds;
                return Attribution.Of(clock, level, now).Shares.Sum(share => share.Seconds) == expected;
            });
        });

    [Fact]
    public void Incremental_AnySignals_EqualsRecomputed() => Check(
        18, 400, AnySignals,
        signals =>
        {
            var recomputed = CaseClocks.Recompute(RandomSignals.Policies[0], signals);
            var incremental = ClockTexts.Incremental(RandomSignals.Policies[0], signals);
            recomputed.Settle(Origin.AddDays(400));
            incremental.Settle(Origin.AddDays(400));
            return ClockTexts.Of(recomputed) == ClockTexts.Of(incremental) && recomputed.Standing == incremental.Standing;
        });

    [Fact]
    public void Segments_AnySignals_AreSeamlessAndSumToElapsed() => Check(
        19, 400, AnySignals,
        signals => CaseClocks.Recompute(RandomSignals.Policies[0], signals).Clocks.All(clock =>
            clock.Segments.Zip(clock.Segments.Skip(1)).All(pair => pair.First.To == pair.Second.From)
            && clock.Segments.Where(segment => segment.To is not null).Sum(segment => segment.Seconds) == clock.AccruedSeconds
            && (clock.Segments.Count == 0 || clock.Segments[0].From == clock.StartedAt)
            && clock.Segments.Count(segment => segment.To is null) == (clock.IsOpen ? 1 : 0)));

    [Fact]
    public void OpenBetween_AnyCalendar_IsTheWorkingTimeOfElapsed() => Check(
        20, 1_000, from calendar in AnyCalendar from start in AnyInstant from length in Gen.Choose(0, 20 * Days) select (calendar, start, length),
        x =>
        {
            var end = x.start.AddSeconds(x.length);
            var open = x.calendar.OpenBetween(x.start, end);
            return open.Sum(window => (long)(window.To - window.From).TotalSeconds) == x.calendar.Elapsed(x.start, end)
                && open.All(window => window.From >= x.start && window.To <= end && x.calendar.Elapsed(window.From, window.To) == (long)(window.To - window.From).TotalSeconds)
                && open.Zip(open.Skip(1)).All(pair => pair.First.To < pair.Second.From);
        });

    [Fact]
    public void LivedEvents_AnySignals_SimulatedAgainGiveTheSameRuns() => Check(
        // what lasted no second leaves no stretch to read it off
        21, 400, SignalsAfter(1, 600, 3_600, 20_000, 90_000),
        signals =>
        {
            var asOf = Origin.AddDays(90);
            var lived = CaseClocks.Recompute(RandomSignals.Policies[1], [.. signals.Where(signal => signal is not PolicyChanged)]);
            lived.Settle(asOf);
            return lived.Clocks.Where(clock => !clock.Target!.IsPlatformDeadline).GroupBy(clock => clock.Name).All(runs => IsSimulatedAlike([.. runs], asOf));
        });

    private static bool IsSimulatedAlike(IReadOnlyList<Clock> runs, DateTime asOf)
    {
        var lived = LivedEvents.Of(runs);
        if (lived.IsByState || lived.RunsLeftOut > 0)
        {
            return true;
        }
        var target = runs[0].Target!;
        var pauses = new WaitSet((ushort)(target.PauseWhile.Bits | lived.StoodStillOn.Bits));
        var spec = new TargetSpec
        {
            Clock = target.Clock,
            Goal = target.Goal.ToString(),
            Limit = target.Limit.ToString(),
            PauseWhile = [.. pauses.Members().Select(WaitNames.Of)],
            Calendar = new CalendarSpec { Reference = "own" },
        };
        var result = Simulator.Run(
            new SimulationRequest { Targets = [spec], Events = lived.Events, AsOf = Instants.Format(asOf) }, asOf, _ => target.Calendar);
        return result.Runs.Count == runs.Count && runs.Zip(result.Runs).All(pair => Verdict(pair.First, asOf) == Verdict(pair.Second, asOf));
    }

    private static (DateTime, long, DateTime?, DateTime?, DateTime?, DateTime?) Verdict(Clock run, DateTime asOf) =>
        (run.StartedAt, run.ElapsedAt(asOf), run.GoalDueAt, run.LimitDueAt, run.GoalMissedAt, run.BreachedAt);

    private static Gen<List<Signal>> AnySignals => SignalsAfter(0, 0, 1, 600, 3_600, 20_000, 90_000);

    private static Gen<List<Signal>> SignalsAfter(params int[] seconds) =>
        from count in Gen.Choose(1, 30)
        from kinds in Gen.Choose(0, RandomSignals.Kinds - 1).ArrayOf(count)
        from picks in Gen.Choose(0, 99).ArrayOf(count)
        from gaps in Gen.Elements(seconds).ArrayOf(count)
        select RandomSignals.Make(Origin, kinds, picks, gaps);

    private static Clock Run(WorkingCalendar calendar, DateTime start, int[] gaps, Standing[] standings, bool settles)
    {
        var clock = Clock.Start(TargetOf(calendar), start, Standing.Queue);
        var at = start;
        for (var index = 0; index < gaps.Length; index++)
        {
            if (settles)
            {
                clock.Settle(at.AddSeconds(gaps[index] / 2));
            }
            at = at.AddSeconds(gaps[index]);
            clock.MoveTo(at, standings[index]);
        }
        clock.Settle(at);
        return clock;
    }

    private static Target TargetOf(WorkingCalendar calendar) => new()
    {
        Clock = "c",
        Goal = SlaDuration.OfHours(4),
        Limit = SlaDuration.OfHours(10),
        Calendar = calendar,
        PauseWhile = WaitSet.Of(Wait.Buyer, Wait.Courier),
    };

    private static void Check<T>(ulong seed, int runs, Gen<T> generator, Func<T, bool> holds) => Prop
        .ForAll(Arb.From(generator), holds)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(seed, 1));
}
