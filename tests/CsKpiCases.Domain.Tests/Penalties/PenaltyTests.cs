using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.Penalties;

public class PenaltyTests
{
    private static readonly DateTime Told = new(2026, 10, 30, 17, 0, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Actor Agent = Actor.Person(7, Role.Agent);
    private static readonly Actor Proposer = Actor.Person(20, Role.Supervisor);
    private static readonly Actor Other = Actor.Person(21, Role.Supervisor);
    private static readonly Actor General = Actor.Person(22, Role.GeneralManager);

    public static TheoryData<PenaltyState, PenaltyTrigger, bool> EveryPair
    {
        get
        {
            var pairs = new TheoryData<PenaltyState, PenaltyTrigger, bool>();
            foreach (var state in Enum.GetValues<PenaltyState>())
            {
                foreach (var trigger in Enum.GetValues<PenaltyTrigger>())
                {
                    pairs.Add(state, trigger, false);
                    pairs.Add(state, trigger, true);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Fire_EveryStateTriggerAndWindow_FollowsTheTable(PenaltyState state, PenaltyTrigger trigger, bool windowOver)
    {
        var penalty = In(state);
        var now = windowOver ? Told.AddDays(3) : Told.AddDays(3).AddSeconds(-1);
        var byAgent = trigger is PenaltyTrigger.Accept or PenaltyTrigger.Appeal;
        var (expected, code) = (state, byAgent, windowOver) switch
        {
            (PenaltyState.Proposed, true, true) => (state, "window_over"),
            (PenaltyState.Proposed, false, false) => (state, "window_open"),
            (PenaltyState.Accepted or PenaltyState.Appealed, true, _) => (state, "already_answered"),
            (PenaltyState.Confirmed or PenaltyState.Reduced or PenaltyState.Dropped, _, _) => (state, "not_pending"),
            _ => (After(trigger), null),
        };

        var outcome = Fire(penalty, trigger, byAgent ? Agent : Other, now);

        Assert.Equal((expected, code), (outcome.State, outcome.Refusal?.Code));
        Assert.Equal(expected, penalty.State);
        Assert.Equal(code is null, outcome.Done);
    }

    [Fact]
    public void Propose_Ruling_TellsTheAgentAndGivesThreeDays()
    {
        var penalty = In(PenaltyState.Proposed);

        Assert.Equal((7L, 54m, Severity.B, 20L), (penalty.AccountId, penalty.Amount, penalty.Severity, penalty.ProposedById));
        Assert.Equal((Told, Told, new DateTime(2026, 11, 2, 17, 0, 0, DateTimeKind.Utc)), (penalty.ProposedAt, penalty.ToldAt, penalty.RespondBy));
        Assert.False(penalty.IsConfirmed());
    }

    [Theory]
    [InlineData(PenaltyTrigger.Accept)]
    [InlineData(PenaltyTrigger.Appeal)]
    public void Answer_ByAnybodyElse_IsNotTheirs(PenaltyTrigger trigger) =>
        Assert.All([Proposer, Other, General, Actor.Person(8, Role.Agent), Actor.System], actor => Refused("not_yours", PenaltyState.Proposed, trigger, actor));

    [Theory]
    [InlineData(PenaltyTrigger.Confirm)]
    [InlineData(PenaltyTrigger.Reduce)]
    [InlineData(PenaltyTrigger.Drop)]
    public void Decide_ByTheWrongPerson_IsRefusedByName(PenaltyTrigger trigger)
    {
        Refused("same_person", PenaltyState.Accepted, trigger, Proposer);
        Refused("same_person", PenaltyState.Accepted, trigger, Actor.Person(20, Role.GeneralManager));
        Refused("wrong_role", PenaltyState.Accepted, trigger, Agent);
        Refused("wrong_role", PenaltyState.Accepted, trigger, Actor.Person(9, Role.HumanResources));
        Refused("wrong_role", PenaltyState.Accepted, trigger, Actor.System);
        Refused("own_penalty", PenaltyState.Accepted, trigger, Actor.Person(7, Role.Supervisor));
    }

    [Fact]
    public void Appeal_WithoutText_IsRefused() =>
        Assert.Equal("reason_required", In(PenaltyState.Proposed).Appeal(Agent, " ", Told).Refusal!.Code);

    [Fact]
    public void Confirm_AfterAnAppeal_OwesAReason()
    {
        Assert.Equal("reason_required", In(PenaltyState.Appealed).Confirm(Other, null, Told, Shanghai).Refusal!.Code);
        Assert.True(In(PenaltyState.Accepted).Confirm(Other, null, Told, Shanghai).Done);
    }

    [Theory]
    [InlineData(54, "amount_not_lower")]
    [InlineData(-0.01, "amount_not_lower")]
    [InlineData(10.001, "too_fine")]
    [InlineData(53.99, null)]
    [InlineData(0, null)]
    public void Reduce_Amount_MustBeLower(double to, string? code)
    {
        var penalty = In(PenaltyState.Appealed);

        Assert.Equal(code, penalty.Reduce(General, (decimal)to, "first time", Told, Shanghai).Refusal?.Code);
        Assert.Equal(code is null ? (decimal)to : 54m, penalty.EffectiveAmount());
    }

    [Fact]
    public void Reduce_OrDrop_WithoutReason_IsRefused()
    {
        Assert.Equal("reason_required", In(PenaltyState.Accepted).Reduce(Other, 1, "", Told, Shanghai).Refusal!.Code);
        Assert.Equal("reason_required", In(PenaltyState.Accepted).Drop(Other, null, Told, Shanghai).Refusal!.Code);
    }

    [Fact]
    public void Confirm_LateEveningUtc_CountsInTheShopsMonth()
    {
        var penalty = In(PenaltyState.Accepted);
        var now = new DateTime(2026, 10, 31, 16, 0, 0, DateTimeKind.Utc);

        Assert.True(penalty.Confirm(General, null, now, Shanghai).Done);
        Assert.Equal(("2026-11", 22L, now), (penalty.ConfirmedMonth, penalty.DecidedById, penalty.DecidedAt));
        Assert.True(penalty.IsConfirmed());
    }

    [Fact]
    public void Drop_Penalty_NeitherCountsNorTakes()
    {
        var penalty = In(PenaltyState.Appealed);

        Assert.True(penalty.Drop(Other, "the courier lost it", Told, Shanghai).Done);
        Assert.Null(penalty.ConfirmedMonth);
        Assert.Equal((false, 0m), (penalty.IsConfirmed(), penalty.EffectiveAmount()));
    }

    [Fact]
    public void Possible_ForEachPerson_SaysWhatAndWhyNot()
    {
        var penalty = In(PenaltyState.Proposed);

        var agent = penalty.Possible(Agent, Told);
        Assert.Null(agent[PenaltyTrigger.Accept]);
        Assert.Equal("wrong_role", agent[PenaltyTrigger.Confirm]!.Code);
        Assert.Equal("same_person", penalty.Possible(Proposer, Told.AddDays(9))[PenaltyTrigger.Drop]!.Code);
        Assert.Null(penalty.Possible(Other, Told.AddDays(3))[PenaltyTrigger.Confirm]);
    }

    [Fact]
    public void Mermaid_Table_IsDrawnWhole() => Assert.Equal(
        """
        stateDiagram-v2
            [*] --> Proposed
            Proposed --> Accepted: Accept
            Proposed --> Appealed: Appeal
            Proposed --> Confirmed: Confirm
            Proposed --> Reduced: Reduce
            Proposed --> Dropped: Drop
            Accepted --> Confirmed: Confirm
            Accepted --> Reduced: Reduce
            Accepted --> Dropped: Drop
            Appealed --> Confirmed: Confirm
            Appealed --> Reduced: Reduce
            Appealed --> Dropped: Drop
            Confirmed --> [*]
            Reduced --> [*]
            Dropped --> [*]

        """,
        PenaltyTable.Mermaid());

    private static void Refused(string code, PenaltyState state, PenaltyTrigger trigger, Actor actor)
    {
        var penalty = In(state);
        Assert.Equal(code, Fire(penalty, trigger, actor, Told).Refusal?.Code);
        Assert.Equal(state, penalty.State);
    }

    private static PenaltyOutcome Fire(Penalty penalty, PenaltyTrigger trigger, Actor actor, DateTime now) => trigger switch
    {
        PenaltyTrigger.Accept => penalty.Accept(actor, now),
        PenaltyTrigger.Appeal => penalty.Appeal(actor, "I was told to", now),
        PenaltyTrigger.Confirm => penalty.Confirm(actor, "stands", now, Shanghai),
        PenaltyTrigger.Reduce => penalty.Reduce(actor, 20, "first time", now, Shanghai),
        _ => penalty.Drop(actor, "not shown", now, Shanghai),
    };

    private static PenaltyState After(PenaltyTrigger trigger) => trigger switch
    {
        PenaltyTrigger.Accept => PenaltyState.Accepted,
        PenaltyTrigger.Appeal => PenaltyState.Appealed,
        PenaltyTrigger.Confirm => PenaltyState.Confirmed,
        PenaltyTrigger.Reduce => PenaltyState.Reduced,
        _ => PenaltyState.Dropped,
    };

    // Every state is reached by the methods themselves.
    private static Penalty In(PenaltyState state)
    {
        var ruling = new RulingRecord { Id = 5, ShopId = 3, CaseId = 4 };
        var penalty = Penalty.Propose(1, ruling, new AgentPenalty(7, Severity.B, 54), Proposer.AccountId!.Value, Told);
        var steps = state switch
        {
            PenaltyState.Proposed => Array.Empty<PenaltyTrigger>(),
            PenaltyState.Accepted => [PenaltyTrigger.Accept],
            PenaltyState.Appealed => [PenaltyTrigger.Appeal],
            PenaltyState.Confirmed => [PenaltyTrigger.Accept, PenaltyTrigger.Confirm],
            PenaltyState.Reduced => [PenaltyTrigger.Appeal, PenaltyTrigger.Reduce],
            _ => [PenaltyTrigger.Appeal, PenaltyTrigger.Drop],
        };
        foreach (var step in steps)
        {
            Assert.True(Fire(penalty, step, step is PenaltyTrigger.Accept or PenaltyTrigger.Appeal ? Agent : Other, Told).Done);
        }

        return penalty;
    }
}
