using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the triggers of an exchange do beside moving it.</summary>
internal static class ExchangeEffects
{
    public static readonly Guard WithinWaiversLimit = new(
        RefusalReason.AboveLimit, c => c.IsPreview || Math.Max(0, c.Case.Difference) <= c.Settings.LimitOf(c.Actor))
    {
        Arguments = c => [("amount", Guards.Yuan(c.Case.Difference)), ("limit", Guards.Yuan(c.Settings.LimitOf(c.Actor)))],
    };

    /// <summary>A replacement that has left cannot be paid back beside.</summary>
    public static readonly Guard NothingSentAhead = new(
        RefusalReason.ReplacementSent, c => !Rounds.Present(c.File).Any(g => g.Direction == Direction.Outbound && g.State is GoodsState.InTransit or GoodsState.Delivered));

    public static readonly Effect Approve = new((c, change) =>
    {
        var a = (ApproveExchangeArguments)c.Arguments!;
        Claims.Keep(c, change, a, GoodsState.Awaited);
        Claims.KeepGoods(c, change, a.Lines, GoodsState.Reserved, Direction.Outbound, a.ReplacementSku?.Trim(), a.Reservation.Trim());
        Approving.Put(c, ProposalKind.Return, null, 0);
        (c.Case.Difference, c.Case.IsAdvance) = (a.Difference, a.Advance);
        change.TransitionPayload = a;
        if (c.File.Goods.Exists(g => g is { Direction: Direction.Return, State: GoodsState.Awaited, Quantity: > 0 }))
        {
            ReturnEffects.Instruct(c, change);
        }
        else
        {
            Settle(c, change);
        }
    })
    {
        Arguments = typeof(ApproveExchangeArguments),
        Validate = c => CheckApproval(c, (ApproveExchangeArguments)c.Arguments!),
    };

    public static readonly Effect DifferencePaid = new((c, change) =>
    {
        MoneyMoves.StepOwed(c, change, LedgerStep.Succeeded, (c.Arguments as PaidArguments)?.Reference);
        change.TransitionPayload = c.Arguments;
        GoOn(c, change);
    })
    {
        Arguments = typeof(PaidArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is PaidArguments { Reference.Length: > LedgerEntry.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference")) : null,
    };

    /// <summary>The buyer did not pay in a week: a supervisor lets him off, or pays the goods back.</summary>
    public static readonly Effect DifferenceLapsed = new((c, change) =>
    {
        var from = c.Case.EscalationLevel;
        (c.Case.AskedOf, c.Case.EscalationLevel) = (Wait.Supervisor, Math.Max(1, from));
        change.TransitionPayload = new { from, level = c.Case.EscalationLevel };
        change.Tell("notice.difference_unpaid", Audience.Supervisors, ("amount", Guards.Yuan(c.Case.Difference)));
    });

    public static readonly Effect Waive = new((c, change) =>
    {
        change.TransitionPayload = new { waived = c.Case.Difference };
        GoOn(c, change);
    });

    public static readonly Effect NoStock = new((c, change) =>
    {
        c.Case.AskedOf = Wait.Supervisor;
        Parceling.Write(c, change, ParcelStep.Cancelled);
        change.Tell("notice.no_stock", Audience.Supervisors);
    });

    public static readonly Effect EndRefused = new((c, change) =>
    {
        if (OwesGoods(c.File))
        {
            OweGoods(c, change);
            return;
        }

        Parceling.CancelUnsent(c, change);
        Claims.GiveUp(c, change);
        Approving.End(c, change, Outcome.Refused);
    });

    /// <summary>Yuan that the offered worth of the goods falls short of what was paid for them.</summary>
    public static decimal Missing(CaseFile file, PartialOfferArguments offer) => Math.Max(0m, offer.Lines.Sum(l => PriceOf(file, l.OrderLineId, Claims.Back(file, l.OrderLineId)) - (l.Amount ?? 0)));

    /// <summary>Whoever owes the difference; a supervisor once the buyer has let it lapse, or the stock is out.</summary>
    public static Wait OwedBy(CaseFile file) =>
        file.Case.AskedOf == Wait.Supervisor ? Wait.Supervisor : file.Case.Difference < 0 ? Wait.Finance : Wait.Buyer;

    /// <summary>Nothing is owed either way, and no supervisor has to choose.</summary>
    public static bool IsEven(FiringContext c) => c.Case.AskedOf != Wait.Supervisor && (c.Case.Difference == 0
        || (c.Case.Difference < 0 && c.File.Ledger.Exists(e => e.Purpose == LedgerPurpose.Difference) && MoneyMoves.Owed(c.File).Count == 0));

    public static string AfterDifference(FiringContext c) => IsReplaced(c.File) ? SharedWorkflow.Resolved : OutgoingGoods.AwaitingOutbound;

    /// <summary>Goods that are all here already need not come again.</summary>
    public static string AfterApproval(FiringContext c) =>
        c.Arguments is ApproveExchangeArguments a && a.Lines.All(l => l.Quantity <= Claims.Back(c.File, l.OrderLineId)) ? ExchangeWorkflow.DifferenceDue : ReturnedGoods.AwaitingReturn;

    public static string AfterRefusal(FiringContext c) => OwesGoods(c.File) ? ExchangeWorkflow.DifferenceDue : SharedWorkflow.Resolved;

    /// <summary>The goods are back, or need not come: what is left is the difference.</summary>
    public static void Settle(FiringContext c, CaseChange change)
    {
        c.Case.AskedOf = Wait.None;
        if (c.Case.Difference > 0)
        {
            change.Tell("notice.difference_due", Audience.Buyer, ("amount", Guards.Yuan(c.Case.Difference)));
        }
        else if (c.Case.Difference < 0)
        {
            // What the order has left is all that can be given back on it.
            var owed = Math.Min(-c.Case.Difference, c.File.Remaining);
            if (owed > 0 && MoneyMoves.Owed(c.File).Count == 0)
            {
                MoneyMoves.Begin(c, change, LedgerStep.Granted, owed, LedgerPurpose.Difference, Tender.Cash, null);
                change.Tell("notice.payment_due", Audience.Finance, ("amount", Guards.Yuan(owed)));
            }

            c.Case.Difference = -owed;
        }
    }

    /// <summary>An advance exchange: the replacement leaves as soon as the return has a number.</summary>
    public static void SendAhead(FiringContext c, CaseChange change)
    {
        if (c.Case is { Type: CaseType.Exchange, IsAdvance: true } && !IsReplaced(c.File))
        {
            Send(c, change);
        }
    }

    /// <summary>The replacement has left and the goods do not come: the buyer owes their price.</summary>
    public static void OweGoods(FiringContext c, CaseChange change)
    {
        c.Case.Difference = Rounds.Present(c.File).Select(g => g.OrderLineId).Distinct().Sum(line => PriceOf(c.File, line, Math.Max(0, Claims.Balance(c.File, line))));
        Settle(c, change);
    }

    /// <summary>The buyer has, or gets, more than he has given back: a replacement was sent ahead and the goods do not come.</summary>
    public static bool OwesGoods(CaseFile file) =>
        file.Case is { Type: CaseType.Exchange, IsAdvance: true } && Rounds.Present(file).Any(g => Claims.Balance(file, g.OrderLineId) > 0);

    /// <summary>What came back has its replacement already, sent ahead and not lost.</summary>
    private static bool IsReplaced(CaseFile file) =>
        file.Case is { Type: CaseType.Exchange, IsAdvance: true } && Rounds.Present(file).Any(g => g.Direction == Direction.Outbound && Claims.HasMoved(g)) && Pieces(file).Count == 0;

    private static void GoOn(FiringContext c, CaseChange change)
    {
        c.Case.AskedOf = Wait.None;
        if (IsReplaced(c.File))
        {
            Approving.End(c, change, Outcome.Solved);
            return;
        }

        Send(c, change);
    }

    /// <summary>Has the replacement sent, unless it waits to be sent already; what no approval set aside is claimed now.</summary>
    private static void Send(FiringContext c, CaseChange change)
    {
        if (c.File.Parcels.Exists(p => p is { Direction: Direction.Outbound, IsOpen: true, FirstScanAt: null }))
        {
            return;
        }

        if (!c.File.Goods.Exists(g => g.Direction == Direction.Outbound && g.Quantity > 0 && Claims.IsClaimOnly(g.State)))
        {
            Claims.KeepGoods(c, change, Pieces(c.File), GoodsState.None, Direction.Outbound);
        }

        ParcelEffects.BeginOutbound(c, change);
    }

    /// <summary>What the buyer gave, or gives, back and has no replacement for.</summary>
    public static IReadOnlyList<ClaimLine> Pieces(CaseFile file) =>
        [.. Rounds.Present(file).Where(g => g.Direction == Direction.Return && g.Quantity > 0).Select(g => g.OrderLineId).Distinct()
            .Select(line => new ClaimLine(line, Claims.Back(file, line) + Rounds.Present(file).Where(g => g.Direction == Direction.Return && g.OrderLineId == line && Claims.IsClaimOnly(g.State)).Sum(g => g.Quantity)))
            .Where(l => l.Quantity > 0)];

    private static decimal PriceOf(CaseFile file, long orderLineId, int pieces) =>
        file.Order?.Lines.Find(l => l.Id == orderLineId) is { Quantity: > 0 } line ? Money.Rounding.ToCents(line.PaidAmount * pieces / line.Quantity) : 0m;

    private static TransitionRefused? CheckApproval(FiringContext c, ApproveExchangeArguments a)
    {
        var wrong =
            a.Lines.Count == 0 || a.Freight != 0 ? (a.Lines.Count == 0 ? "lines" : "freight")
            : string.IsNullOrWhiteSpace(a.Reservation) || a.Reservation.Length > GoodsItem.LongestReference ? "reservation"
            : a.ReplacementSku is { Length: > GoodsItem.LongestSku } ? "replacementSku"
            : a.Difference != Math.Round(a.Difference, 2) || Math.Abs(a.Difference) > 1_000_000 ? "difference"
            // Sent ahead where it is our fault alone (workflow.md, "Advance exchange").
            : a.Advance && !Claims.IsOurFault(a.Reason) ? "advance"
            : null;
        return wrong is not null ? c.Refuse(RefusalReason.InvalidArgument, ("name", wrong)) : Claims.Check(c, a) ?? CheckDifference(c, -a.Difference);
    }

    /// <summary>What we owe nobody approves later: it is within the limit of whoever agrees to it.</summary>
    private static TransitionRefused? CheckDifference(FiringContext c, decimal owed)
    {
        var left = c.Settings.LimitOf(c.Actor) - LedgerSums.GrantedAlone(c.File.Ledger, c.Actor.AccountId);
        return owed <= 0 ? null
            : MoneyMoves.CheckAmount(c, owed, "difference")
                ?? (owed > left ? c.Refuse(RefusalReason.AboveLimit, ("amount", Guards.Yuan(owed)), ("limit", Guards.Yuan(c.Settings.LimitOf(c.Actor)))) : null);
    }
}
