using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Scoring.Pay;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>Where a month stands, in words on every page that shows it.</summary>
public enum MonthState
{
    /// <summary>The month is running: figures move.</summary>
    Running,

    /// <summary>The month is over and nobody has calculated it: figures are computed as one looks.</summary>
    NotCalculated,

    /// <summary>A stored revision.</summary>
    Calculated,

    /// <summary>Stored; agents may appeal.</summary>
    UnderReview,

    /// <summary>Approved by the general manager: its figures stand.</summary>
    Approved,

    /// <summary>Locked for ever.</summary>
    Published,
}

/// <summary>Which figures of a month are shown, and of when they are.</summary>
/// <param name="Revision">Number of the stored revision; null for what is computed as one looks.</param>
/// <param name="At">UTC: when it was calculated.</param>
/// <param name="Months">Months that one can look at, newest first.</param>
public sealed record MonthHead(CalendarMonth Month, MonthState State, int? Revision, DateTime At, IReadOnlyList<CalendarMonth> Months);

/// <summary>Scores of a shop's month: the stored revision where there is one, else computed now.</summary>
public sealed class ReadScores(IDbContextFactory<CasesDbContext> contexts, LiveScores live, TimeProvider clock)
{
    private const int MonthsShown = 12;

    /// <summary>The month in which now lies for a shop.</summary>
    public CalendarMonth RunningMonth(Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
    }

    /// <summary>All cards of a month, best first, those without a score last.</summary>
    public async Task<(MonthHead Head, IReadOnlyList<CardDocument> Cards)> TeamAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var (head, snapshot, computed) = await HeadAsync(shop, month, cancellation);
        if (computed is not null) return (head, Ranked(computed.Cards.Select(CardDocument.Of)));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var stored = await db.AgentScores.AsNoTracking().Where(s => s.SnapshotId == snapshot!.Id).Select(s => s.Card).ToListAsync(cancellation);
        return (head, Ranked(stored.Select(CardDocument.Read)));
    }

    /// <summary>One agent's card with what it was made of; null where he is not among the month's agents.</summary>
    public async Task<(MonthHead Head, CardDocument? Card, AgentFacts? Facts)> AgentAsync(Shop shop, CalendarMonth month, long accountId, CancellationToken cancellation)
    {
        var (head, snapshot, computed) = await HeadAsync(shop, month, cancellation);
        if (computed is not null)
        {
            var card = computed.Cards.FirstOrDefault(c => c.Inputs.AccountId == accountId);
            return card is null ? (head, null, null) : (head, CardDocument.Of(card), card.Inputs.Facts);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var stored = await db.AgentScores.AsNoTracking().Where(s => s.SnapshotId == snapshot!.Id && s.AccountId == accountId)
            .Select(s => new { s.Card, s.Inputs }).FirstOrDefaultAsync(cancellation);
        return stored is null ? (head, null, null) : (head, CardDocument.Read(stored.Card), InputDocument.Read(stored.Inputs).Facts);
    }

    /// <summary>Every agent's card of a month with what it was made of.</summary>
    public async Task<(MonthHead Head, IReadOnlyList<(CardDocument Card, AgentFacts Facts)> Agents)> FactsAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var (head, snapshot, computed) = await HeadAsync(shop, month, cancellation);
        if (computed is not null) return (head, [.. computed.Cards.Select(c => (CardDocument.Of(c), c.Inputs.Facts))]);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var stored = await db.AgentScores.AsNoTracking().Where(s => s.SnapshotId == snapshot!.Id).OrderBy(s => s.AccountId).Select(s => new { s.Card, s.Inputs }).ToListAsync(cancellation);
        return (head, stored.ConvertAll(s => (CardDocument.Read(s.Card), InputDocument.Read(s.Inputs).Facts)));
    }

    /// <summary>False for a month that is approved, or was left out before one that is.</summary>
    public async Task<bool> MayBeCalculatedAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return !await PeriodRows.IsLockedAsync(db, shop.Id, month.ToString(), cancellation);
    }

    /// <summary>What each agent's stored score of a month was made of; null where nobody has calculated it, and nothing is computed.</summary>
    public async Task<IReadOnlyDictionary<long, AgentFacts>?> StoredFactsAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var newest = await db.ScoreSnapshots.Where(s => s.ShopId == shop.Id && s.Month == name).OrderByDescending(s => s.Revision).Select(s => (long?)s.Id).FirstOrDefaultAsync(cancellation);
        if (newest is not { } snapshot) return null;
        var stored = await db.AgentScores.AsNoTracking().Where(s => s.SnapshotId == snapshot).Select(s => new { s.AccountId, s.Inputs }).ToListAsync(cancellation);
        return stored.ToDictionary(s => s.AccountId, s => InputDocument.Read(s.Inputs).Facts);
    }

    /// <summary>What each agent of a month is paid, by account; none where the stored revision is older than the pay sheet.</summary>
    public async Task<(MonthHead Head, IReadOnlyList<PayDocument> Pay)> PayAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var (head, snapshot, computed) = await HeadAsync(shop, month, cancellation);
        if (computed is not null) return (head, computed.Pay);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var stored = await db.PaySlips.AsNoTracking().Where(s => s.SnapshotId == snapshot!.Id).OrderBy(s => s.AccountId).Select(s => s.Document).ToListAsync(cancellation);
        return (head, stored.ConvertAll(PayDocument.Read));
    }

    /// <summary>An agent's stored finals of the months before one, oldest first; null where there is none.</summary>
    public async Task<IReadOnlyList<(CalendarMonth Month, decimal? Final)>> HistoryAsync(Shop shop, CalendarMonth until, long accountId, int months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var names = Enumerable.Range(1, months).Select(back => until.Plus(-back).ToString()).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shop.Id && names.Contains(s.Month))
            .Join(db.AgentScores.Where(a => a.AccountId == accountId), s => s.Id, a => a.SnapshotId, (s, a) => new { s.Month, s.Revision, a.Final })
            .ToListAsync(cancellation);
        var newest = rows.GroupBy(r => r.Month).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Revision)!.Final);
        return [.. Enumerable.Range(1, months).Select(back => until.Plus(-back)).Order().Select(m => (m, newest.GetValueOrDefault(m.ToString())))];
    }

    /// <summary>The rules in force in a month.</summary>
    public async Task<MonthRules> RulesAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RuleBook.ReadAsync(db, shop, month, cancellation);
    }

    /// <summary>Names of accounts.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(IReadOnlyCollection<long> accounts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = accounts.ToList();
        return await db.Users.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
    }

    private async Task<(MonthHead Head, ScoreSnapshot? Snapshot, MonthScores? Computed)> HeadAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var running = RunningMonth(shop);
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var snapshot = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shop.Id && s.Month == name).OrderByDescending(s => s.Revision).FirstOrDefaultAsync(cancellation);
        List<CalendarMonth> months = [.. Enumerable.Range(0, MonthsShown).Select(back => running.Plus(-back))];
        if (!months.Contains(month)) months.Add(month);
        if (snapshot is not null)
        {
            var period = await db.ScorePeriods.AsNoTracking().Where(p => p.ShopId == shop.Id && p.Month == name).Select(p => p.State).FirstOrDefaultAsync(cancellation);
            var state = snapshot.IsPublished ? MonthState.Published : period switch { PeriodState.UnderReview => MonthState.UnderReview, PeriodState.Approved => MonthState.Approved, _ => MonthState.Calculated };
            return (new MonthHead(month, state, snapshot.Revision, snapshot.CreatedAt, months), snapshot, null);
        }

        var computed = await live.ReadAsync(shop, month, cancellation);
        return (new MonthHead(month, month < running ? MonthState.NotCalculated : MonthState.Running, null, computed.AsOf, months), null, computed);
    }

    private static List<CardDocument> Ranked(IEnumerable<CardDocument> cards) =>
        [.. cards.OrderByDescending(c => c.Final ?? -1).ThenBy(c => c.AccountId)];
}
