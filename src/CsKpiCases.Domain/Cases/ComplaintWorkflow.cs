using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The complaint (workflow.md, "Complaint").</summary>
public static class ComplaintWorkflow
{
    public const string Investigating = "Investigating";
    public const string AwaitingBuyer = "AwaitingBuyer";
    public const string AwaitingDepartment = "AwaitingDepartment";
    public const string SolutionApproval = "SolutionApproval";
    public const string BuyerNotified = "BuyerNotified";
    public const string Fulfilling = "Fulfilling";
    public const string Explained = "Explained";

    private const long Hour = 3600;

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.Complaint);
        SharedWorkflow.Front(table, Investigating);
        Investigate(table);
        Resolve(table);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, Investigating);
        SharedWorkflow.End(table, Investigating);
        return table.Build();
    }

    private static void Investigate(TransitionTableBuilder table)
    {
        // An agent's finding waits in SolutionApproval for a supervisor's consent; a supervisor's own is its consent.
        table.State(Investigating, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.AskBuyer, AwaitingBuyer).Does(ComplaintEffects.AskBuyer)
            .Permit(Triggers.AskDepartment, AwaitingDepartment).Does(ComplaintEffects.AskDepartment)
            .Permit(Triggers.Propose, SolutionApproval).When(Guards.ChatRecordAttached).Does(ComplaintEffects.Propose)
            .PermitDynamic(Triggers.FindUnjustified, AfterFinding, SolutionApproval, Explained)
                .When(Guards.NoteGiven, Guards.ChatRecordAttached, Guards.BuyerContacted).Does(ComplaintEffects.FindUnjustified);

        table.State(AwaitingBuyer, Stage.Investigate, Wait.Buyer)
            .Timer(72 * Hour, Triggers.Lapse, "at_zero.lapse_to_investigating")
            .Permit(Triggers.BuyerAnswered, Investigating).Does(ComplaintEffects.BuyerAnswered)
            .Permit(Triggers.Lapse, Investigating).By(FiredBy.System).Does(ComplaintEffects.Lapsed);

        table.State(AwaitingDepartment, Stage.Investigate, Wait.Department)
            .Timer(24 * Hour, Triggers.DepartmentOverdue, "at_zero.escalated")
            .Timer(48 * Hour, Triggers.DepartmentOverdue, "at_zero.escalated")
            .Permit(Triggers.DepartmentAnswered, Investigating)
            .PermitStay(Triggers.DepartmentOverdue, EventKind.Escalated).By(FiredBy.System).Does(ComplaintEffects.DepartmentOverdue);
    }

    private static void Resolve(TransitionTableBuilder table)
    {
        table.State(SolutionApproval, Stage.Resolve, Wait.Supervisor)
            .PermitDynamic(Triggers.Approve, AfterApproval, BuyerNotified, Explained)
                .When(Guards.NotTheProposer, Guards.WithinApproversLimit, Guards.AmountRemains)
                .ByItself(ComplaintEffects.WithinProposersLimit).Does(ComplaintEffects.Approve)
            .Permit(Triggers.SendBack, Investigating).When(Guards.NoteGiven).Does(ComplaintEffects.SendBack);

        table.State(BuyerNotified, Stage.Resolve, Wait.Buyer)
            .Timer(72 * Hour, Triggers.Silence, "at_zero.silence_to_fulfilling")
            .Permit(Triggers.Accept, Fulfilling).Does(ComplaintEffects.Accept)
            .Permit(Triggers.Silence, Fulfilling).By(FiredBy.System).Does(ComplaintEffects.Accept)
            .Permit(Triggers.Decline, Investigating).Does(ComplaintEffects.Decline);

        table.State(Fulfilling, Stage.Resolve, Wait.Agent, file => file.OldestOpenPromise?.OwedBy ?? Wait.Agent)
            .Permit(Triggers.Fulfilled, SharedWorkflow.Resolved).By(FiredBy.System)
                .When(Guards.PromisesKept, Guards.LinkedCasesResolved)
                .ByItself(c => Guards.PromisesKept.Holds(c) && Guards.LinkedCasesResolved.Holds(c)).Does(ComplaintEffects.Fulfilled);

        table.State(Explained, Stage.Resolve, Wait.Buyer)
            .Timer(72 * Hour, Triggers.Silence, "at_zero.silence_to_resolved")
            .Permit(Triggers.Accept, SharedWorkflow.Resolved).Does(ComplaintEffects.EndUnjustified)
            .Permit(Triggers.Silence, SharedWorkflow.Resolved).By(FiredBy.System).Does(ComplaintEffects.EndUnjustified)
            .Permit(Triggers.Insist, Investigating).Does(ComplaintEffects.Insist);
    }

    private static string AfterFinding(FiringContext context) =>
        context.Actor.IsSupervisor() ? Explained : SolutionApproval;

    private static string AfterApproval(FiringContext context) =>
        context.Case.ProposedKind == ProposalKind.Unjustified ? Explained : BuyerNotified;
}
