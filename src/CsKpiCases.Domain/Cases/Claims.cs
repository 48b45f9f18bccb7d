using System.Globalization;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What a case claims of its order's lines: checked against what was bought and paid, and against what other cases claim
/// (workflow.md, "Return and refund", guards), then kept as goods and as proposed payments.
/// </summary>
internal static class Claims
{
    private const int MostLines = 100;

    /// <summary>Nothing can come back that has not left; without a known order nobody can say.</summary>
    public static readonly Guard Shipped = new(RefusalReason.NotShipped, c => c.File.Order is null || HasLeft(c.File));

    public static readonly Guard NotShipped = new(RefusalReason.AlreadyShipped, c => c.File.Order is null || !HasLeft(c.File));

    public static readonly Guard EvidenceAttached = new(RefusalReason.EvidenceRequired, c => c.File.EvidenceHashes.Count > 0);

    /// <summary>Another case may have granted a line's money in the meantime.</summary>
    public static readonly Guard LinesRemain = new(
        RefusalReason.AmountAboveRemaining, c => ProposedAbove(c.File) is null)
    {
        Arguments = c => ProposedAbove(c.File) is var (amount, remaining) ? [("amount", Guards.Yuan(amount)), ("remaining", Guards.Yuan(remaining))] : [],
    };

    /// <summary>Reasons that lie with us: we pay the way back, and the trade is put off.</summary>
    public static bool IsOurFault(ReturnReason reason) =>
        reason is ReturnReason.Damaged or ReturnReason.Quality or ReturnReason.WrongItem or ReturnReason.Missing or ReturnReason.NotAsDescribed
            or ReturnReason.NotReceived or ReturnReason.OutOfStock;

    /// <summary>The buyer of a presale item pays for its exchange, unless whoever decides says otherwise (workflow.md, "Freight").</summary>
    public static bool IsPresaleExchange(CaseFile file) => file.Case.Type == CaseType.Exchange && file.Order is { IsPresale: true };

    public static TransitionRefused? Check(FiringContext c, ClaimArguments a)
    {
        if (c.File.Order is not { } order)
        {
            return c.Refuse(RefusalReason.OrderRequired);
        }

        var wrong =
            a.Lines.Count > MostLines || a.Lines.Any(l => l is null) || a.Lines.Select(l => l.OrderLineId).Distinct().Count() != a.Lines.Count ? "lines"
            : !Enum.IsDefined(a.Reason) || a.Reason == ReturnReason.None ? "reason"
            : !Enum.IsDefined(a.FreightPayer) ? "freightPayer"
            : null;
        if (wrong is not null)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
        }

        if (a.Lines.Count == 0 && a.Freight == 0)
        {
            return c.Refuse(RefusalReason.MissingArgument, ("name", "lines"));
        }

        return Enumerable.Range(0, a.Lines.Count).Select(i => CheckLine(c, order, a, i)).FirstOrDefault(r => r is not null)
            ?? CheckMoney(c, a);
    }

    /// <summary>
    /// Keeps the claim in place of the one before: goods at <paramref name="state"/>, money proposed, save on an exchange, whose
    /// money is its difference. Returns its yuan.
    /// </summary>
    public static decimal Keep(FiringContext c, CaseChange change, ClaimArguments a, GoodsState state)
    {
        c.Case.ReturnReason = a.Reason;
        c.Case.FreightPayer = a.FreightPayer != FreightPayer.None ? a.FreightPayer : IsOurFault(a.Reason) && !IsPresaleExchange(c.File) ? FreightPayer.Shop : FreightPayer.Buyer;
        KeepGoods(c, change, a.Lines, state, Direction.Return);
        return c.Case.Type == CaseType.Exchange ? 0 : ProposeMoney(c, change, a.Lines, a.Freight);
    }

    /// <summary>Proposes the lines' money anew; what was proposed before is withdrawn. Returns its yuan.</summary>
    public static decimal ProposeMoney(FiringContext c, CaseChange change, IReadOnlyList<ClaimLine> lines, decimal freight)
    {
        WithdrawProposed(c, change);
        var sum = 0m;
        foreach (var line in lines)
        {
            var amount = AmountOf(c.File, line);
            if (amount > 0)
            {
                sum += amount;
                MoneyMoves.Begin(c, change, LedgerStep.Proposed, amount, LedgerPurpose.Goods, Tender.Cash, line.OrderLineId);
            }
        }

        if (freight > 0)
        {
            sum += freight;
            MoneyMoves.Begin(c, change, LedgerStep.Proposed, freight, LedgerPurpose.Freight, Tender.Cash, null);
        }

        return sum;
    }

    /// <summary>
    /// What other cases have granted since it was proposed cannot be granted again: it asks for what is left. Returns the yuan that
    /// are proposed now.
    /// </summary>
    public static decimal FitProposed(FiringContext c, CaseChange change)
    {
        var (sum, remaining) = (0m, c.File.Remaining);
        foreach (var proposed in LedgerSums.LastSteps(c.File.Ledger).Where(e => e.Step == LedgerStep.Proposed).ToList())
        {
            var line = c.File.Order?.Lines.Find(l => l.Id == proposed.OrderLineId);
            var fitting = Math.Min(Math.Min(proposed.Amount, remaining - sum), line is null ? decimal.MaxValue : RemainingOf(c.File, line));
            sum += fitting;
            if (fitting == proposed.Amount)
            {
                continue;
            }

            MoneyMoves.Step(c, change, proposed, LedgerStep.Withdrawn);
            if (fitting > 0)
            {
                MoneyMoves.Begin(c, change, LedgerStep.Proposed, fitting, proposed.Purpose, proposed.Tender, proposed.OrderLineId);
            }
        }

        return sum;
    }

    /// <summary>Takes back what is proposed and not granted.</summary>
    public static void WithdrawProposed(FiringContext c, CaseChange change)
    {
        foreach (var last in LedgerSums.LastSteps(c.File.Ledger).Where(e => e.Step == LedgerStep.Proposed).ToList())
        {
            MoneyMoves.Step(c, change, last, LedgerStep.Withdrawn);
        }
    }

    /// <summary>The round's claimed pieces go on to a state, where they are not further yet.</summary>
    public static void MoveGoods(FiringContext c, CaseChange change, Direction direction, GoodsState state, params GoodsState[] from)
    {
        var moved = Rounds.Present(c.File).Where(g => g.Direction == direction && g.Quantity > 0 && from.Contains(g.State)).ToList();
        foreach (var item in moved)
        {
            item.State = state;
        }

        if (moved.Count > 0)
        {
            change.Also(EventKind.Goods, new { state, items = moved.Select(g => new { g.OrderLineId, g.Quantity }) });
        }
    }

    public static void KeepGoods(FiringContext c, CaseChange change, IReadOnlyList<ClaimLine> lines, GoodsState state, Direction direction, string? sku = null, string? reference = null)
    {
        foreach (var old in c.File.Goods.Where(g => g.Direction == direction && IsClaimOnly(g.State)))
        {
            old.Quantity = 0;
        }

        foreach (var line in lines)
        {
            // What has come back already on this case need not come again.
            var pieces = line.Quantity - (direction == Direction.Return ? Back(c.File, line.OrderLineId) : 0);
            if (pieces <= 0)
            {
                continue;
            }

            var item = c.File.Goods.Find(g => g.Direction == direction && g.OrderLineId == line.OrderLineId && IsClaimOnly(g.State)) ?? New(c, change, line.OrderLineId, direction);
            (item.Quantity, item.State, item.Sku, item.Reference, item.Round) = (pieces, state, sku, reference, c.Case.Round);
        }

        change.Also(EventKind.Goods, new { direction, state, sku, items = lines.Select(l => new { l.OrderLineId, l.Quantity }) });
    }

    /// <summary>Pieces of a line that are back or on their way back, less those that were replaced: a decision made anew is about them too.</summary>
    public static int Back(CaseFile file, long orderLineId) => Math.Max(0, -Balance(file, orderLineId));

    /// <summary>Pieces of a line that this round has sent the buyer, less those that he has sent back.</summary>
    public static int Balance(CaseFile file, long orderLineId) => Rounds.Present(file).Where(g => g.OrderLineId == orderLineId && HasMoved(g))
        .Sum(g => g.Direction == Direction.Outbound ? g.State is GoodsState.InTransit or GoodsState.Delivered ? g.Quantity : 0 : -g.Quantity);

    /// <summary>Gives up the claim to what has not moved: nothing is awaited any more, nothing set aside.</summary>
    public static void GiveUp(FiringContext c, CaseChange change)
    {
        var given = c.File.Goods.Where(g => g.Quantity > 0 && IsClaimOnly(g.State)).ToList();
        if (given.Count == 0)
        {
            return;
        }

        change.Also(EventKind.Goods, new { state = GoodsState.None, givenUp = given.Select(g => new { g.OrderLineId, g.Quantity, g.Direction }).ToList() });
        given.ForEach(g => g.Quantity = 0);
    }

    public static GoodsItem New(FiringContext c, CaseChange change, long orderLineId, Direction direction)
    {
        var item = change.Add(new GoodsItem
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            OrderId = c.File.Order?.Id ?? 0,
            OrderLineId = orderLineId,
            Direction = direction,
            Round = c.Case.Round,
        });
        c.File.Goods.Add(item);
        return item;
    }

    /// <summary>Yuan for a line: what was asked for, else the pieces' part of what was paid, as far as it has not been granted.</summary>
    public static decimal AmountOf(CaseFile file, ClaimLine line)
    {
        if (line.Amount is { } asked)
        {
            return asked;
        }

        return file.Order?.Lines.Find(l => l.Id == line.OrderLineId) is { } bought
            ? Math.Clamp(Rounding.ToCents(bought.PaidAmount * line.Quantity / bought.Quantity), 0m, RemainingOf(file, bought))
            : 0m;
    }

    /// <summary>Yuan of a line that nobody has granted yet, here or on another case.</summary>
    public static decimal RemainingOf(CaseFile file, OrderLine line) => Math.Max(
        0m, line.PaidAmount - LedgerSums.GrantedForLine(file.Ledger, line.Id) - file.GrantedOnOtherCasesByLine.GetValueOrDefault(line.Id));

    private static (decimal Amount, decimal Remaining)? ProposedAbove(CaseFile file)
    {
        foreach (var proposed in LedgerSums.LastSteps(file.Ledger).Where(e => e is { Step: LedgerStep.Proposed, OrderLineId: not null }))
        {
            if (file.Order?.Lines.Find(l => l.Id == proposed.OrderLineId) is { } line && proposed.Amount > RemainingOf(file, line))
            {
                return (proposed.Amount, RemainingOf(file, line));
            }
        }

        return null;
    }

    /// <summary>Marked shipped, or found packed when it was to be kept back: that counts as shipped.</summary>
    private static bool HasLeft(CaseFile file) => file.Order is { ShippedAt: not null } || file.Parcels.Exists(p => p.Direction == Direction.Order && p.CancelledAt is null);

    /// <summary>On the way or arrived; what went back to the buyer is settled.</summary>
    public static bool HasMoved(GoodsItem goods) => goods.Quantity > 0 && !IsClaimOnly(goods.State) && goods.State != GoodsState.ReturnedToBuyer;

    internal static bool IsClaimOnly(GoodsState state) => state is GoodsState.None or GoodsState.Awaited or GoodsState.Reserved;

    private static TransitionRefused? CheckLine(FiringContext c, Order order, ClaimArguments a, int index)
    {
        var (line, at) = (a.Lines[index], $"lines[{index}]");
        if (order.Lines.Find(l => l.Id == line.OrderLineId) is not { } bought)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".orderLineId"));
        }

        var others = c.File.ClaimsElsewhere.Where(e => e.OrderLineId == bought.Id && e.Direction == Direction.Return).ToList();
        var left = bought.Quantity - others.Where(e => e.IsKept).Sum(e => e.Quantity);
        return line.Quantity < 1 ? c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".quantity"))
            : line.Quantity > left ? c.Refuse(RefusalReason.QuantityAboveRemaining, ("name", at + ".quantity"), ("quantity", Text(line.Quantity)), ("remaining", Text(Math.Max(0, left))))
            : others.Exists(e => e.IsOpen) && line.Quantity > Own(c.File, bought.Id) ? c.Refuse(RefusalReason.LineClaimedElsewhere, ("name", at + ".orderLineId"))
            : line.Amount is { } amount && (amount < 0 || amount != Math.Round(amount, 2)) ? c.Refuse(RefusalReason.InvalidArgument, ("name", at + ".amount"))
            : AmountOf(c.File, line) > RemainingOf(c.File, bought)
                ? c.Refuse(RefusalReason.AmountAboveRemaining, ("amount", Guards.Yuan(AmountOf(c.File, line))), ("remaining", Guards.Yuan(RemainingOf(c.File, bought))))
            : SharedLines.Check(c, AmountOf(c.File, line), bought, at + ".amount") ?? CheckWindow(c, order, bought, a.Reason);
    }

    /// <summary>Pieces that are the case's own already: a line can be split between two.</summary>
    internal static int Own(CaseFile file, long orderLineId) => Rounds.Present(file).Where(g => g.OrderLineId == orderLineId && g.Direction == Direction.Return).Sum(g => g.Quantity);

    /// <summary>The windows count from signing to the buyer's application; what is not signed for yet is within them.</summary>
    private static TransitionRefused? CheckWindow(FiringContext c, Order order, OrderLine line, ReturnReason reason)
    {
        var terms = c.Settings.Terms;
        if (reason == ReturnReason.NoReason && !line.AllowsNoReason)
        {
            return c.Refuse(RefusalReason.NoReasonNotAllowed);
        }

        long? window = reason switch
        {
            ReturnReason.NoReason => terms.NoReasonSeconds,
            ReturnReason.Damaged => terms.DamageWindowOf(line.Category),
            ReturnReason.PriceDrop => terms.PriceProtectionOf(line.Category),
            _ => null,
        };
        return window is not { } seconds ? null
            : seconds == 0 ? c.Refuse(RefusalReason.WindowOver, ("hours", "0"))
            : order.SignedAt is { } signed && c.Case.OpenedAt > signed.AddSeconds(seconds) ? c.Refuse(RefusalReason.WindowOver, ("hours", Text(seconds / 3600)))
            : null;
    }

    private static TransitionRefused? CheckMoney(FiringContext c, ClaimArguments a) =>
        a.Freight < 0 || a.Freight != Math.Round(a.Freight, 2)
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "freight"))
            : MoneyMoves.CheckAmount(c, a.Lines.Sum(l => AmountOf(c.File, l)) + a.Freight, "amount");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
