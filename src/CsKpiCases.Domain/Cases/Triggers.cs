namespace CsKpiCases.Domain.Cases;

/// <summary>The triggers of the common states and of the complaint, as workflow.md, the API and the event log write them.</summary>
public static class Triggers
{
    public const string Classify = "classify";
    public const string MarkDuplicate = "mark-duplicate";
    public const string Withdraw = "withdraw";
    public const string Assign = "assign";
    public const string AutoAssign = "auto-assign";
    public const string Claim = "claim";
    public const string Start = "start";
    public const string HandOver = "hand-over";
    public const string AcceptHandOver = "accept-hand-over";
    public const string DeclineHandOver = "decline-hand-over";
    public const string Reassign = "reassign";
    public const string ReturnToQueue = "return-to-queue";
    public const string Rule = "rule";
    public const string Reopen = "reopen";

    public const string AskBuyer = "ask-buyer";
    public const string AskDepartment = "ask-department";
    public const string Propose = "propose";
    public const string FindUnjustified = "find-unjustified";
    public const string BuyerAnswered = "buyer-answered";
    public const string DepartmentAnswered = "department-answered";
    public const string Approve = "approve";
    public const string SendBack = "send-back";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Insist = "insist";

    // fired by timers and by the table itself
    public const string Lapse = "lapse";
    public const string Silence = "silence";
    public const string DepartmentOverdue = "department-overdue";
    public const string Fulfilled = "fulfilled";
}
