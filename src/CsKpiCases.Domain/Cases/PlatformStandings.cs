namespace CsKpiCases.Domain.Cases;

/// <summary>How far an application has come on a platform, whatever the platform calls it.</summary>
public enum PlatformStanding : byte
{
    /// <summary>The buyer has applied, and the seller has not answered.</summary>
    Waiting = 1,

    /// <summary>The seller agreed, the buyer has not sent the goods.</summary>
    AwaitingReturn = 2,

    /// <summary>The goods are on their way back, or with the seller who has not confirmed them.</summary>
    ReturnInTransit = 3,

    /// <summary>The seller has to send a replacement.</summary>
    AwaitingOutbound = 4,

    /// <summary>The replacement is on its way to the buyer.</summary>
    AwaitingReceipt = 5,

    /// <summary>The money is being paid.</summary>
    Refunding = 6,

    /// <summary>The seller refused, and it is the buyer's turn.</summary>
    Refused = 7,

    /// <summary>Refunded, exchanged or reshipped.</summary>
    Done = 8,

    /// <summary>Closed without it: taken back, or lapsed.</summary>
    Cancelled = 9,

    /// <summary>The platform itself looks at it.</summary>
    UnderReview = 10,
}

/// <summary>
/// Which of our states stands for a platform's, and which of ours agree with it: a platform knows fewer steps than we do, and
/// a case that waits for its approval here is one that waits for the seller there.
/// </summary>
public static class PlatformStandings
{
    /// <summary>Between the two states of a pair of <see cref="Agreeing"/>.</summary>
    public const string Separator = "/";

    private static readonly string[] BeforeConsent =
    [
        SharedWorkflow.Logged, SharedWorkflow.Classified, SharedWorkflow.Assigned, ReturnedGoods.AwaitingEvidence, ReturnedGoods.Proposed, ReturnedGoods.WarehouseHold,
        ReturnedGoods.Intercepting, ReturnWorkflow.RefundApproval, ReshipmentWorkflow.WarehouseCheck, ReshipmentWorkflow.ReshipApproval,
    ];

    private static readonly Dictionary<string, string[]> Ours = new(StringComparer.Ordinal)
    {
        [ReturnedGoods.Deciding] = BeforeConsent,
        [ReshipmentWorkflow.Verifying] = BeforeConsent,
        [ReturnedGoods.AwaitingReturn] = [ReturnedGoods.PickupBooked],
        [ReturnedGoods.ReturnInTransit] = [ReturnedGoods.Inspecting, ReturnedGoods.InspectionDispute, ReturnWorkflow.RefundApproval, ExchangeWorkflow.DifferenceDue],
        [OutgoingGoods.AwaitingReceipt] = [OutgoingGoods.OutboundInTransit],
        [ReturnWorkflow.Refunding] = [ReturnWorkflow.RefundFailed],
        [ReturnedGoods.Rejected] = [ReturnedGoods.SendingBack],
        [SharedWorkflow.Resolved] = [SharedWorkflow.Closed],
        [SharedWorkflow.Closed] = [SharedWorkflow.Resolved],
    };

    /// <summary>Every pair of a platform's state and another one of ours that agrees with it.</summary>
    public static IReadOnlyList<string> Agreeing { get; } = [.. Ours.SelectMany(o => o.Value.Select(state => o.Key + Separator + state))];

    /// <summary>Whether a case in this state is where the platform says.</summary>
    /// <param name="platformState">Our state that the platform's word stands for.</param>
    /// <param name="state">The case's.</param>
    public static bool Agree(string platformState, string state) =>
        platformState == state || (Ours.TryGetValue(platformState, out var states) && states.Contains(state));

    /// <summary>The state of a type's machine that a standing means; null where it means none of them.</summary>
    public static string? StateOf(CaseType type, PlatformStanding standing)
    {
        var state = standing switch
        {
            PlatformStanding.Waiting => FirstOf(type),
            PlatformStanding.AwaitingReturn => ReturnedGoods.AwaitingReturn,
            PlatformStanding.ReturnInTransit => ReturnedGoods.ReturnInTransit,
            PlatformStanding.AwaitingOutbound => OutgoingGoods.AwaitingOutbound,
            PlatformStanding.AwaitingReceipt => OutgoingGoods.AwaitingReceipt,
            PlatformStanding.Refunding => ReturnWorkflow.Refunding,
            PlatformStanding.Refused => ReturnedGoods.Rejected,
            PlatformStanding.Done => SharedWorkflow.Resolved,
            PlatformStanding.Cancelled => SharedWorkflow.Closed,
            _ => null,
        };
        return state is not null && CaseMachines.For(type).HasState(state) ? state : null;
    }

    /// <summary>Where a return, exchange or reshipment is decided.</summary>
    public static string FirstOf(CaseType type) => type == CaseType.Reshipment ? ReshipmentWorkflow.Verifying : ReturnedGoods.Deciding;
}
