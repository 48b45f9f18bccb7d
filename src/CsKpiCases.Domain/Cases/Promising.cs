using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Makes, keeps and cancels promises. The money of a kept or cancelled promise moves with it.</summary>
internal static class Promising
{
    public static Promise Make(FiringContext c, CaseChange change, Promise promise)
    {
        promise.Id = c.File.NewId();
        promise.ShopId = c.Case.ShopId;
        promise.CaseId = c.Case.Id;
        promise.MadeAt = c.At;
        promise.MadeById = c.Actor.AccountId;
        c.File.Promises.Add(promise);
        change.Add(promise);
        change.Also(EventKind.Promise, new
        {
            promiseId = promise.Id,
            promise.Kind,
            promise.What,
            promise.Amount,
            promise.OwedBy,
            promise.DueAt,
            promise.PaymentId,
        });
        if (promise.OwedBy == Wait.Finance && promise.Amount > 0)
        {
            change.Tell("notice.payment_due", Audience.Finance, ("amount", Guards.Yuan(promise.Amount)));
        }

        return promise;
    }

    public static void Keep(FiringContext c, CaseChange change, Promise promise, string? reference)
    {
        promise.KeptAt = c.At;
        promise.KeptById = c.Actor.AccountId;
        change.Also(EventKind.PromiseKept, new { promiseId = promise.Id, promise.Kind, promise.What, reference });
        if (promise.PaymentId is { } payment && LedgerSums.Last(c.File.Ledger, payment) is { } last
            && last.Step is not (LedgerStep.Succeeded or LedgerStep.Withdrawn))
        {
            MoneyMoves.Step(c, change, last, LedgerStep.Succeeded, reference);
        }
    }

    public static void Cancel(FiringContext c, CaseChange change, Promise promise)
    {
        promise.CancelledAt = c.At;
        change.Also(EventKind.PromiseCancelled, new { promiseId = promise.Id, promise.Kind, promise.What });
        if (promise.PaymentId is { } payment && LedgerSums.Last(c.File.Ledger, payment) is { } last && IsUnsent(last.Step))
        {
            MoneyMoves.Step(c, change, last, LedgerStep.Withdrawn);
        }
    }

    public static void CancelOpen(FiringContext c, CaseChange change, Func<Promise, bool> which)
    {
        foreach (var promise in c.File.Promises.Where(p => p.IsOpen && which(p)).ToList())
        {
            Cancel(c, change, promise);
        }
    }

    public static bool IsUnsent(LedgerStep step) => step is LedgerStep.Proposed or LedgerStep.Granted or LedgerStep.Failed;
}
