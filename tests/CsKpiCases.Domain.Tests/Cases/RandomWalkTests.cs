using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Tests.Scoring;
using CsKpiCases.Domain.Tests.Sla;
using CsKpiCases.Domain.Workflow;
using FsCheck.Fluent;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>
/// Anybody does anything in any order, hours apart, on a case of each type. Whatever is accepted, the case stays sound; whatever is
/// refused changes nothing; from wherever it stands people can bring it to its end; and its clocks are what its history says.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Steps = 110;
    private const int Walks = 25;
    private const int MostMore = 200;

    private static readonly Actor[] People =
        [Agent, OtherAgent, Supervisor, OtherSupervisor, GeneralManager, Warehouse, Finance, Auditor, Actor.Buyer, Import, Actor.System];

    private static readonly string[] Fired = [.. typeof(Triggers).GetFields().Select(f => (string)f.GetValue(null)!)];

    /// <summary>Met in any open state or none: no walk need have met them in each.</summary>
    private static readonly string[] Anywhere =
    [
        Triggers.Withdraw, Triggers.HandOver, Triggers.AcceptHandOver, Triggers.DeclineHandOver, Triggers.Reassign, Triggers.Convert, Triggers.OpenDispute, Triggers.DisputeEnded,
    ];

    private readonly Dictionary<(CaseType Type, string From, string Trigger), int> tried = [];
    private readonly HashSet<(CaseType Type, string From, string Trigger)> reached = [];

    public static TheoryData<CaseType> Types() => [.. CaseMachines.Available];

    [Theory]
    [MemberData(nameof(Types))]
    public void Walk_OfAnyActs_KeepsTheCaseSoundAndCanEnd(CaseType type)
    {
        Property.Holds(Walks, Gen.Choose(0, int.MaxValue - 1).ArrayOf(Steps), choices => Walk(type, choices));

        // They went everywhere, or they prove nothing: the long machines need a few more.
        for (var more = 0; more < MostMore && Missed(type).Any(); more++)
        {
            Walk(type, [.. Enumerable.Range(0, Steps).Select(step => Choice(more, step))]);
        }

        Assert.True(!Missed(type).Any(), "Never reached: " + string.Join("; ", Missed(type)));
    }

    private bool Walk(CaseType type, int[] choices)
    {
        var bench = Begin(type, choices[0]);
        foreach (var choice in choices)
        {
            Step(bench, choice);
            Sound.Assert(bench);
        }

        var (last, events) = (bench.Case.Type, bench.Events.Count);
        WalkEnds.Finish(bench);
        Reach(bench, last, events);
        Sound.Assert(bench);
        Assert.Equal(Enumerable.Range(1, bench.Events.Count), bench.Events.Select(e => e.Sequence));
        Assert.True(bench.Events.Zip(bench.Events.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
        Assert.Null(EventChain.Verify(bench.Case, bench.Events));
        AssertClocks(bench);
        AssertTamperingIsFound(bench, choices[^1]);
        return true;
    }

    /// <summary>Rows that no walk has taken. Before it is classified a case has no type.</summary>
    private IEnumerable<string> Missed(CaseType type)
    {
        var machine = CaseMachines.For(type);
        var rows = machine.Transitions.Where(t => !Anywhere.Contains(t.Trigger)).Select(t => (t.From == SharedWorkflow.Logged ? CaseType.Unclassified : type, t.From, t.Trigger));
        return rows.Except(reached).Select(r => $"{r.From} {r.Trigger}")
            .Concat(machine.Triggers.Intersect(Anywhere).Except(reached.Where(r => r.Type == type).Select(r => r.Trigger)));
    }

    /// <summary>A number that looks drawn and is always the same.</summary>
    private static int Choice(int walk, int step)
    {
        var x = unchecked(((ulong)walk * 1_000_003UL + (ulong)step + 1) * 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        return (int)((x ^ (x >> 27)) & 0x3FFFFFFF);
    }

    private static CaseBench Begin(CaseType type, int choice)
    {
        var order = Trade.Order(Trade.Start, isShipped: choice % 2 > 0);
        var log = Trade.Log(CaseMachines.Classifiable.Contains(type) ? CaseType.Unclassified : type) with { GrewFromId = type == CaseType.Dispute && choice % 2 == 0 ? 7 : null };
        var bench = new CaseBench(log, 1000 + choice % 50, Trade.With(order, elsewhere: choice % 4 * 20, links: choice % 2 == 0)) { Settings = new WorkflowSettings { ReviewOneIn = 3 } };
        if (log.Type == CaseType.Unclassified && choice % 5 > 0)
        {
            bench.Fire(Triggers.Classify, Agent, new ClassifyArguments(type, ComplaintCatalogue.Transport) { Cause = ComplaintCatalogue.DamagedInTransit });
        }

        if (type is CaseType.Return or CaseType.Exchange && choice % 10 is 1 or 3)
        {
            TakeBack(bench);
        }

        return bench;
    }

    /// <summary>Some begin far on, where the way is long: the goods are back and not as they should be.</summary>
    private static void TakeBack(CaseBench bench)
    {
        ClaimLine[] lines = [Trade.Of(Trade.Cups, 2)];
        bench.Fire(Triggers.Assign, Supervisor, new AssignArguments(11)).Fire(Triggers.Start, OtherAgent);
        bench = bench.Case.Type == CaseType.Return
            ? bench.Fire(Triggers.ApproveReturn, OtherAgent, new ApproveReturnArguments(lines, ReturnReason.Damaged))
            : bench.Fire(Triggers.ApproveExchange, OtherAgent, new ApproveExchangeArguments(lines, ReturnReason.Damaged, "R1") { Advance = true });
        bench.Fire(Triggers.GiveTracking, OtherAgent, Trade.Parcel()).Fire(Triggers.SignedFor, Warehouse)
            .Fire(Triggers.Differs, Warehouse, new InspectionArguments([new InspectedLine(Trade.Cups, InspectionResult.Used, 1)]));
    }

    private void Step(CaseBench bench, int choice)
    {
        bench.Pass(choice % 7 == 0 ? 30 : 0.5);
        var act = choice / 7 % 3 > 0 ? WalkActs.Trigger(bench, OfThisState(bench), choice / 21)
            : choice / 21 % 9 == 0 ? WalkActs.Trigger(bench, Fired[choice / 189 % Fired.Length], choice / 189)
            : WalkActs.For(bench, choice / 21);
        for (; act is FireTrigger { Trigger: Triggers.Unreachable } && bench.Case.FailedContacts < 3;)
        {
            bench.Do(new LogContact(Channel.Phone, Reached: false), Supervisor);
        }

        if (act is FireTrigger { Trigger: Triggers.RefuseGoods or Triggers.Reject } && choice % 2 == 0)
        {
            bench.Do(new LogContact(Channel.Phone, Reached: true), Supervisor);
            bench.Try(GuardTests.Photo('9'), Supervisor);
        }

        if (act is RaiseTimer && choice % 2 == 0 && bench.Case.TimerDueAt < bench.Now.AddDays(20) && bench.Case.TimerDueAt > bench.Now)
        {
            bench.Now = bench.Case.TimerDueAt;
        }

        // A picture is dear: every third act is looked at.
        var isLookedAt = choice % 3 == 0;
        var (before, type, events) = (isLookedAt ? Picture(bench) : "", bench.Case.Type, bench.Events.Count);
        if (bench.Try(act, ActorFor(bench, act, choice / 3)) is CaseOutcome.Refused && isLookedAt)
        {
            Assert.Equal(before, Picture(bench));
        }

        Reach(bench, type, events);
    }

    private void Reach(CaseBench bench, CaseType type, int events)
    {
        foreach (var e in bench.Events.Skip(events).Where(e => e is { Trigger: not null, FromState: not null }))
        {
            reached.Add((type, e.FromState!, e.Trigger!));
            type = bench.Case.Type;
        }
    }

    /// <summary>Half of the time somebody who may.</summary>
    private static Actor ActorFor(CaseBench bench, CaseAct act, int choice)
    {
        var row = act is FireTrigger fire ? CaseMachines.For(bench.Case.Type).Find(bench.Case.State, fire.Trigger) : null;
        var may = row is null || choice % 3 == 0 ? People
            : [.. People.Where(p => Firing.Check(row.By, new FiringContext(bench.File, p, bench.Now, bench.Settings, row.Trigger) { Note = act.Note }) is null)];
        return act is RaiseTimer or FollowPlatform && choice % 4 > 0 ? act is RaiseTimer ? Actor.System : Import
            : may.Length == 0 ? People[choice % People.Length] : may[choice / 3 % may.Length];
    }

    /// <summary>What has been tried least; a case is ended seldom, so that it lives long.</summary>
    private string OfThisState(CaseBench bench)
    {
        int Tried(Transition t) => tried.GetValueOrDefault((bench.Case.Type, t.From, t.Trigger));
        var row = CaseMachines.For(bench.Case.Type).Transitions.Where(t => t.From == bench.Case.State)
            .MinBy(t => (Tried(t) + 1) * (t.Trigger == Triggers.Withdraw ? 15 : t.Trigger == Triggers.MarkDuplicate ? 3 : Anywhere.Contains(t.Trigger) && bench.Case.FrozenById is null ? 2 : 1));
        if (row is null)
        {
            return Triggers.Reopen;
        }

        tried[(bench.Case.Type, row.From, row.Trigger)] = Tried(row) + 1;
        return row.Trigger;
    }

    private static void AssertClocks(CaseBench bench)
    {
        var signals = CaseSignals.Of(bench.Case, bench.Events, _ => null, new ShopShifts(TimeZoneInfo.Utc, [], []), bench.Now).Signals;
        var policy = RandomSignals.Policies[0];
        var clocks = CaseClocks.Recompute(policy, signals);
        Assert.Equal(ClockTexts.Of(clocks), ClockTexts.Of(CaseClocks.Recompute(policy, CaseSignals.Of(bench.Case, bench.Events, _ => null, new ShopShifts(TimeZoneInfo.Utc, [], []), bench.Now).Signals)));
        Assert.All(clocks.Clocks.Where(c => c.Name is ClockNames.Resolution or ClockNames.FirstHandling), c => Assert.False(c is { Name: ClockNames.Resolution, IsOpen: true }));
    }

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
        bench.File.Goods,
        bench.File.Parcels,
        bench.File.CarrierClaims,
        bench.File.Deadlines,
        bench.File.Order?.AutoConfirmAt,
        bench.File.Rulings,
        bench.File.Penalties,
        bench.File.EvidenceHashes,
    });
}
