using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the warehouse finds, line by line, and what becomes of the goods.</summary>
internal static class InspectionEffects
{
    /// <summary>All in good order, unless the lines say otherwise.</summary>
    public static readonly Effect Passes = new((c, change) =>
    {
        Inspect(c, change, c.Arguments as InspectionArguments);
        ReturnEffects.Accepted(c, change);
        Approving.TellOwner(c, change, "notice.inspection_passed");
    })
    {
        Arguments = typeof(InspectionArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is InspectionArguments a ? Check(c, a) : null,
    };

    public static readonly Effect Differs = new((c, change) =>
    {
        Inspect(c, change, (InspectionArguments)c.Arguments!);
        Approving.TellOwner(c, change, "notice.inspection_differs");
    })
    {
        Arguments = typeof(InspectionArguments),
        Validate = c => Check(c, (InspectionArguments)c.Arguments!)
            ?? (((InspectionArguments)c.Arguments!).Lines.All(l => l.Result == InspectionResult.AcceptedGood) ? c.Refuse(RefusalReason.MissingArgument, ("name", "lines")) : null),
    };

    /// <summary>The agent takes the goods as they are: what was proposed for them stands.</summary>
    public static readonly Effect AcceptGoods = new((c, change) =>
    {
        var isExchange = c.Case.Type == CaseType.Exchange;
        Approving.Put(c, isExchange ? ProposalKind.Return : ProposalKind.Refund, null, isExchange ? 0 : Stands(c, change));
        ReturnEffects.Accepted(c, change);
    });

    public static readonly Effect RefuseGoods = new((c, change) =>
    {
        Claims.WithdrawProposed(c, change);
        change.Tell("notice.send_back", Audience.Warehouse);
        change.Tell("notice.request_refused", Audience.Buyer, ("reason", c.Note ?? ""));
    });

    public static readonly Effect SentBack = new((c, change) =>
    {
        var a = (TrackingArguments)c.Arguments!;
        Parceling.New(c, change, Direction.SentBack, a.Courier, a.TrackingNumber, a.FreightPayer == FreightPayer.None ? FreightPayer.Buyer : a.FreightPayer, ParcelStep.Numbered);
        Claims.MoveGoods(c, change, Direction.Return, GoodsState.ReturnedToBuyer, GoodsState.Received, GoodsState.Inspected);
        change.TransitionPayload = a;
        change.Tell("notice.sent_back", Audience.Buyer, ("courier", a.Courier.Trim()), ("tracking", a.TrackingNumber.Trim()));
    })
    {
        Arguments = typeof(TrackingArguments),
        Validate = c => Parceling.Check(c, ((TrackingArguments)c.Arguments!).Courier, ((TrackingArguments)c.Arguments!).TrackingNumber),
    };

    /// <summary>What is proposed; an offer of less that the buyer did not take has taken its place, and what was paid for the goods counts again.</summary>
    private static decimal Stands(FiringContext c, CaseChange change) =>
        Proposed(c.File) is > 0 and var proposed ? proposed : Claims.ProposeMoney(c, change, ExchangeEffects.Pieces(c.File), 0);

    /// <summary>Yuan that are proposed and wait.</summary>
    private static decimal Proposed(CaseFile file) => LedgerSums.LastSteps(file.Ledger).Where(e => e.Step == LedgerStep.Proposed).Sum(e => e.Amount);

    /// <summary>Splits the goods by what was found; what no line names is in good order.</summary>
    private static void Inspect(FiringContext c, CaseChange change, InspectionArguments? found)
    {
        var open = (found?.Lines ?? []).Where(l => l.Result != InspectionResult.AcceptedGood).ToDictionary(l => (l.OrderLineId, l.Result), l => l.Quantity);
        foreach (var item in Returned(c.File).ToList())
        {
            var left = item.Quantity;
            foreach (var line in found?.Lines.Where(l => l.OrderLineId == item.OrderLineId && l.Result != InspectionResult.AcceptedGood) ?? [])
            {
                var part = Math.Min(left, open[(line.OrderLineId, line.Result)]);
                if (part == 0)
                {
                    continue;
                }

                left -= part;
                open[(line.OrderLineId, line.Result)] -= part;
                var split = left == 0 ? item : Claims.New(c, change, item.OrderLineId, Direction.Return);
                (split.Quantity, split.State, split.Result) = (part, GoodsState.Inspected, line.Result);
            }

            if (left > 0)
            {
                (item.Quantity, item.State, item.Result) = (left, GoodsState.Inspected, InspectionResult.AcceptedGood);
            }
        }

        if (c.File.Parcels.LastOrDefault(p => p.Direction == Direction.Return) is { } parcel)
        {
            Parceling.Write(c, change, parcel, ParcelStep.Inspected);
        }

        change.TransitionPayload = found;
        change.Also(EventKind.Goods, new
        {
            state = GoodsState.Inspected,
            items = Rounds.Present(c.File).Where(g => g.State == GoodsState.Inspected).Select(g => new { g.OrderLineId, g.Quantity, g.Result }),
        });
    }

    /// <summary>What an approver sent back is inspected once more.</summary>
    private static IEnumerable<GoodsItem> Returned(CaseFile file) => Rounds.Present(file).Where(g => g.Direction == Direction.Return && g.Quantity > 0
        && g.State is GoodsState.Received or GoodsState.InTransit or GoodsState.Awaited or GoodsState.None or GoodsState.Inspected);

    /// <summary>Every finding names a line that was to come back, and all of a line's together no more pieces than that.</summary>
    private static TransitionRefused? Check(FiringContext c, InspectionArguments a)
    {
        if (a.WeightGrams is < 0 or > 1_000_000)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", "weightGrams"));
        }

        var due = Returned(c.File).GroupBy(g => g.OrderLineId).ToDictionary(g => g.Key, g => g.Sum(i => i.Quantity));
        for (var i = 0; i < a.Lines.Count; i++)
        {
            var line = a.Lines[i];
            var wrong =
                line is null || !due.TryGetValue(line.OrderLineId, out var pieces) ? "orderLineId"
                : line.Quantity < 1 || a.Lines.Where(l => l?.OrderLineId == line.OrderLineId).Sum(l => (long)l.Quantity) > pieces ? "quantity"
                : !Enum.IsDefined(line.Result) || line.Result == InspectionResult.None || a.Lines.Count(l => l?.OrderLineId == line.OrderLineId && l.Result == line.Result) > 1 ? "result"
                : null;
            if (wrong is not null)
            {
                return c.Refuse(RefusalReason.InvalidArgument, ("name", $"lines[{i}].{wrong}"));
            }
        }

        return null;
    }
}
