using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>What people, the platform and the clock might try on a case, sensible or not.</summary>
internal static class WalkActs
{
    public static CaseAct For(CaseBench bench, int choice)
    {
        var note = choice % 3 == 0 ? null : "说明";
        var amount = choice / 10 % 150;
        var file = bench.File;
        return (choice % 14) switch
        {
            0 => new MakePromise(PromiseKind.Cashback, "返现", Wait.Finance, bench.Now.AddDays(1)) { Amount = amount, Note = note, Tender = (Tender)(choice / 300 % 3 + 1) },
            1 => new KeepPromise(Pick(file.Promises.ConvertAll(p => p.Id), choice)) { Note = note },
            2 => new CancelPromise(Pick(file.Promises.ConvertAll(p => p.Id), choice)) { Note = note },
            3 => new MoveMoney(Pick(file.Ledger.ConvertAll(e => e.PaymentId), choice), (LedgerStep)(choice / 16 % 6 + 1)) { Note = note, Reference = choice % 5 == 0 ? null : "V1" },
            4 => new LogContact(Channel.Phone, choice / 14 % 5 > 2),
            5 => new RaiseTimer(),
            6 => new ChangeFields { Priority = (Priority)(choice / 16 % 4 + 1), Note = note },
            7 => new RuleResponsibility(Draft()),
            8 => choice / 14 % 3 == 0 ? new ReleaseHold() : new HoldCase((Wait)(choice / 42 % 10), bench.Now.AddHours(choice / 100 % 60)) { Note = note },
            9 => new TrackParcel(Pick(file.Parcels.ConvertAll(p => p.Id), choice), (ParcelStep)(choice / 16 % 9 + 1)) { Courier = "中通", TrackingNumber = "ZT900001" },
            10 => new MoveGoods(Pick(file.Goods.ConvertAll(g => g.Id), choice), choice / 16 % 3 + 1, (GoodsState)(choice / 64 % 12)) { Result = (InspectionResult)(choice / 800 % 8) },
            11 => new MoveCarrierClaim(Pick(file.CarrierClaims.ConvertAll(k => k.Id), choice), (CarrierClaimState)(choice / 16 % 5 + 1), amount) { Note = note },
            12 => choice / 14 % 8 == 0 ? new FollowPlatform(StateOf(bench, choice / 112), "平台状态" + choice % 5) { Amount = choice % 2 * amount } : new AddNote { Note = note },
            _ => choice / 14 % 2 == 0 ? GuardTests.Photo("0123456789abcdef"[choice / 28 % 16])
                : new SetDeadline("ticket", bench.Now.AddHours(choice / 28 % 90 - 5), "回复", "判责"),
        };
    }

    /// <summary>A trigger with arguments that fit more often than not.</summary>
    public static FireTrigger Trigger(CaseBench bench, string trigger, int choice) => new(trigger)
    {
        Note = choice % 7 == 0 ? null : "说明",
        Override = choice % 11 == 0,
        Arguments = Arguments(bench, trigger, choice),
    };

    public static RulingDraft Draft() => new()
    {
        Question = RulingQuestion.Caused,
        Loss = 10m,
        Severity = Severity.C,
        Reason = "包装不当",
        Evidence = "照片",
        Shares = [new PartyShareDraft(Party.Agent, 11, 10_000)],
    };

    private static TriggerArguments? Arguments(CaseBench bench, string trigger, int choice)
    {
        var (lines, reason, amount) = (Lines(choice), (ReturnReason)(choice / 5 % 11 + 1), choice / 10 % 150);
        var isOptional = choice % 4 == 0;
        return trigger switch
        {
            Triggers.Classify => new ClassifyArguments(CaseMachines.Classifiable[choice % CaseMachines.Classifiable.Count], ComplaintCatalogue.Transport) { Cause = choice % 2 == 0 ? ComplaintCatalogue.DamagedInTransit : ComplaintCatalogue.BuyerChangedMind },
            Triggers.Assign or Triggers.AutoAssign or Triggers.Reassign => new AssignArguments(amount % 2 + 10),
            Triggers.HandOver => new HandOverArguments(amount % 2 + 10),
            Triggers.MarkDuplicate => new DuplicateArguments(5),
            Triggers.Convert => new ConvertArguments(CaseMachines.Classifiable[choice / 3 % CaseMachines.Classifiable.Count]),
            Triggers.OpenDispute => isOptional ? null : new OpenDisputeArguments(bench.Now.AddHours(choice / 5 % 48)),
            Triggers.DisputeEnded => new DisputeEndedArguments((DisputeRuling)(choice % 6), choice % 3 == 0 ? 409.99m : amount),
            Triggers.Propose when bench.Case.Type != CaseType.Complaint => new OfferArguments(choice % 5 == 0 ? ProposalKind.Solution : (ProposalKind)(choice % 2 + 3), "少退一点", lines, reason),
            Triggers.Propose => new ProposeArguments("补偿")
            {
                Amount = amount * 2, Promises = amount % 3 == 0 ? [new PromiseTerms(PromiseKind.CallBack, "回电", Wait.Agent, 5)] : [],
                OrderLineId = choice % 5 == 0 ? Trade.Lamp : null,
            },
            Triggers.ApproveReturn => new ApproveReturnArguments(lines, reason) { Freight = choice % 3 * 5 },
            Triggers.ApproveExchange => new ApproveExchangeArguments(lines, reason, isOptional ? "" : "R1") { Difference = (choice / 50 % 3 - 1) * amount, Advance = choice % 3 == 0 },
            Triggers.RefundOnly => new RefundOnlyArguments(choice % 6 == 0 ? [] : lines, reason) { Freight = choice % 3 * 5 },
            Triggers.HoldShipment => new HoldShipmentArguments(lines, reason),
            Triggers.OfferPartial => new PartialOfferArguments("折价", isOptional ? lines : [Trade.Of(Back(bench, choice), 1, choice / 100 % 40)]),
            Triggers.Compensate => new CompensateArguments(amount) { OrderLineId = choice % 2 == 0 ? Trade.Cups : null },
            Triggers.AskWarehouse when bench.Case.Type == CaseType.Reshipment => new ReshipArguments(lines, reason) { Recall = choice % 3 == 0 },
            Triggers.GiveTracking or Triggers.SentBack => Tracked(choice),
            Triggers.FirstScan or Triggers.AlreadyShipped or Triggers.PickedUp => isOptional ? null : Tracked(choice),
            Triggers.BookPickup => new PickupArguments(choice % 5 == 0 ? "EMS" : "京东快递"),
            Triggers.Passes => isOptional ? null : Inspected(bench, choice),
            Triggers.Differs => Inspected(bench, choice),
            Triggers.PaidOffline => new VoucherArguments(isOptional ? "" : "V1"),
            Triggers.Confirm or Triggers.Disprove => isOptional ? null : new WarehouseFindingArguments(choice % 2 == 0),
            Triggers.AskCourier => isOptional ? null : new AskCourierArguments("中通", "ZT00000" + choice % 10),
            Triggers.Stuck => new StuckArguments(choice % 2 == 0 ? CaseType.Return : CaseType.Reshipment),
            Triggers.PlatformAsks => new PlatformAsksArguments(isOptional ? null : bench.Now.AddHours(choice / 5 % 48), choice % 3 == 0),
            Triggers.PlatformRules => new PlatformRulesArguments((DisputeRuling)(choice % 6), choice % 2 * amount) { AppealUntil = isOptional ? null : bench.Now.AddHours(choice / 5 % 48) },
            Triggers.Answered => new VisitAnswers(choice % 6, choice % 2 == 0),
            Triggers.Fixed or Triggers.ReplyPublicly or Triggers.LeadsToCase or Triggers.ReportReview => new ReviewEndArguments(ComplaintCatalogue.Late, (FedTo)(choice % 3)),
            Triggers.Unreachable when bench.Case.Type == CaseType.ReviewFollowUp => new ReviewEndArguments(ComplaintCatalogue.Late, FedTo.Product),
            _ => null,
        };
    }

    private static ClaimLine[] Lines(int choice) => (choice / 7 % 5) switch
    {
        0 => [Trade.Of(Trade.Lamp, 1)],
        1 => [Trade.Of(Trade.Cups, choice / 35 % 4)],
        2 => [Trade.Of(Trade.Cups, choice / 35 % 3 + 1, choice / 100 % 120), Trade.Of(Trade.Lamp, 1, choice / 200 % 120)],
        3 => [Trade.Of(Trade.Lamp, choice / 35 % 2 + 1, 12.34m)],
        _ => [Trade.Of(Trade.Cups, 3), Trade.Of(Trade.Lamp, 1)],
    };

    private static InspectionArguments Inspected(CaseBench bench, int choice) => new(choice % 3 == 0
        ? [new InspectedLine(Trade.Cups, InspectionResult.Used, 1), new InspectedLine(Trade.Cups, InspectionResult.TooFew, choice / 9 % 3 + 1)]
        : [new InspectedLine(Back(bench, choice), (InspectionResult)(choice / 11 % 8), 1)]);

    /// <summary>A line of which something comes back.</summary>
    private static long Back(CaseBench bench, int choice) =>
        Pick([.. bench.File.Goods.Where(g => g is { Direction: Direction.Return, Quantity: > 0 }).Select(g => g.OrderLineId)], choice);

    private static TrackingArguments Tracked(int choice) => new(choice % 9 == 0 ? "邮政" : "申通快递", "ST0000" + choice % 90)
    {
        FreightCollect = choice % 5 == 0, Freight = choice % 4 * 6,
    };

    private static string? StateOf(CaseBench bench, int choice)
    {
        var states = CaseMachines.For(bench.Case.Type).States;
        return choice % 6 == 0 ? null : states[choice % states.Count].Name;
    }

    private static long Pick(List<long> ids, int choice) => ids.Count == 0 ? 1 : ids[choice / 200 % ids.Count];
}
