using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>All versions of the policies with their calendars, kept in memory; read again when a version was added.</summary>
public sealed class PolicyBook(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private (DateTimeOffset CheckedAt, PolicyPages Pages)? known;

    /// <summary>The policies as they are now.</summary>
    public async ValueTask<PolicyPages> ReadAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known is { } k && now - k.CheckedAt < Freshness && now >= k.CheckedAt) return k.Pages;
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using var _ = db.ConfigureAwait(false);
            var pages = PolicyPages.Of(
                await db.PolicyVersions.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellation).ConfigureAwait(false),
                await db.CalendarVersions.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellation).ConfigureAwait(false));
            known = (now, pages);
            return pages;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets, after a version was added here.</summary>
    public void Forget() => known = null;

    public void Dispose() => gate.Dispose();
}
