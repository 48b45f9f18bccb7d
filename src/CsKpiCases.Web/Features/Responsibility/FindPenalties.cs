using CsKpiCases.Data;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>A penalty with what one needs to decide or answer it.</summary>
/// <param name="Possible">What the reader could do now, with the refusal where he could not.</param>
public sealed record PenaltyRow(
    Penalty Penalty, string CaseNumber, string CaseSubject, string Agent, string Proposer, string? Decider, string Reason, string Evidence, decimal Loss,
    IReadOnlyDictionary<PenaltyTrigger, PenaltyRefusal?> Possible);

/// <summary>One page of penalties, newest first.</summary>
/// <param name="Filter">Which are shown: <c>waiting</c>, <c>appealed</c> or <c>decided</c>.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record PenaltyList(string Filter, IReadOnlyList<PenaltyRow> Rows, int Total, bool IsTotalCapped, long? Next);

/// <summary>Lists penalties: a shop's by state for those who decide, or one agent's own.</summary>
public sealed class FindPenalties(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    private const int PageSize = 20;
    private const int MostCounted = 1000;

    /// <summary>The filters, the first one by default.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["waiting", "appealed", "decided"];

    /// <param name="shop">Whose.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="ownOnly">His own alone, of every state.</param>
    /// <param name="filter">One of <see cref="Filters"/>.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<PenaltyList> RunAsync(Shop shop, Actor actor, bool ownOnly, string? filter, long? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(actor);
        var chosen = Filters.Contains(filter) ? filter! : Filters[0];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var query = db.Penalties.AsNoTracking().Where(p => p.ShopId == shop.Id);
        query = ownOnly ? query.Where(p => p.AccountId == actor.AccountId) : chosen switch
        {
            "appealed" => query.Where(p => p.State == PenaltyState.Appealed),
            "decided" => query.Where(p => p.State >= PenaltyState.Confirmed),
            _ => query.Where(p => p.State < PenaltyState.Confirmed),
        };
        var total = await query.Take(MostCounted + 1).CountAsync(cancellation);
        if (after is { } id) query = query.Where(p => p.Id < id);
        var found = await query.OrderByDescending(p => p.Id).Take(PageSize + 1)
            .Join(db.Cases, p => p.CaseId, c => c.Id, (p, c) => new { Penalty = p, c.Number, c.Subject })
            .Join(db.Rulings, x => x.Penalty.RulingId, r => r.Id, (x, r) => new { x.Penalty, x.Number, x.Subject, r.Reason, r.Evidence, r.Loss })
            .OrderByDescending(x => x.Penalty.Id)
            .ToListAsync(cancellation);
        var accounts = found.SelectMany(x => new[] { x.Penalty.AccountId, x.Penalty.ProposedById, x.Penalty.DecidedById ?? 0 }).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        string Name(long account) => names.GetValueOrDefault(account, "?");
        var rows = found.Take(PageSize).Select(x => new PenaltyRow(
            x.Penalty, x.Number, x.Subject, Name(x.Penalty.AccountId), Name(x.Penalty.ProposedById), x.Penalty.DecidedById is { } decider ? Name(decider) : null,
            x.Reason, x.Evidence, x.Loss, x.Penalty.Possible(actor, now)));
        return new PenaltyList(chosen, [.. rows], Math.Min(total, MostCounted), total > MostCounted, found.Count > PageSize ? found[PageSize - 1].Penalty.Id : null);
    }
}
