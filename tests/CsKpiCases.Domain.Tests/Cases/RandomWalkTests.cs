using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>
/// Anybody does anything in any order, hours apart. Whatever is accepted, the case stays sound; whatever is refused
/// changes nothing; and from wherever it stands it can be brought to its end.
/// </summary>
public sealed class RandomWalkTests
{
    private static readonly Actor[] People =
        [Agent, OtherAgent, Supervisor, OtherSupervisor, GeneralManager, Warehouse, Finance, Auditor, Actor.Buyer, Import, Actor.System];

    private static readonly string[] Fired = [.. typeof(Triggers).GetFields().Select(f => (string)f.GetValue(null)!)];

    [Fact]
    public void Walk_OfAnyActs_KeepsTheCaseSoundAndCanEnd()
    {
        var reached = new HashSet<(string?, string)>();
        Property.Holds(Gen.Choose(0, int.MaxValue - 1).ArrayOf(120), choices =>
        {
            var bench = new CaseBench(paid: 400m, firstId: 1000 + choices[0] % 50) { Settings = new WorkflowSettings { ReviewOneIn = 3 } };
            foreach (var choice in choices)
            {
                Step(bench, choice);
                AssertSound(bench);
            }

            Finish(bench);
            AssertSound(bench);
            Assert.Equal(SharedWorkflow.Closed, bench.Case.State);
            Assert.Equal(Enumerable.Range(1, bench.Events.Count), bench.Events.Select(e => e.Sequence));
            Assert.True(bench.Events.Zip(bench.Events.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
            Assert.Null(EventChain.Verify(bench.Case, bench.Events));
            reached.UnionWith(bench.Events.Where(e => e.Trigger is not null).Select(e => (e.FromState, e.Trigger!)));
            AssertTamperingIsFound(bench, choices[^1]);
            return true;
        });

        // the walks went everywhere, or they prove nothing; what every open state permits need not have been met in each
        string[] anywhere = [Triggers.Withdraw, Triggers.HandOver, Triggers.AcceptHandOver, Triggers.DeclineHandOver];
        Assert.Empty(ComplaintWorkflow.Table.Transitions.Where(t => !anywhere.Contains(t.Trigger))
            .Select(t => ((string?)t.From, t.Trigger)).Except(reached));
    }

    private static void Step(CaseBench bench, int choice)
    {
        bench.Pass(choice % 7 == 0 ? 30 : 0.5);
        var actor = People[choice / 7 % People.Length];
        var act = ActFor(bench, choice / 100);
        var before = Picture(bench);
        if (bench.Try(act, actor) is CaseOutcome.Refused)
        {
            Assert.Equal(before, Picture(bench));
        }
    }

    private static CaseAct ActFor(CaseBench bench, int choice)
    {
        var note = choice % 3 == 0 ? null : "说明";
        var amount = choice / 10 % 150;
        return (choice % 16) switch
        {
            0 => new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = amount, Note = note },
            1 => new KeepPromise(Pick(bench.File.Promises.ConvertAll(p => p.Id), choice)) { Note = note },
            2 => new CancelPromise(Pick(bench.File.Promises.ConvertAll(p => p.Id), choice)) { Note = note },
            3 => new MoveMoney(Pick(bench.File.Ledger.ConvertAll(e => e.PaymentId), choice), (LedgerStep)(choice / 16 % 6 + 1)) { Note = note, Reference = choice % 5 == 0 ? null : "V1" },
            4 => new LogContact(Channel.Phone, choice % 5 > 1),
            5 => new RaiseTimer(),
            6 => new ChangeFields { Priority = (Priority)(choice / 16 % 4 + 1), Note = note },
            7 => new RuleResponsibility(Draft()),
            8 => Trigger(Fired[choice / 16 % Fired.Length], amount, note),
            _ => Trigger(OfThisState(bench, choice / 16), amount, note),
        };
    }

    private static string OfThisState(CaseBench bench, int choice)
    {
        var rows = CaseMachines.For(bench.Case.Type).Transitions
            .Where(t => t.From == bench.Case.State && (t.Trigger != Triggers.Withdraw || choice % 20 == 0)
                && (t.Trigger != Triggers.MarkDuplicate || choice % 20 == 1))
            .ToList();
        return rows.Count == 0 ? Triggers.Reopen : rows[choice % rows.Count].Trigger;
    }

    private static FireTrigger Trigger(string trigger, int amount, string? note) => new(trigger)
    {
        Note = note,
        Arguments = trigger switch
        {
            Triggers.Classify => ComplaintLifeTests.Broken,
            Triggers.Assign or Triggers.AutoAssign or Triggers.Reassign => new AssignArguments(amount % 2 + 10),
            Triggers.HandOver => new HandOverArguments(amount % 2 + 10),
            Triggers.MarkDuplicate => new DuplicateArguments(5),
            Triggers.Propose => new ProposeArguments("补偿")
            {
                Amount = amount * 2,
                Promises = amount % 3 == 0 ? [new PromiseTerms(PromiseKind.CallBack, "回电", Wait.Agent, 5)] : [],
            },
            _ => null,
        },
    };

    private static void AssertSound(CaseBench bench)
    {
        var @case = bench.Case;
        Assert.Equal(bench.Events.Count, @case.EventCount);
        Assert.True(LedgerSums.Granted(bench.File.Ledger) <= bench.File.OrderPaidAmount);
        var last = bench.Events[^1];
        Assert.True((@case.State, @case.Stage, @case.WaitsOn, @case.OwnerId) == (last.ToState, last.Stage, last.WaitsOn, last.OwnerId));
        var state = CaseMachines.For(@case.Type).State(@case.State);
        Assert.True((state.Stage, state.WaitsOn(bench.File)) == (@case.Stage, @case.WaitsOn));
        Assert.True(state.Timeout is not null || @case.TimerDueAt == Case.Never);
        Assert.Equal(@case.Stage == Stage.Closed, @case.ClosedAt is not null);
        Assert.True(@case.Outcome != Outcome.None || @case.IsOpen);
    }

    /// <summary>What the people would do to get it done.</summary>
    private static void Finish(CaseBench bench)
    {
        for (var i = 0; i < 20 && bench.Case.State != SharedWorkflow.Closed; i++)
        {
            Assert.IsType<CaseOutcome.Accepted>(bench.Try(NextAct(bench), GeneralManagerOrSystem(bench)));
        }
    }

    private static CaseAct NextAct(CaseBench bench) => bench.Case.State switch
    {
        SharedWorkflow.Logged => Trigger(Triggers.Classify, 0, "办结"),
        SharedWorkflow.Classified => Trigger(Triggers.Assign, 0, "办结"),
        SharedWorkflow.Assigned => Trigger(Triggers.Start, 0, "办结"),
        ComplaintWorkflow.Investigating => Trigger(Triggers.Propose, 1, "办结") with { Arguments = new ProposeArguments("致歉") },
        ComplaintWorkflow.AwaitingBuyer => Trigger(Triggers.BuyerAnswered, 0, "办结"),
        ComplaintWorkflow.AwaitingDepartment => Trigger(Triggers.DepartmentAnswered, 0, "办结"),
        ComplaintWorkflow.SolutionApproval => Trigger(Triggers.SendBack, 0, "办结"),
        ComplaintWorkflow.BuyerNotified or ComplaintWorkflow.Explained => Trigger(Triggers.Accept, 0, "办结"),
        ComplaintWorkflow.Fulfilling => new KeepPromise(bench.File.OldestOpenPromise!.Id) { Note = "办结", Reference = "V1" },
        _ => new RuleResponsibility(Draft()),
    };

    // rulings want somebody other than the proposer: 70 never walks
    private static Actor GeneralManagerOrSystem(CaseBench bench) =>
        bench.Case.State == SharedWorkflow.Resolved ? Actor.Person(70, Role.GeneralManager) : GeneralManager;

    private static void AssertTamperingIsFound(CaseBench bench, int choice)
    {
        var victim = bench.Events[choice % bench.Events.Count];
        victim.At = victim.At.AddSeconds(1 + choice % 1000);
        Assert.Equal(victim.Sequence, EventChain.Verify(bench.Case, bench.Events)!.Sequence);
        victim.At = victim.At.AddSeconds(-1 - choice % 1000);
        bench.Events.Remove(victim);
        Assert.NotNull(EventChain.Verify(bench.Case, bench.Events));
    }

    private static string Picture(CaseBench bench) => JsonSerializer.Serialize(new
    {
        bench.Case,
        bench.File.Promises,
        bench.File.Ledger,
        bench.File.Rulings,
        bench.File.Penalties,
        bench.File.EvidenceHashes,
    });

    private static long Pick(List<long> ids, int choice) => ids.Count == 0 ? 1 : ids[choice / 200 % ids.Count];

    private static RulingDraft Draft() => new()
    {
        Question = RulingQuestion.Caused,
        Loss = 10m,
        Severity = Severity.C,
        Reason = "包装不当",
        Evidence = "照片",
        Shares = [new PartyShareDraft(Party.Agent, 11, 10_000)],
    };
}
