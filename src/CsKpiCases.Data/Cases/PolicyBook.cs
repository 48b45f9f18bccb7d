using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// All versions of the policies with their calendars, kept in memory. Versions are only ever added: every few seconds, and
/// whenever a policy is chosen, they are counted, and read again when there are more.
/// </summary>
public sealed class PolicyBook(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock) : IDisposable
{
    // Any number that no other advisory lock of the database has.
    private const long LockKey = 7_071_001;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly Func<CasesDbContext, Task<int>> countVersions = EF.CompileAsyncQuery((CasesDbContext db) => db.PolicyVersions.Count());
    private readonly SemaphoreSlim gate = new(1);
    private Reading? known;

    /// <summary>The policies as they are now, or were a few seconds ago.</summary>
    public ValueTask<PolicyPages> ReadAsync(CancellationToken cancellation) => ReadAsync(IsFresh, cancellation);

    /// <summary>As the other, and read anew when a version is asked for that was not there then.</summary>
    /// <exception cref="InvalidDataException">The store has no such version.</exception>
    public ValueTask<PolicyPages> ReadAsync(IReadOnlyCollection<long> versions, CancellationToken cancellation) => ReadAsync(versions, [], cancellation);

    /// <summary>As the other, and with these calendar versions, which no policy may name.</summary>
    /// <exception cref="InvalidDataException">The store has no such policy version.</exception>
    public async ValueTask<PolicyPages> ReadAsync(IReadOnlyCollection<long> versions, IReadOnlyCollection<long> calendars, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(calendars);
        var pages = await ReadAsync(known => versions.All(v => known.Pages.Find(v) is not null) && calendars.All(c => known.Pages.FindCalendar(c) is not null), cancellation).ConfigureAwait(false);
        return versions.FirstOrDefault(v => pages.Find(v) is null) is var missing and not 0
            ? throw new InvalidDataException($"The store has no policy version {missing}.")
            : pages;
    }

    /// <summary>
    /// For choosing a policy: as they are in the caller's transaction, and stay until it ends. A book of a few seconds ago may
    /// lack what another process has published since, and a case chosen from it, committed after the publisher has looked for
    /// the cases to move, would be left behind. So a choice counts the versions, one small statement in those few acts that
    /// choose, and keeps publishing out: the embedded database has one writer, on PostgreSQL they share a lock.
    /// </summary>
    public async Task<PolicyPages> ReadAsync(CasesDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        // A statement of its own: the next one sees what was committed while this one waited.
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({LockKey})", cancellation).ConfigureAwait(false);
        var count = await countVersions(db).ConfigureAwait(false);
        return await ReadAsync(other => other.Policies == count, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The pages with these versions, and with the calendar versions that each of them names. One that the store does not have
    /// is not in them: for whoever has other cases to look after.
    /// </summary>
    public ValueTask<PolicyPages> ReadWithAsync(IReadOnlyCollection<long> versions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return ReadAsync(known => versions.All(v => known.Pages.Find(v) is not null), cancellation);
    }

    /// <summary>For publishing: waits for the transactions that are choosing, and lets none choose before the caller's has ended.</summary>
    internal static async Task LockAsync(CasesDbContext db, CancellationToken cancellation)
    {
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets, after a version was added here.</summary>
    public void Forget() => known = null;

    public void Dispose() => gate.Dispose();

    /// <summary>What is known, where that is enough; else asked of the store after the call, whoever else was asking just then.</summary>
    private async ValueTask<PolicyPages> ReadAsync(Func<Reading, bool> isEnough, CancellationToken cancellation)
    {
        if (known is { } before && isEnough(before)) return before.Pages;
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (known is { } other && isEnough(other)) return other.Pages;
            var read = await CheckAsync(known, cancellation).ConfigureAwait(false);
            known = read;
            return read.Pages;
        }
        finally
        {
            gate.Release();
        }
    }

    private bool IsFresh(Reading reading) => clock.GetUtcNow().UtcDateTime - reading.CheckedAt is var age && age >= TimeSpan.Zero && age < Freshness;

    private async Task<Reading> CheckAsync(Reading? before, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using var _ = db.ConfigureAwait(false);
        if (before is not null
            && before.Policies == await db.PolicyVersions.CountAsync(cancellation).ConfigureAwait(false)
            && before.Calendars == await db.CalendarVersions.CountAsync(cancellation).ConfigureAwait(false))
        {
            return before with { CheckedAt = now };
        }

        // Policies first: the calendars that they name are there before them.
        var policies = await db.PolicyVersions.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellation).ConfigureAwait(false);
        var calendars = await db.CalendarVersions.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return new Reading(now, PolicyPages.Of(policies, calendars), policies.Count, calendars.Count);
    }

    private sealed record Reading(DateTime CheckedAt, PolicyPages Pages, int Policies, int Calendars);
}
