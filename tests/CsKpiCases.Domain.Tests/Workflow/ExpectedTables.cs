using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Tests.Workflow;

/// <summary>Every machine with its own states and rows.</summary>
internal static class ExpectedTables
{
    /// <summary>Return and exchange, from the decision to the inspection; what is accepted goes to {0}, what ends the way back to {1}.</summary>
    private const string GoodsStates = """
        Deciding | Investigate | Agent |
        AwaitingEvidence | Investigate | Buyer | lapse 72
        Proposed | Resolve | Buyer | silence 48
        WarehouseHold | Resolve | Warehouse |
        Intercepting | Resolve | Courier | no-word 72
        AwaitingReturn | Resolve | Buyer | remind 24, remind 72, remind 144, return-lapsed 168
        PickupBooked | Resolve | Courier | pickup-failed 48
        ReturnInTransit | Resolve | Courier | no-scan 72 LastScan, lost 360
        Inspecting | Investigate | Warehouse |
        InspectionDispute | Investigate | Agent |
        SendingBack | Resolve | Warehouse |

        """;

    private const string GoodsRows = """
        Deciding | hold-shipment | WarehouseHold | ON
        Deciding | propose | Proposed | ON
        Deciding | ask-evidence | AwaitingEvidence | ON
        Deciding | reject | Rejected | ON
        AwaitingEvidence | evidence-in | Deciding | ONBIP
        AwaitingEvidence | lapse | Deciding | Y
        Proposed | accept | AwaitingReturn,{0} | ONBIP
        Proposed | decline | Deciding,InspectionDispute | ONBIP
        Proposed | silence | Deciding,InspectionDispute | Y
        WarehouseHold | held | {0} | WN
        WarehouseHold | already-shipped | Intercepting | WN
        Intercepting | caught | {0} | ONIP
        Intercepting | refused-at-door | ReturnInTransit | ONIP
        Intercepting | delivered | Deciding | ONIP
        Intercepting | no-word | Deciding | Y
        AwaitingReturn | give-tracking | ReturnInTransit | ONBIP
        AwaitingReturn | book-pickup | PickupBooked | ONBIP
        AwaitingReturn | remind | AwaitingReturn | ONY
        AwaitingReturn | cancel-return | {1} | ONBIP
        AwaitingReturn | return-lapsed | {1} | Y
        PickupBooked | picked-up | ReturnInTransit | ONIP
        PickupBooked | pickup-failed | AwaitingReturn | ONIPY
        ReturnInTransit | signed-for | Inspecting | OWNIP
        ReturnInTransit | scanned | ReturnInTransit | ONIP
        ReturnInTransit | no-scan | ReturnInTransit | Y
        ReturnInTransit | lost | {0} | ONIPY
        Inspecting | passes | {0} | WN
        Inspecting | differs | InspectionDispute | WN
        InspectionDispute | offer-partial | Proposed | ON
        InspectionDispute | accept-goods | {0} | ON
        InspectionDispute | refuse-goods | SendingBack | ON
        SendingBack | sent-back | Rejected | WN
        Rejected | buyer-edits | Deciding | ONBIP

        """;

    private const string OutgoingStates = """
        AwaitingOutbound | Resolve | Warehouse |
        OutboundInTransit | Resolve | Courier | no-scan 72 LastScan
        AwaitingReceipt | Resolve | Buyer | silence 168

        """;

    /// <summary>What is still wrong goes to {0}.</summary>
    private const string OutgoingRows = """
        AwaitingOutbound | first-scan | OutboundInTransit | WNIP
        OutboundInTransit | delivered | AwaitingReceipt | ONIP
        OutboundInTransit | scanned | OutboundInTransit | ONIP
        OutboundInTransit | no-scan | OutboundInTransit | Y
        OutboundInTransit | lost | AwaitingOutbound | ONIP
        AwaitingReceipt | received | Resolved | ONBIP
        AwaitingReceipt | silence | Resolved | Y
        AwaitingReceipt | still-wrong | {0} | ONBIP

        """;

    private const string RejectedState = "Rejected | Resolve | Buyer | lapse 168";

    public static IReadOnlyList<ExpectedTable> All { get; } =
    [
        new(CaseType.Complaint, "Investigating", """
            Investigating | Investigate | Agent |
            AwaitingBuyer | Investigate | Buyer | lapse 72
            AwaitingDepartment | Investigate | Department | department-overdue 24, department-overdue 48
            SolutionApproval | Resolve | Supervisor |
            BuyerNotified | Resolve | Buyer | silence 72
            Fulfilling | Resolve | Agent |
            Explained | Resolve | Buyer | silence 72
            """, """
            Investigating | ask-buyer | AwaitingBuyer | ON
            Investigating | ask-department | AwaitingDepartment | ON
            Investigating | propose | SolutionApproval | ON
            Investigating | find-unjustified | SolutionApproval,Explained | ON
            AwaitingBuyer | buyer-answered | Investigating | ONBIP
            AwaitingBuyer | lapse | Investigating | Y
            AwaitingDepartment | department-answered | Investigating | ONIP
            AwaitingDepartment | department-overdue | AwaitingDepartment | Y
            SolutionApproval | approve | BuyerNotified,Explained | SNG
            SolutionApproval | send-back | Investigating | SNG
            BuyerNotified | accept | Fulfilling | ONBIP
            BuyerNotified | decline | Investigating | ONBIP
            BuyerNotified | silence | Fulfilling | Y
            Fulfilling | fulfilled | Resolved | Y
            Explained | accept | Resolved | ONBIP
            Explained | silence | Resolved | Y
            Explained | insist | Investigating | ONBIP
            """),
        new(CaseType.Return, "Deciding", GoodsStates + """
            RefundApproval | Resolve | Supervisor |
            Refunding | Resolve | Finance |
            RefundFailed | Resolve | Finance |

            """ + RejectedState, Filled(GoodsRows, "RefundApproval", "Resolved") + """
            Deciding | approve-return | AwaitingReturn | ON
            Deciding | refund-only | RefundApproval | ON
            Deciding | compensate | Refunding | ON
            RefundApproval | approve | Refunding | SNG
            RefundApproval | send-back | Deciding,WarehouseHold,Intercepting,ReturnInTransit,Inspecting,InspectionDispute | SNG
            Refunding | paid | Resolved | OFNIP
            Refunding | payment-failed | RefundFailed | OFNIP
            RefundFailed | retry-payment | Refunding | OFNIP
            RefundFailed | paid-offline | Resolved | OFNIP
            Rejected | lapse | Resolved | Y
            """),
        new(CaseType.Exchange, "Deciding", GoodsStates + OutgoingStates + """
            DifferenceDue | Resolve | Buyer | difference-lapsed 168

            """ + RejectedState, Filled(GoodsRows, "DifferenceDue", "Resolved,DifferenceDue") + Filled(OutgoingRows, "Deciding") + """
            Deciding | approve-exchange | AwaitingReturn,DifferenceDue | ON
            DifferenceDue | difference-paid | AwaitingOutbound,Resolved | OFNIP
            DifferenceDue | difference-lapsed | DifferenceDue | Y
            DifferenceDue | waive-difference | AwaitingOutbound,Resolved | SNG
            DifferenceDue | refund-instead | RefundApproval | SNG
            AwaitingOutbound | no-stock | DifferenceDue | WN
            Rejected | lapse | Resolved,DifferenceDue | Y
            """),
        new(CaseType.Reshipment, "Verifying", """
            Verifying | Investigate | Agent |
            AwaitingEvidence | Investigate | Buyer | lapse 72
            WarehouseCheck | Investigate | Warehouse |
            ReshipApproval | Resolve | Supervisor |

            """ + OutgoingStates + RejectedState, Filled(OutgoingRows, "Verifying") + """
            Verifying | ask-warehouse | WarehouseCheck | ON
            Verifying | ask-evidence | AwaitingEvidence | ON
            Verifying | reject | Rejected | ON
            AwaitingEvidence | evidence-in | Verifying | ONBIP
            AwaitingEvidence | lapse | Verifying | Y
            WarehouseCheck | confirm | ReshipApproval | WN
            WarehouseCheck | disprove | Verifying | WN
            ReshipApproval | approve | AwaitingOutbound | SNG
            ReshipApproval | send-back | Verifying | SNG
            AwaitingOutbound | no-stock | RefundApproval | WN
            Rejected | evidence-in | Verifying | ONBIP
            Rejected | lapse | Resolved | Y
            """),
        new(CaseType.LogisticsFollowUp, "Chasing", """
            Chasing | Investigate | Agent | ask-warehouse 24 PlacedUnshipped
            AwaitingCourier | Investigate | Courier | silence 24
            Watching | Resolve | Courier | no-scan 48 LastScan
            """, """
            Chasing | ask-courier | AwaitingCourier | ON
            Chasing | ask-warehouse | Chasing | ONY
            AwaitingCourier | moving | Watching | ONIP
            AwaitingCourier | stuck | WarehouseCheck,Deciding | ONIP
            AwaitingCourier | silence | Chasing | Y
            Watching | delivered | Resolved | ONIP
            Watching | scanned | Watching | ONIP
            Watching | no-scan | Chasing | Y
            """),
        new(CaseType.Dispute, "MerchantReply", """
            MerchantReply | Investigate | Agent | deadline-missed 0 Deadline
            PlatformReview | Investigate | Platform |
            EvidenceDue | Investigate | Agent | deadline-missed 0 Deadline
            Ruled | Resolve | Agent | deadline-missed 0 Deadline
            Appealing | Resolve | Agent | deadline-missed 0 Deadline
            ExecutingRuling | Resolve | Finance |
            """, """
            MerchantReply | reply | PlatformReview | ON
            MerchantReply | deadline-missed | Ruled | Y
            PlatformReview | platform-asks | EvidenceDue | ONIP
            PlatformReview | platform-rules | Ruled | ONIP
            PlatformReview | settled | Resolved | ONIP
            EvidenceDue | give-evidence | PlatformReview | ONIP
            EvidenceDue | deadline-missed | Ruled,PlatformReview | Y
            Ruled | accept-ruling | ExecutingRuling | ON
            Ruled | appeal | Appealing | ON
            Ruled | deadline-missed | ExecutingRuling | Y
            Appealing | appeal-sent | PlatformReview | ON
            Appealing | deadline-missed | ExecutingRuling | Y
            ExecutingRuling | executed | Resolved | OFNIP
            """) { HasFront = false, IsOrdinary = false },
        new(CaseType.ReviewFollowUp, "Contacting", """
            Contacting | Investigate | Agent |
            """, """
            Contacting | fixed | Resolved | ON
            Contacting | reply-publicly | Resolved | ON
            Contacting | leads-to-case | Resolved | ON
            Contacting | report-review | Resolved | ON
            Contacting | unreachable | Resolved | ON
            Contacting | decline-change | Contacting | ON
            """),
        new(CaseType.ReturnVisit, "Contacting", """
            Planned | Assign | Agent | visit-due 0 Planned
            Contacting | Investigate | Agent |
            """, """
            Planned | begin-visit | Contacting | ON
            Planned | visit-due | Planned | Y
            Contacting | answered | Resolved | ON
            Contacting | unreachable | Resolved | ON
            """) { HasFront = false, IsOrdinary = false },
    ];

    private static string Filled(string rows, string first, string second = "") =>
        rows.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal);
}
