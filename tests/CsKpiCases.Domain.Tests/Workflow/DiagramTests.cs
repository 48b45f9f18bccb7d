using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Tests;

namespace CsKpiCases.Domain.Tests.Workflow;

public sealed class DiagramTests
{
    /// <summary>
    /// The pictures of the machines, read by people: a change of the table shows here. What was drawn lies beside the test
    /// assembly, to be read and taken over.
    /// </summary>
    [Theory]
    [InlineData(CaseType.Complaint, "complaint.mmd")]
    [InlineData(CaseType.Unclassified, "unclassified.mmd")]
    [InlineData(CaseType.Return, "return.mmd")]
    [InlineData(CaseType.Exchange, "exchange.mmd")]
    [InlineData(CaseType.Reshipment, "reshipment.mmd")]
    [InlineData(CaseType.LogisticsFollowUp, "logistics_follow_up.mmd")]
    [InlineData(CaseType.Dispute, "dispute.mmd")]
    [InlineData(CaseType.ReviewFollowUp, "review_follow_up.mmd")]
    [InlineData(CaseType.ReturnVisit, "return_visit.mmd")]
    public void Mermaid_OfAMachine_IsTheVerifiedText(CaseType type, string file)
    {
        var verified = Path.Combine(RepositoryFolder.Path, "tests", "CsKpiCases.Domain.Tests", "Workflow", file);
        var drawn = Diagram.Mermaid(CaseMachines.For(type));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, file), drawn);
        Assert.Equal(File.ReadAllText(verified).ReplaceLineEndings("\n"), drawn);
    }

    [Fact]
    public void Mermaid_WithTheWayTaken_MarksItAndWhereItStands() => Assert.EndsWith(
        "    class Logged,Classified taken\n    class Assigned now\n",
        Diagram.Mermaid(ComplaintWorkflow.Table, ["Logged", "Classified", "Assigned"]), StringComparison.Ordinal);
}
