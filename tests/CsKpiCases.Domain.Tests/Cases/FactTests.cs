using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class FactTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Log_ANewCase_OwnedByWhoLoggedItOnItsLocalDay()
    {
        var now = new DateTime(2026, 3, 1, 16, 30, 0, 700, DateTimeKind.Utc);
        var outcome = CaseActs.Log(new LogCase(1, "AS1", " 少件 ", Channel.Phone) { OpenedAt = now.AddHours(-1) }, Agent, now, Zone, () => 7);
        var @case = Assert.IsType<CaseOutcome.Accepted>(outcome).File.Case;
        Assert.Equal(("Logged", Stage.Intake, Wait.Agent, 10L, "少件"), (@case.State, @case.Stage, @case.WaitsOn, @case.OwnerId, @case.Subject));
        Assert.Equal((new DateOnly(2026, 3, 1), 0), (@case.OpenedOn, @case.LoggedAt.Millisecond));
        Assert.Null(((CaseOutcome.Accepted)CaseActs.Log(new LogCase(1, "AS2", "少件", Channel.BuyerPage), Actor.Buyer, now, Zone, () => 8)).File.Case.OwnerId);
    }

    [Theory]
    [InlineData("", Channel.Phone, 0, RefusalReason.MissingArgument)]
    [InlineData("少件", Channel.Unknown, 0, RefusalReason.InvalidArgument)]
    [InlineData("少件", Channel.Phone, 1, RefusalReason.InTheFuture)]
    public void Log_WithWrongFields_IsRefused(string subject, Channel source, int hoursAhead, string reason)
    {
        var now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        var outcome = CaseActs.Log(new LogCase(1, "AS1", subject, source) { OpenedAt = now.AddHours(hoursAhead) }, Agent, now, Zone, () => 7);
        Assert.Equal(reason, Assert.IsType<CaseOutcome.Refused>(outcome).Refusal.Reason);
    }

    [Fact]
    public void Log_ByAnAuditor_IsRefused() => Assert.Equal(
        RefusalReason.RoleRequired,
        Assert.IsType<CaseOutcome.Refused>(CaseActs.Log(new LogCase(1, "AS1", "x", Channel.Phone), Auditor, DateTime.UnixEpoch, Zone, () => 7)).Refusal.Reason);

    [Fact]
    public void Act_BackDated_NotBeforeThePreviousEventNorAhead()
    {
        var bench = new CaseBench();
        var logged = bench.Now;
        bench.Pass(2);
        Assert.Equal(RefusalReason.BeforePreviousEvent, bench.Refusal(new AddNote { Note = "x", At = logged.AddSeconds(-1) }, Agent));
        Assert.Equal(RefusalReason.InTheFuture, bench.Refusal(new AddNote { Note = "x", At = bench.Now.AddSeconds(1) }, Agent));
        bench.Do(new LogContact(Channel.Phone, true) { At = logged.AddHours(1) }, Agent);
        Assert.Equal((logged.AddHours(1), bench.Now), (bench.Events[^1].At, bench.Events[^1].RecordedAt));
        Assert.Equal(logged.AddHours(1), bench.Case.LastContactAt);
        bench.Now = logged;
        bench.Do(new AddNote { Note = "钟走慢了" }, Agent);
        Assert.Equal(logged.AddHours(1), bench.Events[^1].At);
    }

    [Fact]
    public void Note_EmptyOrByAnAuditor_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.NoteRequired, bench.Refusal(new AddNote { Note = " " }, Agent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new AddNote { Note = "x" }, Auditor));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new AddNote { Note = new string('x', 4001) }, Agent));
    }

    [Fact]
    public void Facts_AreAcceptedAfterTheEndToo()
    {
        var bench = new CaseBench().Fire(Triggers.Withdraw, Actor.Buyer);
        bench.Do(new AddNote { Note = "买家来电致谢" }, Warehouse);
        bench.Do(GuardTests.Photo('b'), Actor.Buyer);
        bench.Do(new RecordBuyerMessage(Channel.PlatformChat) { Note = "谢谢" }, Import);
        Assert.Equal([EventKind.Note, EventKind.Evidence, EventKind.BuyerMessage], bench.Events.TakeLast(3).Select(e => e.Kind));
        Assert.Equal(RefusalReason.DuplicateEvidence, bench.Refusal(GuardTests.Photo('b'), Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(GuardTests.Photo('X'), Agent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new LogContact(Channel.Phone, true), Actor.Buyer));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new LogContact(Channel.Import, true), Agent));
    }

    [Fact]
    public void Fields_Changed_SayFromAndTo()
    {
        var bench = new CaseBench().Investigating();
        bench.Do(new ChangeFields { Priority = Priority.High, Tier = "VIP", Category = ComplaintCatalogue.Transport }, OtherAgent);
        Assert.Equal("""{"tier":{"to":"VIP"},"priority":{"from":"normal","to":"high"}}""", bench.Events[^1].Payload);
        Assert.Equal(RefusalReason.NothingChanged, bench.Refusal(new ChangeFields { Priority = Priority.High }, OtherAgent));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new ChangeFields { Priority = Priority.Low }, Agent));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new ChangeFields { Grade = Grade.A }, OtherAgent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new ChangeFields { Cause = "nonsense" }, OtherAgent));
        bench.Do(new ChangeFields { Grade = Grade.A }, Supervisor);
        Assert.Equal(Grade.A, bench.Case.Grade);
    }

    [Fact]
    public void Escalate_OnlyUpwards()
    {
        var bench = new CaseBench();
        bench.Do(new Escalate(1) { Note = "买家情绪激动" }, Agent);
        Assert.Equal(RefusalReason.AlreadyEscalated, bench.Refusal(new Escalate(1), Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new Escalate(3), Agent));
        bench.Do(new Escalate(2), Actor.System);
        bench.Fire(Triggers.Withdraw, Actor.Buyer);
        Assert.Equal(RefusalReason.NotOpen, bench.Refusal(new Escalate(2), Agent));
    }

    [Fact]
    public void Link_ToItselfOrAsDuplicate_IsRefused()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.SameCase, bench.Refusal(new LinkCase(bench.Case.Id, LinkKind.Related), Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new LinkCase(5, LinkKind.DuplicateOf), Agent));
        Assert.Single(bench.Do(new LinkCase(5, LinkKind.FollowUpOf), Agent).Added);
    }

    [Fact]
    public void HandOver_IsPendingUntilTheReceiverAccepts()
    {
        var bench = new CaseBench();
        Assert.Equal(RefusalReason.SameOwner, bench.Refusal(Triggers.HandOver, Agent, new HandOverArguments(10)));
        Assert.Equal(RefusalReason.NoHandOverPending, bench.Refusal(Triggers.AcceptHandOver, Supervisor, note: "代收"));
        bench.Fire(Triggers.HandOver, Agent, new HandOverArguments(11), "下班");
        Assert.Equal((10L, 11L, EventKind.HandOverOffered), (bench.Case.OwnerId, bench.Case.PendingOwnerId, bench.Events[^1].Kind));
        Assert.Equal(RefusalReason.HandOverPending, bench.Refusal(Triggers.HandOver, Agent, new HandOverArguments(12)));
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(Triggers.AcceptHandOver, Warehouse));
        bench.Fire(Triggers.DeclineHandOver, OtherAgent);
        Assert.Equal((10L, null), (bench.Case.OwnerId, bench.Case.PendingOwnerId));
        bench.Fire(Triggers.HandOver, Agent, new HandOverArguments(11)).Fire(Triggers.AcceptHandOver, OtherAgent);
        Assert.Equal((11L, EventKind.OwnerChanged, 11L), (bench.Case.OwnerId, bench.Events[^1].Kind, bench.Events[^1].OwnerId));
    }

    [Fact]
    public void Imported_CaseThatAPersonTouches_IsMarked()
    {
        var bench = new CaseBench();
        bench.Case.IsImported = true;
        bench.Do(new Escalate(1), Actor.System);
        bench.Do(new RecordBuyerMessage(Channel.PlatformChat), Import);
        Assert.False(bench.Case.IsTouched);
        bench.Do(new AddNote { Note = "看过" }, Agent);
        Assert.True(bench.Case.IsTouched);
    }
}
