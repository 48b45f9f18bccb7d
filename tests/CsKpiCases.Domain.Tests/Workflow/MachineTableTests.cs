using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Tests.Workflow;

/// <summary>Every (state, trigger) pair of every machine, against <see cref="ExpectedTables"/>.</summary>
public sealed class MachineTableTests
{
    private const long OwnerId = 10;
    private const long ReceiverId = 12;

    private static readonly Dictionary<char, Actor> Actors = new()
    {
        ['O'] = Actor.Person(OwnerId, Role.Agent),
        ['X'] = Actor.Person(11, Role.Agent),
        ['R'] = Actor.Person(ReceiverId, Role.Agent),
        ['S'] = Actor.Person(20, Role.Supervisor),
        ['N'] = Actor.Person(20, Role.Supervisor),
        ['G'] = Actor.Person(30, Role.GeneralManager),
        ['W'] = Actor.Person(40, Role.Warehouse),
        ['F'] = Actor.Person(50, Role.Finance),
        ['A'] = Actor.Person(60, Role.Auditor),
        ['H'] = Actor.Person(61, Role.HumanResources),
        ['M'] = Actor.Person(62, Role.Administrator),
        ['B'] = Actor.Buyer,
        ['I'] = new Actor(ActorKind.Import, null, new HashSet<Role>()),
        ['P'] = new Actor(ActorKind.Platform, null, new HashSet<Role>()),
        ['Y'] = Actor.System,
    };

    private static readonly string[] AllTriggers = [.. typeof(Triggers).GetFields().Select(f => (string)f.GetValue(null)!)];

    public static TheoryData<CaseType, string> States()
    {
        var states = new TheoryData<CaseType, string>();
        foreach (var (table, state) in ExpectedTables.All.SelectMany(t => t.States.Select(s => (t, s))))
        {
            states.Add(table.Type, state[0]);
        }

        return states;
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Triggers_InAState_LeadWhereTheTableSays(CaseType type, string state)
    {
        var (rows, machine) = (Expected(type).Rows(), CaseMachines.For(type));
        foreach (var trigger in AllTriggers)
        {
            var row = machine.Find(state, trigger);
            Assert.Equal(rows.TryGetValue((state, trigger), out var expected) ? $"{trigger}: {string.Join(',', expected.To)}" : null, row is null ? null : $"{trigger}: {string.Join(',', row.PossibleStates)}");
            if (row is null)
            {
                var reason = machine.Triggers.Contains(trigger) ? RefusalReason.NotFromThisState : RefusalReason.UnknownTrigger;
                Assert.All(Actors.Keys, who => Assert.Equal(reason, Decide(type, state, trigger, who).Refusal!.Reason));
            }
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Triggers_InAState_MayBeFiredByExactlyThese(CaseType type, string state)
    {
        foreach (var ((_, trigger), (_, who)) in Expected(type).Rows().Where(r => r.Key.State == state))
        {
            var may = string.Concat(Actors.Keys.Where(actor => !IsAboutWho(Decide(type, state, trigger, actor).Refusal)));
            Assert.Equal($"{trigger}: {string.Concat(Actors.Keys.Where(who.Contains))}", $"{trigger}: {may}");
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void State_OfAMachine_HasStageWaitAndTimers(CaseType type, string name)
    {
        var expected = Expected(type).States.Single(s => s[0] == name);
        var state = CaseMachines.For(type).State(name);
        Assert.Equal((expected[1], expected[2]), (state.Stage.ToString(), state.WaitsOn(FileIn(type, name)).ToString()));
        Assert.Equal(expected[3], string.Join(", ", state.Timers.Select(t => $"{t.Trigger} {t.DurationSeconds / 3600}{(t.From == TimerStart.Entered ? "" : " " + t.From)}")));
        Assert.All(state.Timers, t => Assert.Equal((true, 0), (t.AtZeroKey.StartsWith("at_zero.", StringComparison.Ordinal), t.DurationSeconds % 3600)));
    }

    [Fact]
    public void Machine_OfEveryType_HasTheseStatesAndRowsAndNoMore()
    {
        Assert.Equal(ExpectedTables.All.Select(t => t.Type).Order(), CaseMachines.Available.Order());
        Assert.All(ExpectedTables.All, table =>
        {
            Assert.Equal(table.States.Select(s => s[0]).Order(), CaseMachines.For(table.Type).States.Select(s => s.Name).Order());
            Assert.Equal(table.Rows().Keys.Order(), CaseMachines.For(table.Type).Transitions.Select(t => (t.From, t.Trigger)).Order());
        });
    }

    [Fact]
    public void Trigger_ThatIsNamed_IsUsedBySomeMachine() =>
        Assert.Equal(AllTriggers.Order(), CaseMachines.Available.SelectMany(t => CaseMachines.For(t).Triggers).Distinct().Order());

    [Fact]
    public void Conversion_OfAnyMachine_LeadsToStatesOfAnother()
    {
        var rows = CaseMachines.Available.SelectMany(t => CaseMachines.For(t).Transitions).Where(t => t.IsConversion).ToList();
        Assert.Equal(["convert", "no-stock", "refund-instead", "stuck"], rows.Select(r => r.Trigger).Distinct().Order());
        Assert.All(rows.SelectMany(r => r.PossibleStates), state => Assert.Contains(CaseMachines.Classifiable, t => CaseMachines.For(t).HasState(state)));
    }

    [Theory]
    [InlineData("Logged", "classify,mark-duplicate,reassign,hand-over,accept-hand-over,decline-hand-over,withdraw")]
    [InlineData("Classified", "")]
    [InlineData("Closed", "reopen")]
    public void Table_OfTheUnclassified_HasTheIntakeAlone(string state, string triggers) => Assert.Equal(
        triggers, string.Join(',', CaseMachines.For(CaseType.Unclassified).Transitions.Where(t => t.From == state).Select(t => t.Trigger)));

    [Fact]
    public void Classify_OnlyOffersTypesThatBeginWithTheCommonFront()
    {
        Assert.Equal(
            [CaseType.Complaint, CaseType.Return, CaseType.Exchange, CaseType.Reshipment, CaseType.LogisticsFollowUp, CaseType.ReviewFollowUp],
            CaseMachines.Classifiable);
        Assert.Equal([CaseType.Dispute, CaseType.ReturnVisit], CaseMachines.Available.Except(CaseMachines.Classifiable));
    }

    private static ExpectedTable Expected(CaseType type) => ExpectedTables.All.Single(t => t.Type == type);

    private static bool IsAboutWho(TransitionRefused? refusal) => refusal?.Reason
        is RefusalReason.NotOwner or RefusalReason.RoleRequired or RefusalReason.SystemOnly or RefusalReason.ReasonRequired;

    private static TransitionDecision Decide(CaseType type, string state, string trigger, char who) => CaseMachines.For(type).Decide(
        new FiringContext(FileIn(type, state), Actors[who], new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc), new WorkflowSettings(), trigger)
        {
            Note = who == 'N' ? "当班客服不在" : null,
        });

    private static CaseFile FileIn(CaseType type, string state)
    {
        var @case = new Case { Id = 1, Type = type, OwnerId = OwnerId, PendingOwnerId = ReceiverId };
        var definition = CaseMachines.For(type).State(state);
        @case.EnterState(state, definition.Stage, definition.Wait, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        return new CaseFile { Case = @case, NewId = () => 1 };
    }
}
