using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// A case with what deciding needs to know of it, loaded by the store. Deciding changes these objects only when the act
/// is accepted.
/// </summary>
public sealed class CaseFile
{
    public required Case Case { get; init; }

    /// <summary>Makes the ids of new rows.</summary>
    public required Func<long> NewId { get; init; }

    /// <summary>All of them.</summary>
    public List<Promise> Promises { get; init; } = [];

    /// <summary>The whole ledger of this case.</summary>
    public List<LedgerEntry> Ledger { get; init; } = [];

    /// <summary>Content hashes of the evidence attached so far.</summary>
    public HashSet<string> EvidenceHashes { get; init; } = [];

    /// <summary>Yuan that the buyer paid for the order, freight included; null without a known order.</summary>
    public decimal? OrderPaidAmount { get; init; }

    /// <summary>Yuan granted to the same order by other cases.</summary>
    public decimal GrantedOnOtherCases { get; init; }

    /// <summary>Yuan granted by other cases for single lines of the order.</summary>
    public IReadOnlyDictionary<long, decimal> GrantedOnOtherCasesByLine { get; init; } = new Dictionary<long, decimal>();

    /// <summary>The case's order with its lines; null without a known one.</summary>
    public Order? Order { get; init; }

    /// <summary>What the case claims of the order's goods, and what it sends.</summary>
    public List<GoodsItem> Goods { get; init; } = [];

    /// <summary>What other cases claim of the same order.</summary>
    public IReadOnlyList<ClaimElsewhere> ClaimsElsewhere { get; init; } = [];

    /// <summary>The parcels of the case, oldest first.</summary>
    public List<Parcel> Parcels { get; init; } = [];

    /// <summary>Claims against carriers for them.</summary>
    public List<CarrierClaim> CarrierClaims { get; init; } = [];

    /// <summary>Loaded for an act that grants a small claim; nothing taken otherwise.</summary>
    public SmallClaimsTaken SmallClaimsTaken { get; set; } = new(0, 0);

    /// <summary>The parcel that the case's state follows: the newest of its direction that is on its way or to be sent.</summary>
    public Parcel? Parcel => Parcels.LastOrDefault(p => p.IsOpen && p.Direction == Followed);

    private Direction Followed => Case.State switch
    {
        OutgoingGoods.AwaitingOutbound or OutgoingGoods.OutboundInTransit or OutgoingGoods.AwaitingReceipt or ExchangeWorkflow.DifferenceDue => Direction.Outbound,
        ReturnedGoods.Intercepting or LogisticsWorkflow.Chasing or LogisticsWorkflow.AwaitingCourier or LogisticsWorkflow.Watching => Direction.Order,
        ReturnedGoods.SendingBack => Direction.SentBack,
        _ => Direction.Return,
    };

    /// <summary>Any link to another case.</summary>
    public bool HasLinks { get; init; }

    /// <summary>Linked returns, exchanges and reshipments that are still open: they keep a solution from being fulfilled.</summary>
    public int OpenLinkedCases { get; init; }

    public List<RulingRecord> Rulings { get; init; } = [];

    /// <summary>The penalties that the rulings proposed.</summary>
    public List<Penalty> Penalties { get; init; } = [];

    /// <summary>What platforms have asked for by an instant, done or not.</summary>
    public List<PlatformDeadline> Deadlines { get; init; } = [];

    /// <summary>The clock that an act judges, as it is stored; empty for any other act.</summary>
    public List<CaseClock> Clocks { get; } = [];

    /// <summary>Whom the act would give the case to, as he stands now; null where it gives it to nobody.</summary>
    public People.Assignee? Assignee { get; set; }
    /// <summary>What the shop's other cases hold that may show the same as what an act attaches; empty for any other act.</summary>
    public List<EvidenceElsewhere> EvidenceElsewhere { get; } = [];

    /// <summary>The piece whose flag is looked at, for that act alone.</summary>
    public Evidence? FlaggedEvidence { get; set; }

    /// <summary>A return visit of the case is planned or under way; known for planning one alone.</summary>
    public bool HasOpenVisit { get; set; }

    /// <summary>The links to the buyer's page, for acts on them alone.</summary>
    public List<BuyerLink> BuyerLinks { get; } = [];

    /// <summary>What the buyer said of the case on his page, for the act of rating alone.</summary>
    public List<Rating> Ratings { get; } = [];

    /// <summary>Which ruling is due: the first, or one more for each reopening.</summary>
    public int RulingRun => Case.ReopenCount + 1;

    /// <summary>A person has ruled who caused it, since it was last reopened. What a rule said before does not bind a supervisor.</summary>
    public bool HasCauseRuling => IsRuled(RulingQuestion.Caused);

    /// <summary>Whether a person has answered a question since the case was last reopened.</summary>
    public bool IsRuled(RulingQuestion? question) => Rulings.Exists(r => r.Question == question && r.Run == RulingRun && !r.ByRule);

    /// <summary>Yuan that may still be granted on the order: paid less granted, here and on other cases. 0 without an order.</summary>
    public decimal Remaining => Math.Max(0m, (OrderPaidAmount ?? 0m) - GrantedOnOtherCases - LedgerSums.Granted(Ledger));

    /// <summary>The open promise that was made first; promises made at once count in the order of their due instants.</summary>
    public Promise? OldestOpenPromise =>
        Promises.Where(p => p.IsOpen).OrderBy(p => p.MadeAt).ThenBy(p => p.DueAt).ThenBy(p => p.Id).FirstOrDefault();
}

/// <summary>Sums over a case's ledger. A payment stands where its last step says.</summary>
public static class LedgerSums
{
    /// <summary>The last entry of each payment.</summary>
    public static IEnumerable<LedgerEntry> LastSteps(IEnumerable<LedgerEntry> ledger) =>
        ledger.GroupBy(e => e.PaymentId).Select(g => g.MaxBy(e => (e.StepNumber, e.Id))!);

    /// <summary>The last entry of one payment; null when there is none.</summary>
    public static LedgerEntry? Last(IEnumerable<LedgerEntry> ledger, long paymentId) =>
        ledger.Where(e => e.PaymentId == paymentId).MaxBy(e => (e.StepNumber, e.Id));

    /// <summary>Yuan granted and not withdrawn: a failed payment is still owed.</summary>
    public static decimal Granted(IEnumerable<LedgerEntry> ledger) =>
        LastSteps(ledger).Where(e => IsGranted(e.Step) && IsOfThePrice(e)).Sum(e => e.Amount);

    /// <summary>Yuan granted for one order line and not withdrawn.</summary>
    public static decimal GrantedForLine(IEnumerable<LedgerEntry> ledger, long orderLineId) =>
        LastSteps(ledger).Where(e => e.OrderLineId == orderLineId && IsGranted(e.Step) && IsOfThePrice(e)).Sum(e => e.Amount);

    /// <summary>Coupons and points that the buyer had used and gets back with a refund: they take nothing from what he paid in money.</summary>
    public static bool IsGivenBack(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry is { Purpose: LedgerPurpose.Goods, Tender: Tender.Coupon or Tender.Points };
    }

    /// <summary>
    /// Yuan that somebody granted on the case with nobody else's approval, and that were not withdrawn: a role's limit is for
    /// all of it together.
    /// </summary>
    public static decimal GrantedAlone(IReadOnlyCollection<LedgerEntry> ledger, long? accountId) =>
        accountId is null ? 0 : ledger.GroupBy(e => e.PaymentId).Where(steps => IsAlone(steps, accountId.Value) && IsGranted(steps.MaxBy(e => (e.StepNumber, e.Id))!.Step) && IsOfThePrice(steps.First()))
            .Sum(steps => steps.First().Amount);

    /// <summary>Granted by him without a proposal, or by itself on his own proposal.</summary>
    private static bool IsAlone(IEnumerable<LedgerEntry> steps, long accountId)
    {
        var proposed = steps.FirstOrDefault(e => e.Step == LedgerStep.Proposed);
        var granted = steps.FirstOrDefault(e => e.Step == LedgerStep.Granted);
        return granted is not null && (proposed is null ? granted.ActorId == accountId : granted.ActorId is null && proposed.ActorId == accountId);
    }

    /// <summary>
    /// Counts against what was paid for the order. Used coupons given back do not, nor does the postage of the way back, which the
    /// buyer laid out beside the order's price and gets back to the fen.
    /// </summary>
    private static bool IsOfThePrice(LedgerEntry entry) => !IsGivenBack(entry) && entry.Purpose != LedgerPurpose.ReturnFreight;

    /// <summary>True once money has left us.</summary>
    public static bool HasMoved(IEnumerable<LedgerEntry> ledger) =>
        LastSteps(ledger).Any(e => e.Step is LedgerStep.Sent or LedgerStep.Succeeded);

    private static bool IsGranted(LedgerStep step) =>
        step is LedgerStep.Granted or LedgerStep.Sent or LedgerStep.Succeeded or LedgerStep.Failed;
}
