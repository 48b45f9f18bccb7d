using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Calls;

/// <summary>A call that a supervisor owes a buyer.</summary>
/// <param name="Tries">Calls since it was asked for that did not reach him.</param>
public sealed record OwedCall(
    long PromiseId, long CaseId, string Number, string Subject, string What, DateTime DueAt, DateTime AskedAt, string? AskedBy, string? Owner, long? BuyerId, string? BuyerName, string? Phone, int Version, int Tries);

/// <summary>The page: what is due first comes first.</summary>
public sealed record CallPage(IReadOnlyList<OwedCall> Calls, DateTime Now)
{
    /// <summary>The one whose outcome was sent in and not taken.</summary>
    public long? Open { get; init; }
    public string? Fault { get; init; }
    public string? Note { get; init; }
}

/// <summary>The calls that supervisors of a shop owe.</summary>
public sealed class FindCalls(CasesDbContext db, TimeProvider time)
{
    private const int Most = 200;

    public async Task<CallPage> RunAsync(long shopId, CancellationToken cancellation)
    {
        var calls = await db.Promises.AsNoTracking()
            .Where(p => p.ShopId == shopId && p.KeptAt == null && p.CancelledAt == null && p.Kind == PromiseKind.CallBack && p.OwedBy == Wait.Supervisor)
            .OrderBy(p => p.DueAt).ThenBy(p => p.Id).Take(Most)
            .Join(db.Cases, p => p.CaseId, c => c.Id, (p, c) => new { Promise = p, Case = c })
            .OrderBy(x => x.Promise.DueAt).ThenBy(x => x.Promise.Id)
            .Select(x => new OwedCall(
                x.Promise.Id, x.Case.Id, x.Case.Number, x.Case.Subject, x.Promise.What, x.Promise.DueAt, x.Promise.MadeAt,
                db.Users.Where(u => u.Id == x.Promise.MadeById).Select(u => u.DisplayName).FirstOrDefault(),
                db.Users.Where(u => u.Id == x.Case.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
                x.Case.BuyerId,
                db.Buyers.Where(b => b.Id == x.Case.BuyerId).Select(b => b.Name).FirstOrDefault(),
                db.Buyers.Where(b => b.Id == x.Case.BuyerId).Select(b => b.Phone).FirstOrDefault(),
                x.Case.Version,
                db.CaseEvents.Count(e => e.CaseId == x.Case.Id && e.Kind == EventKind.Contact && e.At >= x.Promise.MadeAt)))
            .ToListAsync(cancellation);
        return new CallPage(calls, time.GetUtcNow().UtcDateTime);
    }
}
