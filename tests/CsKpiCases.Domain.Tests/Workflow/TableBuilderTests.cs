using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Tests.Workflow;

public sealed class TableBuilderTests
{
    [Fact]
    public void Build_RowToAStateThatIsNotThere_Fails()
    {
        var table = new TransitionTableBuilder(CaseType.Return);
        table.State("Here", Stage.Intake, Wait.Agent).Permit("go", "Nowhere");
        Assert.Throws<InvalidOperationException>(table.Build);
    }

    [Fact]
    public void Build_TimerWhoseTriggerTheSystemMayNotFire_Fails()
    {
        var table = new TransitionTableBuilder(CaseType.Return);
        table.State("Here", Stage.Intake, Wait.Buyer).Timer(60, "lapse", "key").Permit("lapse", "Here");
        Assert.Throws<InvalidOperationException>(table.Build);
    }

    [Fact]
    public void Build_TheSameTriggerTwiceInAState_Fails()
    {
        var table = new TransitionTableBuilder(CaseType.Return);
        table.State("Here", Stage.Intake, Wait.Buyer).Permit("go", "Here").Permit("go", "Here");
        Assert.Throws<ArgumentException>(table.Build);
    }

    [Fact]
    public void State_ThatIsNotThere_Throws() =>
        Assert.Throws<ArgumentException>(() => ComplaintWorkflow.Table.State("Deciding"));
}
