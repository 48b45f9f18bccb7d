using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>What is looked for.</summary>
/// <param name="OrderNumber">As typed, or of the order that the tracking number led to.</param>
/// <param name="Hashes">SHA-256 of the chosen pictures.</param>
public sealed record NearQuestion(long ShopId, string? OrderNumber, string? TrackingNumber, long? BuyerId, IReadOnlyList<string> Hashes);

/// <summary>Cases that a new one may be a duplicate of: each reason is one index probe, and a case that has several says them all.</summary>
public sealed class FindNearCases(CasesDbContext db)
{
    private const int MostNear = 6;

    public async Task<IReadOnlyList<NearCase>> RunAsync(NearQuestion asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var found = new Dictionary<long, NearBy>();
        void Note(IEnumerable<long> ids, NearBy by)
        {
            foreach (var id in ids) found[id] = found.GetValueOrDefault(id) | by;
        }

        var (shop, number, tracking) = (asked.ShopId, asked.OrderNumber, asked.TrackingNumber);
        var cases = db.Cases.AsNoTracking().Where(c => c.ShopId == shop);
        if (number is not null) Note(await FirstAsync(cases.Where(c => c.OrderNumber == number), cancellation), NearBy.Order);
        if (tracking is not null)
        {
            var ofParcel = db.Orders.Where(o => o.ShopId == shop && o.TrackingNumber == tracking).Select(o => o.Number);
            Note(await FirstAsync(cases.Where(c => ofParcel.Contains(c.OrderNumber)), cancellation), NearBy.Tracking);
        }

        if (asked.BuyerId is { } buyer) Note(await FirstAsync(cases.Where(c => c.BuyerId == buyer && c.Stage < Stage.Penalize), cancellation), NearBy.Buyer);
        if (asked.Hashes.Count > 0)
        {
            var withPicture = db.Evidence.Where(e => e.ShopId == shop && asked.Hashes.Contains(e.ContentHash)).Select(e => e.CaseId);
            Note(await FirstAsync(cases.Where(c => c.Stage < Stage.Penalize && withPicture.Contains(c.Id)), cancellation), NearBy.Picture);
        }

        return await ReadAsync(found, cancellation);
    }

    private static Task<List<long>> FirstAsync(IQueryable<Case> cases, CancellationToken cancellation) =>
        cases.OrderByDescending(c => c.Id).Take(MostNear).Select(c => c.Id).ToListAsync(cancellation);

    /// <summary>Open ones first, then those with the most reasons, then the newest.</summary>
    private async Task<IReadOnlyList<NearCase>> ReadAsync(Dictionary<long, NearBy> found, CancellationToken cancellation)
    {
        if (found.Count == 0) return [];
        var ids = found.Keys.ToList();
        var rows = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.Subject, c.State, c.Stage, c.OpenedAt }).ToListAsync(cancellation);
        var lines = (await db.LedgerEntries.Where(e => ids.Contains(e.CaseId) && e.OrderLineId != null)
            .Join(db.Set<OrderLine>(), e => e.OrderLineId, l => l.Id, (e, l) => new { e.CaseId, l.Title }).Distinct().ToListAsync(cancellation)).ToLookup(l => l.CaseId, l => l.Title);
        return
        [
            .. rows.Select(c => new NearCase(c.Id, c.Number, c.Subject, c.State, c.Stage, c.OpenedAt, found[c.Id], [.. lines[c.Id]]))
                .OrderByDescending(c => c.IsOpen).ThenByDescending(c => System.Numerics.BitOperations.PopCount((uint)c.By)).ThenByDescending(c => c.Id).Take(MostNear),
        ];
    }
}
