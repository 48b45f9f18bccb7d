using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>New versions of policies or calendars: what files and pages publish alike. The open cases follow afterwards (<see cref="FollowPolicies"/>).</summary>
public sealed class PublishVersions(CaseWriter writer, PolicyShelf shelf, PolicyBook book, IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>Publishes in one transaction.</summary>
    /// <param name="terms">What to publish, by whom and when.</param>
    /// <param name="cancellation">Before it is written.</param>
    /// <param name="isExpected">Asked in the transaction, first: false gives up.</param>
    /// <param name="also">Writes in the same transaction what belongs to it, once something was published.</param>
    /// <returns>Null when it was given up.</returns>
    public async Task<PublishedVersions?> RunAsync(
        NewTerms terms, CancellationToken cancellation,
        Func<CasesDbContext, CancellationToken, Task<bool>>? isExpected = null, Action<CasesDbContext, PublishedVersions>? also = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var published = await writer.WriteAsync(
            async (db, token) =>
            {
                // Before anything is asked: whoever comes second must see what the first has published.
                await PolicyBook.LockAsync(db, token).ConfigureAwait(false);
                if (isExpected is not null && !await isExpected(db, token).ConfigureAwait(false)) return null;
                var done = await PublishAsync(db, terms, token).ConfigureAwait(false);
                if (also is null || done.Added.Count + done.Changed.Count == 0) return done;
                also(db, done);
                await db.SaveChangesAsync(token).ConfigureAwait(false);
                return done;
            },
            cancellation).ConfigureAwait(false);
        // Again, now that it is committed: somebody may have read the old versions in between.
        book.Forget();
        return published;
    }

    /// <summary>What publishing would do, in a transaction that is given up.</summary>
    public async Task<PublishedVersions> TryAsync(NewTerms terms, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        var published = await PublishAsync(db, terms, cancellation).ConfigureAwait(false);
        await transaction.RollbackAsync(cancellation).ConfigureAwait(false);
        book.Forget();
        return published;
    }

    /// <summary>Every version that is not in force: a process that was killed may have left cases under one that it had superseded.</summary>
    public async Task<IReadOnlyList<long>> LeftAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        return await db.PolicyVersions.Where(p => !p.IsCurrent).Select(p => p.Id).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>How many open cases of these shops stand under these versions.</summary>
    public async Task<int> CountOpenAsync(IReadOnlyList<long> shops, IReadOnlyList<long> versions, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        return await db.Cases.CountAsync(
            c => shops.Contains(c.ShopId) && c.Stage < Stage.Penalize && c.PolicyVersionId != null && versions.Contains(c.PolicyVersionId.Value), cancellation).ConfigureAwait(false);
    }

    /// <summary>How many open cases of these shops, under these versions, a new version of their policy would no longer fit.</summary>
    public async Task<int> CountLeavingAsync(IReadOnlyList<Shop> shops, IReadOnlyList<long> versions, Policy next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shops);
        ArgumentNullException.ThrowIfNull(next);
        var shopIds = shops.Select(s => s.Id).ToList();
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        // By what policies match: a few kinds of cases, however many there are.
        var kinds = await db.Cases
            .Where(c => shopIds.Contains(c.ShopId) && c.Stage < Stage.Penalize && c.PolicyVersionId != null && versions.Contains(c.PolicyVersionId.Value) && !c.IsImported)
            .GroupBy(c => new { c.ShopId, c.Type, c.SubKind, c.Category, c.Grade, c.Priority, c.Tier, c.Source })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation).ConfigureAwait(false);
        return kinds.Where(kind => !next.IsEnabled || !next.Matches(FieldsOf(kind.Key.ShopId, new Case
        {
            Type = kind.Key.Type, SubKind = kind.Key.SubKind, Category = kind.Key.Category, Grade = kind.Key.Grade,
            Priority = kind.Key.Priority, Tier = kind.Key.Tier, Source = kind.Key.Source,
        }))).Sum(kind => kind.Count);

        CaseFields FieldsOf(long shopId, Case @case) => PolicyPages.FieldsOf(@case, shops.First(s => s.Id == shopId));
    }

    private Task<PublishedVersions> PublishAsync(CasesDbContext db, NewTerms terms, CancellationToken cancellation) => terms.Policies.Count > 0
        ? shelf.PublishAsync(db, terms.Policies, terms.ById, terms.At, cancellation)
        : shelf.PublishAsync(db, terms.Calendars, terms.ById, terms.At, cancellation);
}

/// <summary>Policies or calendars to publish; where there are both, the policies.</summary>
/// <param name="ById">Null: somebody at the machine's terminal.</param>
public sealed record NewTerms(IReadOnlyList<Policy> Policies, IReadOnlyList<WorkingCalendar> Calendars, long? ById, DateTime At);
