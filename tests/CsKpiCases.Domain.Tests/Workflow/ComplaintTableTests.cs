using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Tests.Workflow;

/// <summary>
/// Every (state, trigger) pair of the complaint, against the table of workflow.md written down here once more. Who may
/// fire: O owner, X another agent, R whoever was offered the case, S supervisor (without a reason), N supervisor with a reason,
/// W warehouse, F finance, A auditor, B buyer, I import, Y system.
/// </summary>
public sealed class ComplaintTableTests
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

    // state | trigger | possible next states | who
    private const string Expected = """
        Logged | classify | Classified | ON
        Logged | mark-duplicate | Closed | ON
        Classified | assign | Assigned | SNG
        Classified | auto-assign | Assigned | SNGY
        Classified | claim | Assigned | OXRN
        Assigned | start | Investigating | ON
        Assigned | return-to-queue | Classified | ONY
        Investigating | ask-buyer | AwaitingBuyer | ON
        Investigating | ask-department | AwaitingDepartment | ON
        Investigating | propose | SolutionApproval | ON
        Investigating | find-unjustified | SolutionApproval,Explained | ON
        AwaitingBuyer | buyer-answered | Investigating | ONBIP
        AwaitingBuyer | lapse | Investigating | Y
        AwaitingDepartment | department-answered | Investigating | ONIP
        AwaitingDepartment | department-overdue | AwaitingDepartment | Y
        SolutionApproval | approve | BuyerNotified,Explained | SNG
        SolutionApproval | send-back | Investigating | SNG
        BuyerNotified | accept | Fulfilling | ONBIP
        BuyerNotified | decline | Investigating | ONBIP
        BuyerNotified | silence | Fulfilling | Y
        Fulfilling | fulfilled | Resolved | Y
        Explained | accept | Resolved | ONBIP
        Explained | silence | Resolved | Y
        Explained | insist | Investigating | ONBIP
        Resolved | rule | Closed | SNG
        Resolved | reopen | Investigating | OSNG
        Closed | reopen | Investigating | OSNG
        """;

    private static readonly string[] States =
    [
        "Logged", "Classified", "Assigned", "Investigating", "AwaitingBuyer", "AwaitingDepartment", "SolutionApproval",
        "BuyerNotified", "Fulfilling", "Explained", "Resolved", "Closed",
    ];

    private static readonly string[] AllTriggers =
    [
        "classify", "mark-duplicate", "withdraw", "assign", "auto-assign", "claim", "start", "hand-over", "accept-hand-over",
        "decline-hand-over", "reassign", "return-to-queue", "ask-buyer", "ask-department", "propose", "find-unjustified", "buyer-answered",
        "department-answered", "approve", "send-back", "accept", "decline", "insist", "rule", "reopen", "lapse", "silence",
        "department-overdue", "fulfilled",
    ];

    private static readonly Dictionary<(string State, string Trigger), (string[] To, string Who)> Rows = ExpectedRows();

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var state in States)
        {
            foreach (var trigger in AllTriggers)
            {
                pairs.Add(state, trigger);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Trigger_InState_LeadsWhereTheTableSays(string state, string trigger)
    {
        var row = ComplaintWorkflow.Table.Find(state, trigger);
        if (!Rows.TryGetValue((state, trigger), out var expected))
        {
            Assert.Null(row);
            Assert.All(Actors.Keys, who => Assert.Equal(RefusalReason.NotFromThisState, Decide(state, trigger, who).Refusal!.Reason));
            return;
        }

        Assert.Equal(expected.To, row!.PossibleStates);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Trigger_InState_MayBeFiredByExactlyThese(string state, string trigger)
    {
        if (!Rows.TryGetValue((state, trigger), out var expected))
        {
            return;
        }

        // a general manager acts for others like a supervisor, and here without a reason
        var may = string.Concat(Actors.Keys.Where(who => !IsAboutWho(Decide(state, trigger, who).Refusal)));
        Assert.Equal(string.Concat(Actors.Keys.Where(expected.Who.Contains)), may);
    }

    [Theory]
    [InlineData("Logged", Stage.Intake, Wait.Agent, 0)]
    [InlineData("Classified", Stage.Classify, Wait.Supervisor, 0)]
    [InlineData("Assigned", Stage.Assign, Wait.Agent, 0)]
    [InlineData("Investigating", Stage.Investigate, Wait.Agent, 0)]
    [InlineData("AwaitingBuyer", Stage.Investigate, Wait.Buyer, 72)]
    [InlineData("AwaitingDepartment", Stage.Investigate, Wait.Department, 24)]
    [InlineData("SolutionApproval", Stage.Resolve, Wait.Supervisor, 0)]
    [InlineData("BuyerNotified", Stage.Resolve, Wait.Buyer, 72)]
    [InlineData("Fulfilling", Stage.Resolve, Wait.Agent, 0)]
    [InlineData("Explained", Stage.Resolve, Wait.Buyer, 72)]
    [InlineData("Resolved", Stage.Penalize, Wait.Supervisor, 0)]
    [InlineData("Closed", Stage.Closed, Wait.None, 0)]
    public void State_OfTheComplaint_HasStageWaitAndTimer(string name, Stage stage, Wait wait, int timerHours)
    {
        var state = ComplaintWorkflow.Table.State(name);
        Assert.Equal((stage, wait, timerHours * 3600L), (state.Stage, state.WaitsOn(FileIn(name)), state.Timeout?.DurationSeconds ?? 0));
        Assert.Equal(timerHours > 0, state.Timeout is { AtZeroKey.Length: > 0 });
    }

    [Fact]
    public void Table_OfTheComplaint_HasTheseStatesAndTriggersAndNoMore()
    {
        Assert.Equal(States.Order(), ComplaintWorkflow.Table.States.Select(s => s.Name).Order());
        Assert.Equal(AllTriggers.Order(), ComplaintWorkflow.Table.Triggers.Order());
        Assert.Equal(AllTriggers.Order(), typeof(Triggers).GetFields().Select(f => (string)f.GetValue(null)!).Order());
    }

    [Fact]
    public void Trigger_OfNoMachine_IsUnknown() =>
        Assert.Equal(RefusalReason.UnknownTrigger, Decide("Investigating", "approve-return", 'N').Refusal!.Reason);

    [Theory]
    [InlineData("Logged", "classify,mark-duplicate,reassign,hand-over,accept-hand-over,decline-hand-over,withdraw")]
    [InlineData("Classified", "")]
    [InlineData("Closed", "reopen")]
    public void Table_OfTheUnclassified_HasTheIntakeAlone(string state, string triggers) => Assert.Equal(
        triggers, string.Join(',', CaseMachines.For(CaseType.Unclassified).Transitions.Where(t => t.From == state).Select(t => t.Trigger)));

    [Fact]
    public void Classify_OnlyOffersTypesWithAMachine()
    {
        Assert.Equal([CaseType.Complaint], CaseMachines.Available);
        Assert.False(CaseMachines.TryGet(CaseType.Dispute, out _));
    }

    private static bool IsAboutWho(TransitionRefused? refusal) => refusal?.Reason
        is RefusalReason.NotOwner or RefusalReason.RoleRequired or RefusalReason.SystemOnly or RefusalReason.ReasonRequired;

    private static TransitionDecision Decide(string state, string trigger, char who) => ComplaintWorkflow.Table.Decide(
        new FiringContext(FileIn(state), Actors[who], new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc), new WorkflowSettings(), trigger)
        {
            Note = who == 'N' ? "当班客服不在" : null,
        });

    private static CaseFile FileIn(string state)
    {
        var @case = new Case { Id = 1, Type = CaseType.Complaint, OwnerId = OwnerId, PendingOwnerId = ReceiverId };
        var definition = ComplaintWorkflow.Table.State(state);
        @case.EnterState(state, definition.Stage, definition.Wait, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        return new CaseFile { Case = @case, NewId = () => 1 };
    }

    private static Dictionary<(string, string), (string[], string)> ExpectedRows()
    {
        var rows = Expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => (cells[0], cells[1]), cells => (cells[2].Split(','), cells[3]));
        foreach (var state in States.Except(["Resolved", "Closed"]))
        {
            rows[(state, "withdraw")] = (["Closed"], "ONBIP");
            if (state != "Classified")
            {
                rows[(state, "reassign")] = ([state], "SNGY");
                rows[(state, "hand-over")] = ([state], "ON");
                rows[(state, "accept-hand-over")] = ([state], "RN");
                rows[(state, "decline-hand-over")] = ([state], "ORN");
            }
        }

        return rows;
    }
}
