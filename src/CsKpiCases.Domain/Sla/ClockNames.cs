namespace CsKpiCases.Domain.Sla;

/// <summary>The clocks of sla.md. Packs may add more: those start and stop by <see cref="ClockStarted"/> and <see cref="ClockStopped"/>.</summary>
public static class ClockNames
{
    public const string Acknowledgement = "acknowledgement";
    public const string FirstResponse = "first_response";
    public const string NextResponse = "next_response";
    public const string FirstHandling = "first_handling";
    public const string ReturnReceipt = "return_receipt";
    public const string Warehouse = "warehouse";
    public const string Finance = "finance";
    public const string Department = "department";
    public const string Outbound = "outbound";
    public const string CourierWatch = "courier_watch";
    public const string PlatformDeadline = "platform_deadline";
    public const string Resolution = "resolution";
    public const string PenaltyReview = "penalty_review";
    public const string AppealReply = "appeal_reply";

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Acknowledgement, FirstResponse, NextResponse, FirstHandling, ReturnReceipt, Warehouse, Finance, Department,
        Outbound, CourierWatch, PlatformDeadline, Resolution, PenaltyReview, AppealReply,
    ];
}
