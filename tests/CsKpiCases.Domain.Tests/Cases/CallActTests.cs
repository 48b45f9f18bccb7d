using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What an agent can't settle goes to a supervisor's phone call; notes that name colleagues tell them; incidents stand in the history.</summary>
public sealed class CallActTests
{
    [Fact]
    public void Ask_ByTheOwner_RaisesTheCaseAndOwesTheCall()
    {
        var bench = Investigating();

        var asked = bench.Do(new AskForCall(" 赔付谈不拢 ", bench.Now.AddHours(4)), CaseBench.Agent);

        Assert.Equal([EventKind.Escalated, EventKind.Promise], asked.Events.Select(e => e.Kind));
        Assert.Equal((1, "赔付谈不拢"), (bench.Case.EscalationLevel, Assert.Single(bench.File.Promises).What));
        Assert.True(CaseActs.IsSupervisorsCall(bench.File.Promises[0]));
        Assert.Equal([("notice.call_asked", Audience.Supervisors)], asked.Notices.Select(n => (n.Key, n.Audience)));
        Assert.Equal(RefusalReason.CallAlreadyAsked, bench.Refusal(new AskForCall("再来", bench.Now.AddHours(4)), CaseBench.Agent));
    }

    [Fact]
    public void Ask_OfACaseThatIsRaisedAlready_OnlyOwesTheCall()
    {
        var bench = Investigating();
        bench.Do(new Escalate(2), CaseBench.Agent);

        Assert.Equal([EventKind.Promise], bench.Do(new AskForCall("谈不拢", bench.Now.AddHours(4)), CaseBench.Agent).Events.Select(e => e.Kind));
        Assert.Equal(2, bench.Case.EscalationLevel);
    }

    [Fact]
    public void Keep_TheCall_IsTheSupervisorsAndLetsTheNextBeAskedFor()
    {
        var bench = Investigating();
        bench.Do(new AskForCall("谈不拢", bench.Now.AddHours(4)), CaseBench.Agent);
        var call = bench.File.Promises[0].Id;

        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new KeepPromise(call), CaseBench.Agent));
        bench.Do(new LogContact(Channel.Phone, true) { Note = "已谈妥" }, CaseBench.Supervisor);
        bench.Do(new KeepPromise(call), CaseBench.Supervisor);

        bench.Do(new AskForCall("又谈不拢", bench.Now.AddHours(4)), CaseBench.Agent);
    }

    [Fact]
    public void Ask_ThatIsWrong_IsRefused()
    {
        var bench = Investigating();

        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new AskForCall(" ", bench.Now.AddHours(4)), CaseBench.Agent));
        Assert.Equal(RefusalReason.InvalidArgument, bench.Refusal(new AskForCall("x", bench.Now), CaseBench.Agent));
        Assert.Equal(RefusalReason.NotOwner, bench.Refusal(new AskForCall("x", bench.Now.AddHours(1)), CaseBench.OtherAgent));
    }

    [Fact]
    public void Note_ThatNamesColleagues_TellsThemButNotItsWriter()
    {
        var bench = Investigating();

        var noted = bench.Do(new AddNote { Note = "@李静 @王敏 看看", Mentions = [11, 10, 11] }, CaseBench.Agent);

        Assert.Equal([("notice.mentioned", (long?)11)], noted.Notices.Select(n => (n.Key, n.AccountId)));
        Assert.Equal("@李静 @王敏 看看", noted.Notices[0].Arguments["note"]);
        Assert.Contains("[11,10,11]", noted.Events[0].Payload, StringComparison.Ordinal);
        Assert.Null(bench.Do(new AddNote { Note = "没有人" }, CaseBench.Agent).Events[0].Payload);
    }

    [Fact]
    public void Note_ThatIsLong_IsToldByItsBeginningAndNoHalfCharacter()
    {
        var bench = Investigating();

        var told = bench.Do(new AddNote { Note = new string('字', 119) + "🙂🙂" + new string('尾', 50), Mentions = [11] }, CaseBench.Agent).Notices[0].Arguments["note"];

        Assert.Equal(new string('字', 119) + "…", told);
    }

    [Fact]
    public void Incident_JoinedAndLeft_StandsInTheHistory()
    {
        var bench = Investigating();

        var joined = bench.Do(new TieToIncident(7, "坏批次", true), CaseBench.Supervisor).Events[0];
        var left = bench.Do(new TieToIncident(7, "坏批次", false), CaseBench.Supervisor).Events[0];

        Assert.Equal((EventKind.IncidentJoined, EventKind.IncidentLeft), (joined.Kind, left.Kind));
        Assert.Contains("坏批次", joined.Payload, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.RoleRequired, bench.Refusal(new TieToIncident(7, "x", true), CaseBench.Auditor));
    }

    private static CaseBench Investigating()
    {
        var bench = new CaseBench();
        bench.Fire(Triggers.Classify, CaseBench.Agent, new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.ProductQuality));
        bench.Fire(Triggers.Assign, CaseBench.Supervisor, new AssignArguments(CaseBench.Agent.AccountId!.Value));
        return bench.Fire(Triggers.Start, CaseBench.Agent);
    }
}
