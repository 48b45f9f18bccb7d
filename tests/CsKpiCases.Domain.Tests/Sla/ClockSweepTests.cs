using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>A stored clock brought up to now by a sweep is the clock that the history gives as of now.</summary>
public sealed class ClockSweepTests
{
    private const long Owner = 4;
    private static readonly DateTime At = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly ShopShifts Shifts = new(TimeZoneInfo.Utc, [new Shift { Id = 1, StartsAt = new(1, 0), EndsAt = new(3, 0) }], []);
    private static readonly Target Response = new() { Clock = ClockNames.FirstResponse, Goal = SlaDuration.OfHours(4), Limit = SlaDuration.OfHours(40) };
    private static readonly Policy Policy = new() { Name = "house", VersionId = 7, Targets = [Response] };

    private readonly Case @case = new() { Id = 1, OpenedAt = At, Type = CaseType.Complaint };
    private readonly List<CaseEvent> events = [];

    [Theory]
    [InlineData(false, 0.5, 41)]
    [InlineData(false, 2.5, 4.5)]
    [InlineData(true, 0.5, 5)] // all of it lived under the other tool, but for the last minutes
    [InlineData(true, 1, 41)]
    [InlineData(true, 3, 41)] // written down off shift
    [InlineData(true, 4.5, 41)] // the goal was missed there already
    [InlineData(true, 23, 49.5)]
    [InlineData(true, 50, 50)]
    public void Sweep_AtAnyInstant_EqualsRecomputing(bool isImported, double storedHours, double sweptHours)
    {
        var (stored, now) = (At.AddHours(storedHours), At.AddHours(sweptHours));
        Live(isImported, stored);
        var row = new CaseClock { Id = 9 };
        var first = Recomputed(stored);
        ClockRows.Write(first, row, @case, stored);
        var segments = first.Segments.Select(s => Stored(s, row)).ToList();

        var clock = ClockSweep.Restore(row, segments, Response, isImported ? ImportedHistory.UntilOf(events) : null);
        ClockSweep.Sweep(clock, row, @case, "Investigating", Shifts, now);

        var expected = Recomputed(now);
        Assert.Equal((expected.GoalMissedAt, expected.BreachedAt), (row.GoalMissedAt, row.BreachedAt));
        // Without a stamp the sweep leaves the segments to the next act; with one they say who was on shift.
        if (clock.Segments.Count != segments.Count || first.BreachedAt != expected.BreachedAt) Assert.Equal(expected.Segments, clock.Segments);
        var (whose, swept) = (Attribution.Of(expected, Level.Limit, now), Attribution.Of(clock, Level.Limit, now));
        Assert.Equal((whose.Party, whose.OwnerId), (swept.Party, swept.OwnerId));
        Assert.Equal(whose.Shares, swept.Shares);
    }

    private void Live(bool isImported, DateTime recordedAt)
    {
        @case.IsImported = isImported;
        if (!isImported)
        {
            Add(EventKind.Logged, At, ActorKind.Person, At);
            Add(EventKind.PolicyChanged, At, ActorKind.System, At).Payload = """{"policyVersionId":7}""";
            return;
        }

        var facts = new ImportedFacts { PolicyVersionId = 7 };
        events.AddRange(ImportedHistory.Events(@case, [new HistoryLine(At, "Investigating", Wait.Agent, Owner, "Active", null, null)], null, facts, recordedAt));
        events[0].Sequence = 1;
    }

    private CaseEvent Add(string kind, DateTime at, ActorKind by, DateTime recordedAt)
    {
        var e = new CaseEvent
        {
            Sequence = events.Count + 1, Kind = kind, At = at, RecordedAt = recordedAt, ActorKind = by, OwnerId = Owner, ToState = "Investigating", Stage = Stage.Investigate, WaitsOn = Wait.Agent,
        };
        events.Add(e);
        return e;
    }

    private Clock Recomputed(DateTime now)
    {
        var clocks = CaseSignals.Of(@case, events, _ => Policy, Shifts, now).Recompute(@case.IsImported ? ImportedHistory.UntilOf(events) : null);
        clocks.Settle(now);
        return Assert.Single(clocks.Clocks);
    }

    private static CaseClockSegment Stored(Segment segment, CaseClock row)
    {
        var stored = new CaseClockSegment();
        ClockRows.Write(segment, stored, row);
        return stored;
    }
}
