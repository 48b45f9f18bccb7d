using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Cases of the other types: each goes the shortest way through its machine to the state that it is to be found in.</summary>
internal sealed partial class DemoTale
{
    /// <summary>What nobody does without evidence.</summary>
    private static readonly HashSet<string> Proven =
        [Triggers.Reject, Triggers.RefuseGoods, Triggers.AskWarehouse, Triggers.GiveEvidence, Triggers.ReportReview, Triggers.Compensate];

    private int steps;

    /// <summary>One step on the way; the tale is over where there is none.</summary>
    private void FollowMachine()
    {
        if (Case.LastContactAt is null && Case.Stage == Stage.Investigate)
        {
            Do(new LogContact(Channel.PlatformChat, true) { Note = Say(random.Pick(DemoStories.FirstReplies)) }, Owner.Actor, ByOwner(3, 60));
            return;
        }

        if (++steps > 40 || DemoPaths.Next(CaseMachines.For(Case.Type), Case.State, plan.Target ?? SharedWorkflow.Resolved, order.ShippedAt is not null) is not { } row)
        {
            isOver = true;
            return;
        }

        // The chat is there for every case, the drawn photos are not.
        if (Proven.Contains(row.Trigger) && file.EvidenceHashes.Count == 0)
        {
            isOver = !TakePhoto(ByOwner(3, 40), DemoPhotos.Chat);
            return;
        }

        if (Case is { Cause: ComplaintCatalogue.MissingGift, GiftFinding: GiftFinding.None } && row.Guards.Any(g => g.Reason == RefusalReason.GiftUnchecked))
        {
            Do(new CheckGift(GiftFinding.Owed) { Note = "交易快照有赠品，拆单包裹里没有。" }, Owner.Actor, ByOwner(5, 60));
            return;
        }

        if (row.Trigger == Triggers.Unreachable && Case.FailedContacts < 3)
        {
            Do(new LogContact(Channel.Phone, false) { Note = "电话未接通。" }, Owner.Actor, ByOwner(200, 900));
            return;
        }

        if (row.By == FiredBy.System)
        {
            WaitForTimer();
            return;
        }

        var (actor, when) = Who(row);
        Fire(row.Trigger, actor, when, Arguments(row.Trigger), NoteFor(row.Trigger) ?? (row.Guards.Any(g => g.Reason == RefusalReason.NoteRequired) ? "已核实，按流程处理。" : null));
    }

    /// <summary>Nothing is done until the state's own timer does it.</summary>
    private void WaitForTimer()
    {
        if (Case.TimerDueAt > stage.Now) isOver = true;
        else RaiseTimer();
    }

    private (Actor Who, DateTime When) Who(Transition row)
    {
        if (row.By.HasFlag(FiredBy.Owner) || row.By.HasFlag(FiredBy.AgentIfUnowned))
        {
            return (Owner.Actor, stage.OnShift(Owner.Id, Later(0.3, row.From is ReturnedGoods.ReturnInTransit or OutgoingGoods.OutboundInTransit or ReturnedGoods.AwaitingReturn ? 30 : 8)));
        }

        if (row.By.HasFlag(FiredBy.Warehouse)) return (stage.Warehouse, stage.OnShift(stage.Warehouse.AccountId!.Value, Later(0.5, 10)));
        if (row.By.HasFlag(FiredBy.Finance)) return (stage.Finance, stage.OnShift(stage.Finance.AccountId!.Value, Later(0.5, 16)));
        var proposer = stage.Agents.FirstOrDefault(a => a.Id == Case.ProposedById)?.Actor;
        return Case.ProposedAmount > settings.SupervisorLimit ? (stage.GeneralManager, stage.OnShift(stage.GeneralManager.AccountId!.Value, Later(0.5, 12))) : stage.Supervisor(Later(0.2, 8), proposer);
    }

    private TriggerArguments? Arguments(string trigger) => trigger switch
    {
        Triggers.ApproveReturn => new ApproveReturnArguments(Lines, Reason),
        Triggers.RefundOnly => new RefundOnlyArguments(Lines, Reason),
        Triggers.HoldShipment => new HoldShipmentArguments(Lines, Reason),
        Triggers.ApproveExchange => new ApproveExchangeArguments(Lines, Reason, $"KC{order.Number[^6..]}") { Difference = plan.Target == ExchangeWorkflow.DifferenceDue ? 20m : 0m },
        Triggers.Propose when Case.Type == CaseType.Exchange => new OfferArguments(ProposalKind.Return, "同款新批次换货，旧的请寄回", Lines, Reason),
        Triggers.Propose => new OfferArguments(ProposalKind.Refund, "补偿一部分，商品您留用", [new ClaimLine(order.Lines[0].Id, 1) { Amount = Math.Round(order.Lines[0].PaidAmount * 0.3m, 0) }], Reason),
        Triggers.OfferPartial => new PartialOfferArguments("商品有使用痕迹，按七成退款", [new ClaimLine(order.Lines[0].Id, 1) { Amount = Math.Round(order.Lines[0].PaidAmount * 0.7m, 0) }]),
        Triggers.Compensate => new CompensateArguments(15m),
        Triggers.AskWarehouse when Case.Type == CaseType.Reshipment => new ReshipArguments(Lines, ReturnReason.Missing),
        Triggers.GiveTracking or Triggers.SentBack or Triggers.FirstScan or Triggers.PickedUp => new TrackingArguments(random.Pick(DemoGoods.Couriers), $"YT{random.Between(100000, 999999)}{random.Between(1000, 9999)}"),
        Triggers.BookPickup => new PickupArguments("顺丰"),
        Triggers.Differs => new InspectionArguments([new InspectedLine(order.Lines[0].Id, InspectionResult.Used, 1)]),
        Triggers.Confirm => new WarehouseFindingArguments(plan.Target != ReshipmentWorkflow.ReshipApproval) { PackingListChecked = true, WeightGrams = 640 },
        Triggers.Paid or Triggers.DifferencePaid or Triggers.Executed => new PaidArguments($"TK{order.Number[^8..]}"),
        Triggers.PaidOffline => new VoucherArguments($"ZFB{order.Number[^8..]}"),
        Triggers.PlatformAsks => new PlatformAsksArguments(at.AddHours(72), OfBuyer: false),
        Triggers.PlatformRules => new PlatformRulesArguments(DisputeRuling.Merchant, Math.Min(30m, order.PaidAmount)) { AppealUntil = at.AddHours(72) },
        Triggers.Answered => new VisitAnswers(random.Between(3, 5), true),
        Triggers.Fixed or Triggers.ReplyPublicly or Triggers.ReportReview or Triggers.LeadsToCase or Triggers.Unreachable when Case.Type == CaseType.ReviewFollowUp =>
            new ReviewEndArguments(plan.Story.Cause, FedTo.Product),
        _ => null,
    };

    private string? NoteFor(string trigger) => trigger switch
    {
        Triggers.AskEvidence => Say(random.Pick(plan.Story.Questions)),
        Triggers.Reject or Triggers.RefuseGoods => "与页面描述一致，且影响二次销售，已向买家说明。",
        Triggers.Reply => "已提交发货称重、签收底单与聊天记录。",
        Triggers.Appeal => "裁决未采信签收底单，补充后申诉。",
        Triggers.SendBack or Triggers.Disprove => "出库称重与标准一致，请再核实。",
        Triggers.ReplyPublicly => "感谢反馈，已联系您处理，给您添麻烦了。",
        Triggers.Settled => "买家撤诉，双方已和解。",
        Triggers.PaymentFailed => "支付宝账号有误，打款退回。",
        _ => null,
    };

    private IReadOnlyList<ClaimLine> Lines => [new ClaimLine(order.Lines[0].Id, order.Lines[0].Quantity)];

    /// <summary>Without a reason only within the week after signing.</summary>
    private ReturnReason Reason =>
        plan.Type == CaseType.Return && plan.Story.Cause == ComplaintCatalogue.NoReasonReturn && (order.SignedAt is null || Case.OpenedAt <= order.SignedAt.Value.AddSeconds(settings.Terms.NoReasonSeconds))
            ? ReturnReason.NoReason : ReturnReason.Quality;
}

/// <summary>The shortest way through a machine.</summary>
internal static class DemoPaths
{
    private static readonly HashSet<string> Aside =
    [
        Triggers.Withdraw, Triggers.Reopen, Triggers.MarkDuplicate, Triggers.Convert, Triggers.OpenDispute, Triggers.DisputeEnded, Triggers.ReturnToQueue, Triggers.LeadsToCase,
        Triggers.StillWrong, Triggers.SendBack, Triggers.Decline, Triggers.Silence, Triggers.DeadlineMissed,
    ];

    /// <summary>The first row of the shortest way from a state to another; null where none leads there.</summary>
    /// <param name="table">The machine.</param>
    /// <param name="from">Where the case stands.</param>
    /// <param name="to">Where it is to go.</param>
    /// <param name="isShipped">What has left cannot be kept back.</param>
    public static Transition? Next(TransitionTable table, string from, string to, bool isShipped)
    {
        ArgumentNullException.ThrowIfNull(table);
        var first = new Dictionary<string, Transition?>(StringComparer.Ordinal) { [from] = null };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var state))
        {
            foreach (var row in table.Transitions.Where(t => t.From == state && !t.Stays && !t.IsConversion && !Aside.Contains(t.Trigger) && t.Trigger != (isShipped ? Triggers.HoldShipment : Triggers.ApproveReturn)))
            {
                // Where the case decides, the usual end stands first.
                var next = row.PossibleStates[0];
                if (!first.TryAdd(next, first[state] ?? row)) continue;
                if (next == to) return first[next];
                queue.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>Every type with every state that a case of it can be found in, the front left out where all types share it.</summary>
    public static IReadOnlyList<(CaseType Type, string State)> Targets { get; } =
    [
        .. CaseMachines.Available.Where(t => t != CaseType.Complaint).SelectMany(type => CaseMachines.For(type).States
            .Where(s => s.Stage is Stage.Investigate or Stage.Resolve or Stage.Penalize || s.Name == ReturnVisitWorkflow.Planned).Select(s => (type, s.Name))),
    ];
}
