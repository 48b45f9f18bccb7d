using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>A case on the bench: acts are decided and chained as the store would do it, at an hour that the test turns.</summary>
internal sealed class CaseBench
{
    public const long Shop = 1;
    public static readonly Actor Agent = Actor.Person(10, Role.Agent);
    public static readonly Actor OtherAgent = Actor.Person(11, Role.Agent);
    public static readonly Actor Supervisor = Actor.Person(20, Role.Supervisor);
    public static readonly Actor OtherSupervisor = Actor.Person(21, Role.Supervisor);
    public static readonly Actor GeneralManager = Actor.Person(30, Role.GeneralManager);
    public static readonly Actor Warehouse = Actor.Person(40, Role.Warehouse);
    public static readonly Actor Finance = Actor.Person(50, Role.Finance);
    public static readonly Actor Auditor = Actor.Person(60, Role.Auditor);
    public static readonly Actor Import = new(ActorKind.Import, null, new HashSet<Role>());

    private long _nextId;
    private byte _salt;

    public CaseBench(decimal? paid = 500m, long firstId = 1000, decimal grantedElsewhere = 0m, int openLinkedCases = 0)
        : this(new LogCase(Shop, "AS2603020001", "杯子碎了", Channel.PlatformChat), firstId, file => new CaseFile
        {
            Case = file.Case,
            NewId = file.NewId,
            OrderPaidAmount = paid,
            GrantedOnOtherCases = grantedElsewhere,
            OpenLinkedCases = openLinkedCases,
        })
    {
    }

    /// <param name="log">The case that is logged.</param>
    /// <param name="firstId">Its id.</param>
    /// <param name="load">What the store would add to its file.</param>
    public CaseBench(LogCase log, long firstId, Func<CaseFile, CaseFile> load)
    {
        _nextId = firstId;
        var accepted = (CaseOutcome.Accepted)CaseActs.Log(log, Agent, Now, Shanghai, NewId);
        Keep(accepted);
        File = load(accepted.File);
    }

    /// <summary>A case that another one opened.</summary>
    public CaseBench(CaseOutcome.Accepted opened, DateTime now, Func<CaseFile, CaseFile> load)
    {
        (_nextId, Now) = (opened.File.Case.Id + 1000, now);
        Keep(opened);
        File = load(opened.File);
    }

    public static TimeZoneInfo Shanghai { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public DateTime Now { get; set; } = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    public CaseFile File { get; }
    public Case Case => File.Case;
    public List<CaseEvent> Events { get; } = [];
    public WorkflowSettings Settings { get; init; } = new() { ReviewOneIn = 0 };

    public long NewId() => _nextId++;

    public CaseBench Pass(double hours)
    {
        Now = Now.AddHours(hours);
        return this;
    }

    public CaseOutcome Try(CaseAct act, Actor actor)
    {
        var outcome = CaseActs.Decide(File, act, actor, Now, Settings);
        if (outcome is CaseOutcome.Accepted accepted)
        {
            Keep(accepted);
        }

        return outcome;
    }

    public CaseOutcome.Accepted Do(CaseAct act, Actor actor)
    {
        var outcome = Try(act, actor);
        return outcome as CaseOutcome.Accepted ?? throw new InvalidOperationException(((CaseOutcome.Refused)outcome).Refusal.ToString());
    }

    public CaseBench Fire(string trigger, Actor actor, TriggerArguments? arguments = null, string? note = null)
    {
        Do(new FireTrigger(trigger) { Arguments = arguments, Note = note }, actor);
        return this;
    }

    public string Refusal(CaseAct act, Actor actor) => ((CaseOutcome.Refused)Try(act, actor)).Refusal.Reason;

    public string Refusal(string trigger, Actor actor, TriggerArguments? arguments = null, string? note = null) =>
        Refusal(new FireTrigger(trigger) { Arguments = arguments, Note = note }, actor);

    /// <summary>On the desk of <see cref="OtherAgent"/>.</summary>
    public CaseBench Investigating(string category = ComplaintCatalogue.Transport, string cause = ComplaintCatalogue.DamagedInTransit) =>
        Fire(Triggers.Classify, Agent, new ClassifyArguments(CaseType.Complaint, category) { Cause = cause })
            .Fire(Triggers.Assign, Supervisor, new AssignArguments(11))
            .Fire(Triggers.Start, OtherAgent);

    public CaseBench Explained()
    {
        Investigating().Do(new LogContact(Channel.Phone, Reached: true), OtherAgent);
        return Fire(Triggers.FindUnjustified, Supervisor, note: "无理由投诉");
    }

    public CaseBench Resolved() =>
        Investigating().Fire(Triggers.Propose, OtherAgent, new ProposeArguments("致歉")).Fire(Triggers.Accept, Domain.People.Actor.Buyer);

    private void Keep(CaseOutcome.Accepted accepted) =>
        Events.AddRange(EventChain.Append(accepted.File.Case, accepted.Events, Now, NewId, s => s.Fill(++_salt)));
}
