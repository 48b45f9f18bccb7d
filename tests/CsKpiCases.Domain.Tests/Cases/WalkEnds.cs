using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What people would do to bring a case to its end from wherever it stands.</summary>
internal static class WalkEnds
{
    private const int MostActs = 60;

    /// <summary>Rulings and approvals want somebody other than the proposer: he never walks.</summary>
    private static readonly Actor Another = Actor.Person(70, Role.GeneralManager);

    public static void Finish(CaseBench bench)
    {
        var way = new List<string>();
        for (var i = 0; i < MostActs && bench.Case.State != SharedWorkflow.Closed; i++)
        {
            way.Add(bench.Case.State);
            Step(bench.Pass(0.1));
        }

        Assert.True(bench.Case.State == SharedWorkflow.Closed, $"{bench.Case.Type} is stuck: {string.Join(" ", way)}");
    }

    private static void Step(CaseBench bench)
    {
        if (bench.Case.FrozenById is not null)
        {
            bench.Do(new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(DisputeRuling.None, 0) }, Actor.System);
            return;
        }

        switch (bench.Case.Type, bench.Case.State)
        {
            case (_, SharedWorkflow.Resolved):
                bench.Do(new RuleResponsibility(WalkActs.Draft()), Another);
                break;
            case (_, ReturnWorkflow.RefundApproval or ReshipmentWorkflow.ReshipApproval or ComplaintWorkflow.SolutionApproval):
                if (bench.Try(Fire(Triggers.Approve), Another) is CaseOutcome.Refused)
                {
                    bench.Do(Fire(Triggers.SendBack), Another);
                }

                break;
            case (_, ComplaintWorkflow.Fulfilling):
                bench.Do(new KeepPromise(bench.File.OldestOpenPromise!.Id) { Note = "办结", Reference = "V1" }, GeneralManager);
                break;
            case (_, ReturnedGoods.Rejected):
                bench.Ring();
                break;
            case (CaseType.Exchange or CaseType.Reshipment, ReturnedGoods.Deciding or ReshipmentWorkflow.Verifying):
                Refuse(bench);
                break;
            default:
                Prepare(bench);
                bench.Do(Next(bench), GeneralManager);
                break;
        }
    }

    /// <summary>The buyer is told why he does not get it; afterwards the case waits for him.</summary>
    private static void Refuse(CaseBench bench)
    {
        bench.Do(new LogContact(Channel.Phone, Reached: true), GeneralManager);
        Prepare(bench);
        bench.Do(Fire(Triggers.Reject), GeneralManager);
    }

    private static void Prepare(CaseBench bench)
    {
        if (bench.File.EvidenceHashes.Count == 0)
        {
            bench.Do(GuardTests.Photo('f'), GeneralManager);
        }
    }

    private static FireTrigger Next(CaseBench bench) => bench.Case.State switch
    {
        SharedWorkflow.Logged => Fire(Triggers.Classify, new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Transport)),
        SharedWorkflow.Classified => Fire(Triggers.Assign, new AssignArguments(11)),
        SharedWorkflow.Assigned => Fire(Triggers.Start),
        ComplaintWorkflow.Investigating => Fire(Triggers.Propose, new ProposeArguments("致歉") { Cause = ComplaintCatalogue.Late }),
        ComplaintWorkflow.AwaitingBuyer => Fire(Triggers.BuyerAnswered),
        ComplaintWorkflow.AwaitingDepartment => Fire(Triggers.DepartmentAnswered),
        ComplaintWorkflow.BuyerNotified or ComplaintWorkflow.Explained => Fire(Triggers.Accept),
        ReturnedGoods.Deciding => Fire(Triggers.RefundOnly, new RefundOnlyArguments([Trade.Of(Trade.Lamp, 1, 0m)], ReturnReason.Quality)),
        ReturnedGoods.AwaitingEvidence => Fire(Triggers.EvidenceIn),
        ReturnedGoods.Proposed => Fire(Triggers.Decline),
        ReturnedGoods.WarehouseHold => Fire(Triggers.Held),
        ReturnedGoods.Intercepting => Fire(Triggers.Caught),
        ReturnedGoods.AwaitingReturn => Fire(Triggers.CancelReturn) with { Override = true },
        ReturnedGoods.PickupBooked => Fire(Triggers.PickupFailed),
        ReturnedGoods.ReturnInTransit => Fire(Triggers.SignedFor),
        ReturnedGoods.Inspecting => Fire(Triggers.Passes),
        ReturnedGoods.InspectionDispute => Fire(Triggers.AcceptGoods),
        ReturnedGoods.SendingBack => Fire(Triggers.SentBack, Trade.Parcel()),
        ReturnWorkflow.Refunding => Fire(Triggers.Paid),
        ReturnWorkflow.RefundFailed => Fire(Triggers.PaidOffline, new VoucherArguments("V9")),
        ExchangeWorkflow.DifferenceDue => Fire(Triggers.DifferencePaid),
        OutgoingGoods.AwaitingOutbound => Fire(Triggers.FirstScan, Trade.Parcel()),
        OutgoingGoods.OutboundInTransit or LogisticsWorkflow.Watching => Fire(Triggers.Delivered),
        OutgoingGoods.AwaitingReceipt => Fire(Triggers.Received),
        ReshipmentWorkflow.WarehouseCheck => Fire(Triggers.Disprove),
        LogisticsWorkflow.Chasing => Fire(Triggers.AskCourier, new AskCourierArguments("中通", "ZT000009")),
        LogisticsWorkflow.AwaitingCourier => Fire(Triggers.Moving),
        DisputeWorkflow.MerchantReply => Fire(Triggers.Reply),
        DisputeWorkflow.PlatformReview => Fire(Triggers.Settled),
        DisputeWorkflow.EvidenceDue => Fire(Triggers.GiveEvidence),
        DisputeWorkflow.Ruled => Fire(Triggers.AcceptRuling),
        DisputeWorkflow.Appealing => Fire(Triggers.AppealSent),
        DisputeWorkflow.ExecutingRuling => Fire(Triggers.Executed),
        ReturnVisitWorkflow.Planned => Fire(Triggers.BeginVisit),
        ReviewWorkflow.Contacting when bench.Case.Type == CaseType.ReturnVisit => Fire(Triggers.Answered, new VisitAnswers(5, true)),
        ReviewWorkflow.Contacting => Fire(Triggers.Fixed, new ReviewEndArguments(ComplaintCatalogue.Late, FedTo.Product)),
        _ => throw new InvalidOperationException(bench.Case.State),
    };

    private static FireTrigger Fire(string trigger, TriggerArguments? arguments = null) => new(trigger) { Arguments = arguments, Note = "办结" };
}
