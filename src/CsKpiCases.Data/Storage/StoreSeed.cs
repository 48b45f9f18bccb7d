using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Storage;

/// <summary>What every new store has: the shipped calendars and policies. Done once; what people change later is theirs.</summary>
public sealed class StoreSeed(CaseWriter writer, PolicyShelf shelf, TimeProvider clock)
{
    private const string SeededFact = "shipped-policies";

    public Task RunAsync(CancellationToken cancellation = default) =>
        writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.StoreFacts.AnyAsync(f => f.Name == SeededFact, token).ConfigureAwait(false)) return;
                var now = clock.GetUtcNow().UtcDateTime;
                db.StoreFacts.Add(new StoreFact { Name = SeededFact, Value = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
                await shelf.PublishAsync(db, ShippedCalendars.All, null, now, token).ConfigureAwait(false);
                await shelf.PublishAsync(db, [.. ShippedPolicies.KuaishouPack, .. ShippedPolicies.HousePack], null, now, token).ConfigureAwait(false);
            },
            cancellation);
}
