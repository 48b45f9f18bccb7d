using System.Diagnostics;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Data.Bulk;

/// <summary>
/// Writes many new cases as fast as the store takes them, in transactions so short that nobody who writes beside it waits
/// for long. What one batch holds stands or falls together; batches before it stay.
/// </summary>
public sealed class BulkCases(CaseWriter writer, IdSource ids)
{
    private const int LeastCases = 8;
    private const int MostCases = 2000;

    // Others wait at most for one batch: below 100 ms with room for a slow disk.
    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(50);
    private readonly SaltSource salts = new();
    private int batchSize = 100;

    /// <summary>How many cases the next batch should hold.</summary>
    public int BatchSize => batchSize;

    /// <summary>Writes all bundles; returns how many. The next batch is made while one is being written.</summary>
    /// <param name="bundles">Made as they are asked for; a bundle is not to be touched after it was handed over.</param>
    /// <param name="written">Told after each batch how many cases are in so far.</param>
    /// <param name="cancellation">Between batches.</param>
    public async Task<long> WriteAsync(IAsyncEnumerable<CaseBundle> bundles, IProgress<long>? written = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        var (total, batch, underWay) = (0L, new List<CaseBundle>(batchSize), Task.CompletedTask);
        await foreach (var bundle in bundles.WithCancellation(cancellation).ConfigureAwait(false))
        {
            batch.Add(Complete(bundle));
            if (batch.Count < batchSize) continue;
            await underWay.ConfigureAwait(false);
            written?.Report(total);
            (underWay, total) = (WriteCompleteAsync(batch, cancellation), total + batch.Count);
            batch = new List<CaseBundle>(batchSize);
        }

        await underWay.ConfigureAwait(false);
        await WriteCompleteAsync(batch, cancellation).ConfigureAwait(false);
        written?.Report(total + batch.Count);
        return total + batch.Count;
    }

    /// <summary>Writes some bundles in one transaction.</summary>
    public Task WriteBatchAsync(IReadOnlyList<CaseBundle> bundles, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        foreach (var bundle in bundles) Complete(bundle);
        return WriteCompleteAsync(bundles, cancellation);
    }

    private async Task WriteCompleteAsync(IReadOnlyList<CaseBundle> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return;
        var unnumbered = batch.Where(b => b.Case.Number.Length == 0).Select(b => b.Case).ToList();
        await writer.WriteAsync(
            async (db, token) =>
            {
                var watch = Stopwatch.StartNew();
                // A unit may run again: numbers are taken anew each time.
                await NumberAsync(db, unnumbered, token).ConfigureAwait(false);
                await BulkInsert.RowsAsync(db, batch.SelectMany(RowsOf), token).ConfigureAwait(false);
                await BulkInsert.SearchAsync(db, batch.Select(b => (b.Case.ShopId, b.Case.Id, TermsOf(b))), token).ConfigureAwait(false);
                Adapt(batch.Count, watch.Elapsed);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Half as many after a slow batch, somewhat more after a quick one.</summary>
    private void Adapt(int count, TimeSpan took)
    {
        if (took > Aim * 1.5) batchSize = Math.Max(LeastCases, count / 2);
        else if (took < Aim && count >= batchSize) batchSize = Math.Min(MostCases, batchSize + (batchSize / 4) + 1);
    }

    private static async Task NumberAsync(CasesDbContext db, List<Case> cases, CancellationToken cancellation)
    {
        foreach (var day in cases.GroupBy(c => c.OpenedOn))
        {
            var numbers = await CaseNumbers.TakeAsync(db, day.Key, day.Count(), cancellation).ConfigureAwait(false);
            foreach (var (@case, number) in day.Zip(numbers)) @case.Number = number;
        }
    }

    private static IEnumerable<object> RowsOf(CaseBundle bundle) =>
    [
        bundle.Case, .. bundle.Events, .. bundle.Clocks.Select(c => c.Clock), .. bundle.Clocks.SelectMany(c => c.Segments),
        .. bundle.Clocks.SelectMany(c => c.Breaches), .. bundle.Promises, .. bundle.Ledger, .. bundle.Evidence, .. bundle.Others,
    ];

    private static IReadOnlyCollection<string> TermsOf(CaseBundle bundle)
    {
        var @case = bundle.Case;
        return SearchTerms.Of([@case.Number, @case.ExternalNumber, @case.OrderNumber, @case.Subject, @case.Description, .. bundle.SearchTexts]);
    }

    private CaseBundle Complete(CaseBundle bundle)
    {
        var @case = bundle.Case;
        if (@case.Id == 0) @case.Id = ids.Next();
        foreach (var e in bundle.Events)
        {
            (e.ShopId, e.CaseId) = (@case.ShopId, @case.Id);
            if (e.Id == 0) e.Id = ids.Next();
            if (e.Hash.Length == 0) EventChain.Seal(@case, e, salts.Fill);
        }

        @case.Version = @case.EventCount;
        foreach (var clock in bundle.Clocks) Complete(@case, clock);
        foreach (var p in bundle.Promises) (p.Id, p.ShopId, p.CaseId) = (p.Id == 0 ? ids.Next() : p.Id, @case.ShopId, @case.Id);
        foreach (var l in bundle.Ledger) (l.Id, l.ShopId, l.CaseId) = (l.Id == 0 ? ids.Next() : l.Id, @case.ShopId, @case.Id);
        foreach (var e in bundle.Evidence) (e.Id, e.ShopId, e.CaseId) = (e.Id == 0 ? ids.Next() : e.Id, @case.ShopId, @case.Id);
        return bundle;
    }

    private void Complete(Case @case, ClockBundle bundle)
    {
        var clock = bundle.Clock;
        (clock.Id, clock.ShopId, clock.CaseId) = (clock.Id == 0 ? ids.Next() : clock.Id, @case.ShopId, @case.Id);
        foreach (var s in bundle.Segments) (s.Id, s.ShopId, s.ClockId) = (s.Id == 0 ? ids.Next() : s.Id, @case.ShopId, clock.Id);
        foreach (var b in bundle.Breaches)
        {
            (b.Id, b.ShopId, b.CaseId, b.ClockId) = (b.Id == 0 ? ids.Next() : b.Id, @case.ShopId, @case.Id, clock.Id);
        }
    }
}
