using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What exchanges and reshipments share: the parcel on its way to the buyer and its receipt.</summary>
public static class OutgoingGoods
{
    public const string AwaitingOutbound = "AwaitingOutbound";
    public const string OutboundInTransit = "OutboundInTransit";
    public const string AwaitingReceipt = "AwaitingReceipt";

    internal static void OnTheWay(TransitionTableBuilder table, string stillWrong)
    {
        table.State(OutboundInTransit, Stage.Resolve, Wait.Courier)
            .Timer(72 * ReturnedGoods.Hour, Triggers.NoScan, "at_zero.no_scan_alarm", TimerStart.LastScan)
            .Permit(Triggers.Delivered, AwaitingReceipt).Does(ParcelEffects.Delivered)
            .PermitStay(Triggers.Scanned, EventKind.Scanned).Does(ParcelEffects.Scanned)
            .PermitStay(Triggers.NoScan, EventKind.Alarm).By(FiredBy.System).Does(ParcelEffects.NoScan)
            .Permit(Triggers.Lost, AwaitingOutbound).Does(ParcelEffects.OutboundLost);

        table.State(AwaitingReceipt, Stage.Resolve, Wait.Buyer)
            .Timer(7 * ReturnedGoods.Day, Triggers.Silence, "at_zero.silence_to_resolved")
            .Permit(Triggers.Received, SharedWorkflow.Resolved).Does(Solved)
            .Permit(Triggers.Silence, SharedWorkflow.Resolved).By(FiredBy.System).Does(Solved)
            .Permit(Triggers.StillWrong, stillWrong).When(Guards.NoteGiven).Does(StillWrong);
    }

    internal static readonly Effect Solved = new((c, change) => Approving.End(c, change, Outcome.Solved));

    /// <summary>It is looked into again from the beginning; what was sent stays in the books.</summary>
    private static readonly Effect StillWrong = new((c, change) =>
    {
        if (c.Actor.Kind == ActorKind.Buyer)
        {
            (c.Case.LastContactAt, c.Case.FailedContacts) = (c.At, 0);
        }

        Rounds.Begin(c, change);
        Approving.TellOwner(c, change, "notice.still_wrong");
    });

    /// <summary>What cannot be sent is paid back: the goods that came back, or that never arrived, at what was paid for them.</summary>
    internal static readonly Effect RefundInstead = new((c, change) =>
    {
        var from = c.Case.State;
        var lines = c.Case.Type == CaseType.Exchange ? ExchangeEffects.Pieces(c.File) : [.. c.File.Goods
            .Where(g => g is { Quantity: > 0, Direction: Direction.Outbound } && Claims.IsClaimOnly(g.State)).GroupBy(g => g.OrderLineId).Select(g => new ClaimLine(g.Key, g.Sum(i => i.Quantity)))];
        Parceling.CancelUnsent(c, change);
        foreach (var owed in MoneyMoves.Owed(c.File).Where(e => e.Purpose == LedgerPurpose.Difference))
        {
            MoneyMoves.Step(c, change, owed, LedgerStep.Withdrawn);
        }

        foreach (var item in c.File.Goods.Where(g => g.Direction == Direction.Outbound && g.State is GoodsState.None or GoodsState.Reserved))
        {
            item.Quantity = 0;
        }

        var to = new { from = c.Case.Type, to = CaseType.Return };
        (c.Case.Type, c.Case.SubKind, c.Case.Difference, c.Case.AskedOf, c.Case.IsAdvance) = (CaseType.Return, SubKinds.RefundOnly, 0, Wait.None, false);
        Approving.Put(c, ProposalKind.Refund, null, Claims.ProposeMoney(c, change, lines, 0));
        // Sent back, there is no exchange to go back to: the agent decides anew.
        c.Case.ApprovalFrom = ReturnedGoods.Deciding;
        change.TransitionPayload = new { to.from, to.to, state = from };
        if (!Approving.WithinProposersLimit(c))
        {
            change.Tell("notice.approval_needed", Audience.Supervisors, ("amount", Guards.Yuan(c.Case.ProposedAmount)));
        }
    });
}
