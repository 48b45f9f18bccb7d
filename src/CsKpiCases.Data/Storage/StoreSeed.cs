using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Storage;

/// <summary>
/// What every store has: the shipped calendars and policies, each put there once, by the first start of the release that brings it;
/// what people change or switch off later is theirs.
/// </summary>
public sealed class StoreSeed(CaseWriter writer, PolicyShelf shelf, TimeProvider clock)
{
    public Task RunAsync(CancellationToken cancellation = default) =>
        writer.WriteAsync(
            async (db, token) =>
            {
                if (await MissingAsync(db, token).ConfigureAwait(false) is { Calendars.Count: 0, Policies.Count: 0 }) return;
                // another node may start at this moment: what it has put there counts
                await PolicyBook.LockAsync(db, token).ConfigureAwait(false);
                var missing = await MissingAsync(db, token).ConfigureAwait(false);
                var now = clock.GetUtcNow().UtcDateTime;
                await shelf.PublishAsync(db, missing.Calendars, null, now, token).ConfigureAwait(false);
                await shelf.PublishAsync(db, missing.Policies, null, now, token).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>A name stays in the store with its versions, whatever is done to it: what has none was never put there.</summary>
    private static async Task<(IReadOnlyList<WorkingCalendar> Calendars, IReadOnlyList<Policy> Policies)> MissingAsync(CasesDbContext db, CancellationToken cancellation)
    {
        var calendars = await db.CalendarVersions.Select(c => c.Name).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        var policies = await db.PolicyVersions.Select(p => p.Name).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        return ([.. ShippedCalendars.All.Where(c => !calendars.Contains(c.Name!))], [.. ShippedPolicies.All.Where(p => !policies.Contains(p.Name))]);
    }
}
