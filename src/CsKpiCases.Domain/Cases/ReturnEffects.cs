using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the triggers of returns, and those that exchanges share with them, do beside moving the case.</summary>
internal static partial class ReturnEffects
{
    /// <summary>The buyer gets the address and the couriers; the trade is put off.</summary>
    public static readonly Effect ApproveReturn = new((c, change) =>
    {
        var a = (ApproveReturnArguments)c.Arguments!;
        Approving.Put(c, ProposalKind.Return, null, Claims.Keep(c, change, a, GoodsState.Awaited));
        change.TransitionPayload = a;
        Instruct(c, change);
    })
    {
        Arguments = typeof(ApproveReturnArguments),
        Validate = c => NeedsLines(c) ?? Claims.Check(c, (ClaimArguments)c.Arguments!),
    };

    public static readonly Effect RefundOnly = new((c, change) =>
    {
        var a = (RefundOnlyArguments)c.Arguments!;
        Approving.Put(c, ProposalKind.Refund, null, Claims.Keep(c, change, a, GoodsState.None));
        change.TransitionPayload = a;
        Approving.Ask(c, change);
    })
    {
        Arguments = typeof(RefundOnlyArguments),
        Validate = c => Claims.Check(c, (ClaimArguments)c.Arguments!),
    };

    public static readonly Effect HoldShipment = new((c, change) =>
    {
        var a = (HoldShipmentArguments)c.Arguments!;
        Approving.Put(c, ProposalKind.Refund, null, Claims.Keep(c, change, a, GoodsState.None));
        change.TransitionPayload = a;
        change.Tell("notice.hold_shipment", Audience.Warehouse, ("order", c.Case.OrderNumber ?? ""));
    })
    {
        Arguments = typeof(HoldShipmentArguments),
        Validate = c => NeedsLines(c) ?? Claims.Check(c, (ClaimArguments)c.Arguments!),
    };

    public static readonly Effect Propose = new((c, change) =>
    {
        var a = (OfferArguments)c.Arguments!;
        Approving.Put(c, a.Kind, a.Solution.Trim(), Claims.Keep(c, change, a, GoodsState.None));
        c.Case.ProposalFrom = c.Case.State;
        change.TransitionPayload = a;
        change.Tell("notice.offer_made", Audience.Buyer, ("solution", a.Solution.Trim()));
    })
    {
        Arguments = typeof(OfferArguments),
        Validate = c => CheckOffer(c, (OfferArguments)c.Arguments!),
    };

    /// <summary>
    /// Less for goods that are not as they were to be: what the buyer agrees to goes to its approval. On an exchange it is what he
    /// has to add to the goods.
    /// </summary>
    public static readonly Effect OfferPartial = new((c, change) =>
    {
        var a = (PartialOfferArguments)c.Arguments!;
        var isExchange = c.Case.Type == CaseType.Exchange;
        Approving.Put(c, isExchange ? ProposalKind.Return : ProposalKind.Refund, a.Solution.Trim(), isExchange ? ExchangeEffects.Missing(c.File, a) : Claims.ProposeMoney(c, change, a.Lines, 0));
        c.Case.ProposalFrom = c.Case.State;
        change.TransitionPayload = a;
        change.Tell("notice.offer_made", Audience.Buyer, ("solution", a.Solution.Trim()));
    })
    {
        Arguments = typeof(PartialOfferArguments),
        Validate = c => CheckPartial(c, (PartialOfferArguments)c.Arguments!),
    };

    public static readonly Effect AcceptOffer = new((c, change) =>
    {
        Reached(c);
        var isPartial = c.Case.ProposalFrom == ReturnedGoods.InspectionDispute;
        if (c.Case.ProposedKind == ProposalKind.Return && !isPartial)
        {
            Claims.MoveGoods(c, change, Direction.Return, GoodsState.Awaited, GoodsState.None);
            Instruct(c, change);
        }
        else
        {
            c.Case.Difference += isPartial && c.Case.Type == CaseType.Exchange ? c.Case.ProposedAmount : 0;
            Accepted(c, change);
        }

        Approving.TellOwner(c, change, "notice.offer_accepted");
    });

    public static readonly Effect DeclineOffer = new((c, change) =>
    {
        if (c.Actor.Kind != ActorKind.System)
        {
            Reached(c);
        }

        Claims.WithdrawProposed(c, change);
        Approving.TellOwner(c, change, c.Actor.Kind == ActorKind.System ? "notice.buyer_did_not_answer" : "notice.offer_declined");
    });

    /// <summary>A small loss with photos: granted at once (workflow.md, "Small claims").</summary>
    public static readonly Effect Compensate = new((c, change) =>
    {
        var a = (CompensateArguments)c.Arguments!;
        Claims.WithdrawProposed(c, change);
        Approving.Put(c, ProposalKind.Refund, null, a.Amount);
        c.Case.ReturnReason = c.Case.ReturnReason == ReturnReason.None ? ReturnReason.Damaged : c.Case.ReturnReason;
        MoneyMoves.Begin(c, change, LedgerStep.Granted, a.Amount, LedgerPurpose.SmallClaim, Tender.Cash, a.OrderLineId);
        change.TransitionPayload = a;
        change.Tell("notice.payment_due", Audience.Finance, ("amount", Guards.Yuan(a.Amount)));
    })
    {
        Arguments = typeof(CompensateArguments),
        Validate = c => SmallClaims.Check(c, (CompensateArguments)c.Arguments!),
    };

    public static readonly Effect AskEvidence = new((c, change) =>
    {
        var channel = ((AskEvidenceArguments?)c.Arguments)?.Channel ?? Channel.PlatformChat;
        change.TransitionPayload = new { channel };
        change.Also(EventKind.Contact, new { channel, reached = false });
        change.Tell("notice.buyer_asked", Audience.Buyer, ("question", c.Note ?? ""));
    })
    {
        Arguments = typeof(AskEvidenceArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is AskEvidenceArguments { Channel: Channel.Unknown or Channel.Import or > Channel.BuyerPage }
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "channel"))
            : null,
    };

    public static readonly Effect EvidenceIn = new((c, change) =>
    {
        Reached(c);
        Approving.TellOwner(c, change, "notice.buyer_answered");
    });

    public static readonly Effect BuyerSilent = new((c, change) => Approving.TellOwner(c, change, "notice.buyer_did_not_answer"));

    /// <summary>Nothing is owed for what is refused, and nothing claimed.</summary>
    public static readonly Effect Reject = new((c, change) =>
    {
        Claims.WithdrawProposed(c, change);
        change.Tell("notice.request_refused", Audience.Buyer, ("reason", c.Note ?? ""));
    });

    public static readonly Effect BuyerEdits = new((c, change) =>
    {
        Reached(c);
        Approving.TellOwner(c, change, "notice.buyer_edited");
    });

    /// <summary>What the goods or the decision bring: a return's refund is approved, an exchange's difference is settled.</summary>
    public static void Accepted(FiringContext c, CaseChange change)
    {
        if (c.Case.Type == CaseType.Exchange)
        {
            ExchangeEffects.Settle(c, change);
            return;
        }

        Approving.Ask(c, change);
    }

    private static void Reached(FiringContext c)
    {
        c.Case.LastContactAt = c.At;
        c.Case.FailedContacts = 0;
    }

    internal static void Instruct(FiringContext c, CaseChange change)
    {
        var couriers = string.Join("、", c.Settings.Terms.Couriers.Where(k => !k.IsPostal).Select(k => k.Name));
        var address = c.Settings.Terms.ReturnAddress ?? "";
        change.Also(EventKind.Instructions, new { address, couriers });
        change.Tell("notice.return_approved", Audience.Buyer, ("address", address), ("couriers", couriers));
        Trades.Extend(c, change);
    }

    private static TransitionRefused? NeedsLines(FiringContext c) =>
        ((ClaimArguments)c.Arguments!).Lines.Count == 0 ? c.Refuse(RefusalReason.MissingArgument, ("name", "lines")) : null;

    private static TransitionRefused? CheckOffer(FiringContext c, OfferArguments a) =>
        // Money alone is no exchange: the case becomes a return first.
        a.Kind is not (ProposalKind.Return or ProposalKind.Refund) || (a.Kind == ProposalKind.Refund && c.Case.Type == CaseType.Exchange) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "kind"))
        : string.IsNullOrWhiteSpace(a.Solution) || a.Solution.Length > Promise.LongestWhat ? c.Refuse(RefusalReason.InvalidArgument, ("name", "solution"))
        : (a.Kind == ProposalKind.Return ? NeedsLines(c) : null) ?? Claims.Check(c, a);

    /// <summary>Of the lines that came back, and no more for each than was proposed before.</summary>
    private static TransitionRefused? CheckPartial(FiringContext c, PartialOfferArguments a)
    {
        if (string.IsNullOrWhiteSpace(a.Solution) || a.Solution.Length > Promise.LongestWhat)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", "solution"));
        }

        if (a.Lines.Count == 0)
        {
            return c.Refuse(RefusalReason.MissingArgument, ("name", "lines"));
        }

        for (var i = 0; i < a.Lines.Count; i++)
        {
            var line = a.Lines[i];
            var bought = c.File.Order?.Lines.Find(l => l.Id == line?.OrderLineId);
            if (bought is null || !Rounds.Present(c.File).Any(g => g.Direction == Direction.Return && g.OrderLineId == bought.Id && g.Quantity > 0)
                || a.Lines.Count(l => l?.OrderLineId == bought.Id) > 1)
            {
                return c.Refuse(RefusalReason.InvalidArgument, ("name", $"lines[{i}].orderLineId"));
            }

            if (line!.Quantity < 1 || line.Amount is null or < 0 || line.Amount != Math.Round(line.Amount.Value, 2))
            {
                return c.Refuse(RefusalReason.InvalidArgument, ("name", $"lines[{i}]." + (line.Quantity < 1 ? "quantity" : "amount")));
            }

            if (line.Amount > Claims.RemainingOf(c.File, bought))
            {
                return c.Refuse(RefusalReason.AmountAboveRemaining, ("amount", Guards.Yuan(line.Amount.Value)), ("remaining", Guards.Yuan(Claims.RemainingOf(c.File, bought))));
            }

            if (SharedLines.Check(c, line.Amount.Value, bought, $"lines[{i}].amount") is { } shared)
            {
                return shared;
            }
        }

        return MoneyMoves.CheckAmount(c, a.Lines.Sum(l => l.Amount ?? 0), "amount");
    }
}
