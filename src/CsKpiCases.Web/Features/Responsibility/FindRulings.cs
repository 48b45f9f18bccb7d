using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>A resolved case that awaits its ruling.</summary>
/// <param name="DueAt">When the ruling is due; null without a clock.</param>
/// <param name="Granted">Yuan given away.</param>
public sealed record RulingRow(
    long Id, string Number, string Subject, string? Cause, Grade Grade, Outcome Outcome, string? Owner, DateTime? DueAt, DateTime? ResolvedAt, decimal Granted);

/// <summary>One page of the queue.</summary>
/// <param name="Total">How many there are, at most <see cref="FindRulings.MostCounted"/>.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RulingQueue(IReadOnlyList<RulingRow> Rows, int Total, bool IsTotalCapped, string? Next, int WaitingPenalties);

/// <summary>The queue of resolved cases that nobody has ruled on, the one due first on top.</summary>
public sealed class FindRulings(IDbContextFactory<CasesDbContext> contexts)
{
    public const int MostCounted = 1000;
    private const int PageSize = 50;

    public async Task<RulingQueue> RunAsync(Shop shop, string? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.Stage == Stage.Penalize);
        var total = await waiting.Take(MostCounted + 1).CountAsync(cancellation);
        // A resolved case has one deadline left: the ruling's.
        if (ReadKey(after) is var (due, id)) waiting = waiting.Where(c => c.SortDueAt > due || (c.SortDueAt == due && c.Id > id));
        var rows = await waiting.OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(PageSize + 1)
            .Select(c => new
            {
                c.Id, c.Number, c.Subject, c.Cause, c.Grade, c.Outcome, c.SortDueAt, c.ResolvedAt,
                Owner = db.Users.Where(a => a.Id == c.OwnerId).Select(a => a.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var ids = rows.Select(r => r.Id).ToList();
        var ledger = (await db.LedgerEntries.AsNoTracking().Where(e => ids.Contains(e.CaseId)).ToListAsync(cancellation)).ToLookup(e => e.CaseId);
        var penalties = await db.Penalties.Where(p => p.ShopId == shop.Id && p.State < Domain.Penalties.PenaltyState.Confirmed).Take(MostCounted + 1).CountAsync(cancellation);
        var shown = rows.Take(PageSize).ToList();
        return new RulingQueue(
            [.. shown.Select(r => new RulingRow(
                r.Id, r.Number, r.Subject, r.Cause, r.Grade, r.Outcome, r.Owner, r.SortDueAt == Case.Never ? null : r.SortDueAt, r.ResolvedAt, LedgerSums.Granted(ledger[r.Id])))],
            Math.Min(total, MostCounted),
            total > MostCounted,
            rows.Count > PageSize ? Key(shown[^1].SortDueAt, shown[^1].Id) : null,
            penalties);
    }

    private static string Key(DateTime due, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(due).ToUnixTimeSeconds()}-{id}");

    private static (DateTime Due, long Id)? ReadKey(string? after)
    {
        var parts = after?.Split('-');
        if (parts is not { Length: 2 }) return null;
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime, id)
            : null;
    }
}
