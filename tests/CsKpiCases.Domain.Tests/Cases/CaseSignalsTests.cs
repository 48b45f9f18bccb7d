using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What each kind of event means to the clocks.</summary>
public sealed class CaseSignalsTests
{
    private static readonly DateTime At = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly ShopShifts Always = new(TimeZoneInfo.Utc, [new Shift { Id = 1 }], []);
    private static readonly Policy First = new() { Name = "first", VersionId = 7, Targets = [] };
    private static readonly Policy Second = new() { Name = "second", VersionId = 8, Targets = [] };

    private readonly Case @case = new() { OpenedAt = At };
    private readonly List<CaseEvent> events = [];

    public CaseSignalsTests() => Add(EventKind.Logged, 0);

    [Fact]
    public void Logged_ByTheQueue_IsTheBuyersApplicationAndTheFirstState() =>
        Assert.Equal([new BuyerApplied(At), new EnteredState(At, "Logged", Wait.Agent)], Signals());

    [Theory]
    [InlineData("""{"channel":"phone","reached":true}""", ActorKind.Person, typeof(PersonAnswered))]
    [InlineData("""{"channel":"phone","reached":false}""", ActorKind.Person, null)]
    [InlineData("""{"channel":"platformChat","reached":false}""", ActorKind.Person, typeof(PersonAnswered))]
    [InlineData("""{"channel":"platformChat","reached":true}""", ActorKind.Import, typeof(PersonAnswered))]
    [InlineData("""{"channel":"platformChat","reached":true}""", ActorKind.System, typeof(AutomaticMessage))]
    [InlineData("""{"channel":"phone","reached":true}""", ActorKind.System, null)]
    public void Contact_ByChannelActorAndReach_AnswersOrNot(string payload, ActorKind actor, Type? signal)
    {
        Add(EventKind.Contact, 1, e => (e.Payload, e.ActorKind) = (payload, actor));
        Assert.Equal(signal, Added(1).SingleOrDefault()?.GetType());
    }

    [Theory]
    [InlineData(EventKind.BuyerMessage, null, null, typeof(BuyerMessaged))]
    [InlineData(EventKind.Transition, Triggers.Propose, null, typeof(ActedOnMerits))]
    [InlineData(EventKind.Transition, Triggers.FindUnjustified, null, typeof(ActedOnMerits))]
    [InlineData(EventKind.Transition, Triggers.Approve, null, typeof(ActedOnMerits))]
    [InlineData(EventKind.Transition, Triggers.Start, null, null)]
    [InlineData(EventKind.Note, null, null, null)]
    [InlineData(EventKind.Evidence, null, null, null)]
    [InlineData(EventKind.Escalated, null, null, null)]
    [InlineData(EventKind.Penalty, null, """{"penaltyId":5,"state":"appealed"}""", typeof(Appealed))]
    [InlineData(EventKind.Penalty, null, """{"penaltyId":5,"state":"confirmed"}""", typeof(AppealAnswered))]
    [InlineData(EventKind.Penalty, null, """{"penaltyId":5,"state":"reduced"}""", typeof(AppealAnswered))]
    [InlineData(EventKind.Penalty, null, """{"penaltyId":5,"state":"dropped"}""", typeof(AppealAnswered))]
    [InlineData(EventKind.Penalty, null, """{"penaltyId":5,"state":"accepted"}""", null)]
    public void Event_OfAKind_IsItsSignal(string kind, string? trigger, string? payload, Type? signal)
    {
        Add(kind, 1, e => (e.Trigger, e.Payload) = (trigger, payload));
        Assert.Equal(signal, Added(1).SingleOrDefault()?.GetType());
    }

    [Fact]
    public void Stages_ResolvedReopenedRuledAndWithdrawn_AreSignals()
    {
        Add(EventKind.Transition, 1, Stage.Penalize);
        Add(EventKind.Transition, 2, Stage.Investigate);
        Add(EventKind.Transition, 3, Stage.Penalize);
        Add(EventKind.Transition, 4, Stage.Closed);
        Assert.Equal([typeof(Resolved), typeof(Reopened), typeof(Resolved), typeof(Ruled)], Turns());

        events.RemoveRange(1, 4);
        Add(EventKind.Transition, 1, Stage.Closed);
        Assert.Equal([typeof(CaseCancelled)], Turns());
    }

    [Theory]
    [InlineData("Investigate Closed", null, false)]
    [InlineData("Closed", null, false)]
    [InlineData("Investigate Penalize Closed", null, false)]
    [InlineData("Investigate Closed", 1, false)] // told to be resolved with its last line
    [InlineData("Investigate Closed", 90, false)] // and after it
    [InlineData("Investigate Penalize", null, true)]
    [InlineData("Investigate Closed Investigate Penalize", null, false)] // once ruled it is not reviewed again
    public void Imported_Stages_OnlyWhatIsNotClosedIsReviewedStill(string stages, int? resolvedAfter, bool isOpen)
    {
        @case.IsImported = true;
        events.Clear();
        foreach (var (stage, i) in stages.Split(' ').Select((name, i) => (Enum.Parse<Stage>(name), i)))
        {
            Add(i == 0 ? EventKind.Logged : EventKind.Transition, i, e => (e.Stage, e.ToState, e.ActorKind) = (stage, stage.ToString(), ActorKind.Import));
        }

        var resolved = resolvedAfter is { } minutes ? $",\"resolvedAt\":\"{At.AddMinutes(minutes):s}Z\"" : "";
        events[0].Payload = $$$"""{"told":{"policyVersionId":9{{{resolved}}}}}""";
        var review = new Policy { Name = "review", VersionId = 9, Targets = [new Target { Clock = ClockNames.PenaltyReview, Limit = SlaDuration.OfHours(1) }] };
        var clocks = CaseSignals.Of(@case, events, _ => review, Always, At.AddDays(1)).Recompute(At.AddHours(3));
        clocks.Settle(At.AddDays(1));

        var clock = Assert.Single(clocks.Clocks);
        Assert.Equal((isOpen, isOpen), (clock.IsOpen, clock.BreachedAt is not null));
    }

    [Fact]
    public void Policy_ChosenWithTheLogging_IsTheInitialOneAndLaterOnesChangeIt()
    {
        Policy(0, 7);
        Policy(5, 8);
        var read = Read();
        Assert.Same(First, read.Initial);
        Assert.Equal([new PolicyChanged(At.AddMinutes(5), Second)], read.Signals.OfType<PolicyChanged>());
    }

    [Fact]
    public void Policy_FirstChosenLater_IsAChange()
    {
        Add(EventKind.Note, 1);
        Policy(5, 7);
        var read = Read();
        Assert.Empty(read.Initial.Targets);
        Assert.Equal([new PolicyChanged(At.AddMinutes(5), First)], read.Signals.OfType<PolicyChanged>());
    }

    [Fact]
    public void Policy_ThatTheStoreDoesNotHave_IsNotPassedOver()
    {
        Policy(0, 99);
        Assert.Throws<InvalidDataException>(() => Read());
    }

    [Fact]
    public void Owner_TakenAndHisShiftsEnd_IsFollowedToNow()
    {
        Add(EventKind.OwnerChanged, 60, e => e.OwnerId = 4);
        var shifts = new ShopShifts(TimeZoneInfo.Utc, [new Shift { Id = 1, StartsAt = new(1, 0), EndsAt = new(3, 0) }], []);
        var signals = CaseSignals.Of(@case, events, _ => null, shifts, At.AddHours(25)).Signals;
        Assert.Equal(
            [new OwnerChanged(At.AddHours(1), 4, true), new ShiftChanged(At.AddHours(2), false), new ShiftChanged(At.AddHours(24), true)],
            signals.Where(s => s is OwnerChanged or ShiftChanged));
    }

    [Fact]
    public void Owner_NamedByAnotherToolsLog_WorksOurShiftsFromItsEndOn()
    {
        @case.IsImported = true;
        events.Clear();
        Add(EventKind.Logged, 0, e => (e.ActorKind, e.OwnerId, e.RecordedAt) = (ActorKind.Import, 4, At.AddHours(30)));
        var shifts = new ShopShifts(TimeZoneInfo.Utc, [new Shift { Id = 1, StartsAt = new(1, 0), EndsAt = new(3, 0) }], []);
        IEnumerable<Signal> ShiftsUntil(double hours) =>
            CaseSignals.Of(@case, events, _ => null, shifts, At.AddHours(hours)).Signals.Where(s => s is OwnerChanged or ShiftChanged);

        Assert.Equal([new OwnerChanged(At, 4, true)], ShiftsUntil(29));
        Assert.Equal([new OwnerChanged(At, 4, true), new ShiftChanged(At.AddHours(30), false)], ShiftsUntil(30));
        Assert.Equal([new OwnerChanged(At, 4, true), new ShiftChanged(At.AddHours(30), false), new ShiftChanged(At.AddHours(48), true)], ShiftsUntil(49));
    }

    [Fact]
    public void Late_AnswerWrittenDownAfterwards_StandsWhereItHappenedAndMovesNothingElse()
    {
        Add(EventKind.Transition, 10, e => (e.ToState, e.WaitsOn, e.OwnerId) = ("Investigating", Wait.Agent, 4));
        Add(EventKind.Transition, 60, e => (e.ToState, e.WaitsOn, e.OwnerId) = ("AwaitingBuyer", Wait.Buyer, 4));
        Add(EventKind.Contact, 5, e => (e.Payload, e.ActorKind, e.ToState, e.WaitsOn, e.OwnerId) = ("""{"channel":"platformChat"}""", ActorKind.Import, "AwaitingBuyer", Wait.Buyer, 4));
        var signals = Signals();
        Assert.Equal(signals.OrderBy(s => s.At), signals);
        Assert.Equal([new PersonAnswered(At.AddMinutes(5))], signals.Where(s => s.At == At.AddMinutes(5)));
        Assert.Equal(["Logged", "Investigating", "AwaitingBuyer"], signals.OfType<EnteredState>().Select(s => s.State));
    }

    [Fact]
    public void Late_StateBetweenTwoOthers_IsEnteredInItsTurn()
    {
        Add(EventKind.Transition, 60, Stage.Penalize);
        Add(EventKind.Transition, 30, e => (e.ToState, e.Stage) = ("Working", Stage.Investigate));
        Assert.Equal(["Logged", "Working", "Penalize"], Signals().OfType<EnteredState>().Select(s => s.State));
        Assert.Equal([typeof(Resolved)], Turns());
    }

    private void Policy(int minutes, long version) => Add(EventKind.PolicyChanged, minutes, e => e.Payload = $$"""{"policyVersionId":{{version}}}""");

    private void Add(string kind, int minutes, Stage stage) => Add(kind, minutes, e => (e.Stage, e.ToState) = (stage, stage.ToString()));

    private void Add(string kind, int minutes, Action<CaseEvent>? with = null)
    {
        var e = new CaseEvent { Sequence = events.Count + 1, Kind = kind, At = At.AddMinutes(minutes), ActorKind = ActorKind.Person, ToState = "Logged", WaitsOn = Wait.Agent };
        with?.Invoke(e);
        events.Add(e);
    }

    private CaseSignals Read() => CaseSignals.Of(@case, events, id => id == 7 ? First : id == 8 ? Second : null, Always, At);

    private IReadOnlyList<Signal> Signals() => Read().Signals;

    private IEnumerable<Signal> Added(int minutes) => Signals().Where(s => s.At == At.AddMinutes(minutes));

    private IEnumerable<Type> Turns() => Signals().Where(s => s is Resolved or Reopened or Ruled or CaseCancelled).Select(s => s.GetType());
}
