using CsKpiCases.Domain.Cases;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class ComplaintLifeTests
{
    public static readonly ClassifyArguments Broken = new(CaseType.Complaint, ComplaintCatalogue.Transport) { Cause = ComplaintCatalogue.DamagedInTransit };

    [Fact]
    public void Life_SolutionWithinLimitKept_ResolvedThroughEveryStep()
    {
        var bench = new CaseBench();
        bench.Fire(Triggers.Classify, Agent, Broken).Pass(1)
            .Fire(Triggers.Assign, Supervisor, new AssignArguments(11)).Pass(1)
            .Fire(Triggers.Start, OtherAgent).Pass(1)
            .Fire(Triggers.Propose, OtherAgent, new ProposeArguments("补偿 30 元") { Amount = 30m });

        Assert.Equal(ComplaintWorkflow.BuyerNotified, bench.Case.State);
        Assert.Equal(470m, bench.File.Remaining);
        bench.Pass(1).Fire(Triggers.Accept, Domain.People.Actor.Buyer);
        Assert.Equal(Wait.Finance, bench.Case.WaitsOn);
        bench.Pass(1).Do(new KeepPromise(bench.File.Promises[0].Id) { Reference = "R1" }, Finance);

        Assert.Equal(SharedWorkflow.Resolved, bench.Case.State);
        Assert.Equal(Outcome.Solved, bench.Case.Outcome);
        Assert.Equal(
            ["Logged", "Classified", "Assigned", "Investigating", "SolutionApproval", "BuyerNotified", "Fulfilling", "Resolved"],
            bench.Events.Where(e => e.Kind is EventKind.Logged or EventKind.Transition).Select(e => e.ToState));
        Assert.Null(EventChain.Verify(bench.Case, bench.Events));
    }
}
