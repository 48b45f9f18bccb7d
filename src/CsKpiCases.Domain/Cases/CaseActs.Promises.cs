using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private static CaseOutcome Make(FiringContext c, MakePromise act)
    {
        var refusal = CheckOpen(c) ?? Firing.Check(FiredBy.Owner, c)
            ?? (c.Case.FrozenById is not null ? c.Refuse(RefusalReason.CaseFrozen) : null) ?? CheckPromise(c, act);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        return Settle(c, change =>
        {
            var payment = act.Amount > 0
                ? MoneyMoves.Begin(c, change, LedgerStep.Granted, act.Amount, act.Purpose, act.Tender, act.OrderLineId).PaymentId
                : (long?)null;
            Promising.Make(c, change, new Promise
            {
                Kind = act.Kind,
                What = act.What.Trim(),
                Amount = act.Amount,
                OwedBy = act.OwedBy,
                DueAt = Cut(act.DueAt),
                PaymentId = payment,
            });
        });
    }

    private static TransitionRefused? CheckPromise(FiringContext c, MakePromise act)
    {
        var wrong =
            !Enum.IsDefined(act.Kind) ? "kind"
            : string.IsNullOrWhiteSpace(act.What) || act.What.Length > Promise.LongestWhat ? "what"
            : !Enum.IsDefined(act.OwedBy) || act.OwedBy is Wait.None or Wait.Buyer ? "owedBy"
            : act.DueAt <= c.At ? "dueAt"
            : !MoneyMoves.Offered.Contains(act.Purpose) ? "purpose"
            : !MoneyMoves.MayOffer(act.Purpose, act.Tender) ? "tender"
            : null;
        if (wrong is not null)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
        }

        // several small sums are one large one
        var (limit, before) = (c.Settings.LimitOf(c.Actor), LedgerSums.GrantedAlone(c.File.Ledger, c.Actor.AccountId));
        return MoneyMoves.CheckAmount(c, act.Amount, "amount")
            ?? MoneyMoves.CheckLine(c, act.Amount, act.OrderLineId)
            ?? (act.Amount > 0 && act.Amount + before > limit
                ? c.Refuse(RefusalReason.AboveLimit, ("amount", Guards.Yuan(act.Amount)), ("limit", Guards.Yuan(limit)))
                : null);
    }

    private static CaseOutcome Keep(FiringContext c, KeepPromise act)
    {
        if (FindPromise(c, act.PromiseId, out var promise) is { } missing)
        {
            return Refuse(missing);
        }

        // Cashback is registered by the agent and settled by the shop's lead (workflow.md, 返现登记表).
        var by = Firing.DefaultFor(promise!.OwedBy) | (promise.Kind == PromiseKind.Cashback ? FiredBy.ShopLead : FiredBy.None);
        var refusal = Firing.Check(by, c)
            ?? (promise.PaymentId is { } payment && LedgerSums.Last(c.File.Ledger, payment) is { } last
                ? CheckProof(c, last, new MoveMoney(payment, LedgerStep.Succeeded) { Reference = act.Reference })
                : act.Reference is { Length: > LedgerEntry.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference"))
                : null);
        return refusal is not null ? Refuse(refusal) : Settle(c, change => Promising.Keep(c, change, promise, act.Reference));
    }

    /// <summary>What was promised is not taken back silently: a reason, and for money a supervisor.</summary>
    private static CaseOutcome Cancel(FiringContext c, CancelPromise act)
    {
        if (FindPromise(c, act.PromiseId, out var promise) is { } missing)
        {
            return Refuse(missing);
        }

        var by = promise!.PaymentId is null ? FiredBy.Owner | FiredBy.Supervisor : FiredBy.Supervisor;
        var refusal = Firing.Check(by, c) ?? (c.HasNote ? null : c.Refuse(RefusalReason.NoteRequired));
        if (refusal is null && promise.PaymentId is { } payment
            && LedgerSums.Last(c.File.Ledger, payment) is { } last && !Promising.IsUnsent(last.Step))
        {
            refusal = c.Refuse(RefusalReason.MoneyStepNotAllowed, ("step", JsonText.CamelCase(last.Step.ToString())));
        }

        return refusal is not null ? Refuse(refusal) : Settle(c, change => Promising.Cancel(c, change, promise));
    }

    private static CaseOutcome Move(FiringContext c, MoveMoney act)
    {
        var last = LedgerSums.Last(c.File.Ledger, act.PaymentId);
        var by = act.Step == LedgerStep.Withdrawn ? FiredBy.Supervisor : Firing.DefaultFor(Wait.Finance);
        var refusal = last is null ? c.Refuse(RefusalReason.UnknownPayment)
            : Firing.Check(by, c)
            ?? (IsNext(last.Step, act.Step) ? null : c.Refuse(
                RefusalReason.MoneyStepNotAllowed, ("step", JsonText.CamelCase(last.Step.ToString()))))
            ?? CheckProof(c, last, act);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var promise = c.File.Promises.Find(p => p.PaymentId == act.PaymentId && p.IsOpen);
        return Settle(c, change =>
        {
            if (promise is not null && act.Step == LedgerStep.Succeeded)
            {
                Promising.Keep(c, change, promise, act.Reference);
            }
            else if (promise is not null && act.Step == LedgerStep.Withdrawn)
            {
                Promising.Cancel(c, change, promise);
            }
            else
            {
                MoneyMoves.Step(c, change, last!, act.Step, act.Reference);
            }
        });
    }

    /// <summary>The steps of a payment after its grant. Proposed ones move with their proposal alone.</summary>
    private static bool IsNext(LedgerStep from, LedgerStep to) => (from, to) switch
    {
        (LedgerStep.Granted, LedgerStep.Sent or LedgerStep.Succeeded or LedgerStep.Withdrawn) => true,
        (LedgerStep.Sent, LedgerStep.Succeeded or LedgerStep.Failed) => true,
        (LedgerStep.Failed, LedgerStep.Sent or LedgerStep.Succeeded or LedgerStep.Withdrawn) => true,
        _ => false,
    };

    /// <summary>
    /// What was withdrawn says why; what failed and was paid another way names its voucher; and what the buyer has not agreed
    /// to yet is not paid.
    /// </summary>
    private static TransitionRefused? CheckProof(FiringContext c, LedgerEntry last, MoveMoney act) =>
        act.Reference is { Length: > LedgerEntry.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference"))
        : act.Step == LedgerStep.Withdrawn ? (c.HasNote ? null : c.Refuse(RefusalReason.NoteRequired))
        : MoneyMoves.IsUnpromised(c.File, last) ? c.Refuse(RefusalReason.SolutionNotAccepted)
        : last.Step == LedgerStep.Failed && act.Step == LedgerStep.Succeeded && string.IsNullOrWhiteSpace(act.Reference)
            ? c.Refuse(RefusalReason.MissingArgument, ("name", "reference"))
        : null;

    private static TransitionRefused? FindPromise(FiringContext c, long id, out Promise? promise)
    {
        promise = c.File.Promises.Find(p => p.Id == id);
        return promise is null ? c.Refuse(RefusalReason.UnknownPromise)
            : promise.IsOpen ? null
            : c.Refuse(RefusalReason.PromiseNotOpen);
    }

    private static TransitionRefused? CheckOpen(FiringContext c) =>
        c.Case.IsOpen ? null : c.Refuse(RefusalReason.NotOpen);

    /// <summary>
    /// Does something to promises or money, then lets follow what follows. The note stands on the first event that the
    /// act itself wrote.
    /// </summary>
    private static CaseOutcome Settle(FiringContext c, Action<CaseChange> act)
    {
        var change = new CaseChange(c.File, c.At);
        act(change);
        Touch(c);
        RefreshWait(c.File);
        change.Flush(c.Actor, c.Note);
        Cascade(c, change);
        return change.Accept();
    }
}
