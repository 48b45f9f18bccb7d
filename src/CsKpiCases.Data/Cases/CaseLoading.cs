using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Loads what deciding needs to know of a case. The queries are compiled once, since they run before every act; each belongs
/// to one model, so they live as long as the store's services and not as long as the process.
/// </summary>
public sealed class CaseLoading(IdSource ids)
{
    private readonly Func<CasesDbContext, long, long, Task<Case?>> FindCase =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId, long id) => db.Cases.FirstOrDefault(c => c.Id == id && c.ShopId == shopId));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Promise>> Promises =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Promises.Where(p => p.CaseId == caseId));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<LedgerEntry>> Ledger =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.LedgerEntries.Where(e => e.CaseId == caseId).OrderBy(e => e.Id).AsTracking());

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<string>> EvidenceHashes =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Evidence.Where(e => e.CaseId == caseId).Select(e => e.ContentHash));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<RulingRecord>> Rulings =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Rulings.Include(r => r.Shares).Where(r => r.CaseId == caseId));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Penalty>> Penalties =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.Penalties.Where(p => p.CaseId == caseId));

    private readonly Func<CasesDbContext, long, IAsyncEnumerable<CaseEvent>> History =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseEvents.Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).AsNoTracking());

    private readonly Func<CasesDbContext, long, Task<int>> CountOpenLinked =
        EF.CompileAsyncQuery((CasesDbContext db, long caseId) => db.CaseLinks
            .Where(l => l.CaseId == caseId && l.Kind == LinkKind.Related)
            .Join(db.Cases, l => l.OtherCaseId, c => c.Id, (l, c) => c)
            .Count(c => c.Stage < Stage.Penalize && (c.Type == CaseType.Return || c.Type == CaseType.Exchange || c.Type == CaseType.Reshipment)));

    /// <summary>The case, tracked; null when this shop has none of that id.</summary>
    public async Task<Case?> CaseAsync(CasesDbContext db, long shopId, long id) => await FindCase(db, shopId, id).ConfigureAwait(false);

    /// <summary>The whole history, in order.</summary>
    public async Task<List<CaseEvent>> HistoryAsync(CasesDbContext db, long caseId) => await ToListAsync(History(db, caseId)).ConfigureAwait(false);

    /// <summary>The case with its promises, ledger and what its order allows; the rows are tracked.</summary>
    public async Task<CaseFile> FileAsync(CasesDbContext db, Case @case)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        var (paid, grantedElsewhere) = await OrderAsync(db, @case).ConfigureAwait(false);
        // Rulings come after the resolution, and may be there still when a case is reopened.
        var mayBeRuled = !@case.IsOpen || @case.ReopenCount > 0;
        var hashes = await ToListAsync(EvidenceHashes(db, @case.Id)).ConfigureAwait(false);
        return new CaseFile
        {
            Case = @case,
            NewId = ids.Next,
            Promises = await ToListAsync(Promises(db, @case.Id)).ConfigureAwait(false),
            Ledger = await ToListAsync(Ledger(db, @case.Id)).ConfigureAwait(false),
            EvidenceHashes = [.. hashes],
            OrderPaidAmount = paid,
            GrantedOnOtherCases = grantedElsewhere,
            Rulings = mayBeRuled ? await ToListAsync(Rulings(db, @case.Id)).ConfigureAwait(false) : [],
            Penalties = mayBeRuled ? await ToListAsync(Penalties(db, @case.Id)).ConfigureAwait(false) : [],
            OpenLinkedCases = await CountOpenLinked(db, @case.Id).ConfigureAwait(false),
        };
    }

    private static async Task<(decimal? Paid, decimal GrantedElsewhere)> OrderAsync(CasesDbContext db, Case @case)
    {
        if (@case.OrderId is not { } orderId) return (null, 0);
        var paid = await db.Orders.Where(o => o.Id == orderId).Select(o => (decimal?)o.PaidAmount).FirstOrDefaultAsync().ConfigureAwait(false);
        var others = await db.LedgerEntries.AsNoTracking()
            .Where(e => db.Cases.Any(c => c.Id == e.CaseId && c.ShopId == @case.ShopId && c.OrderId == orderId && c.Id != @case.Id))
            .ToListAsync().ConfigureAwait(false);
        return (paid, others.GroupBy(e => e.CaseId).Sum(g => LedgerSums.Granted(g)));
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows.ConfigureAwait(false)) list.Add(row);
        return list;
    }
}
