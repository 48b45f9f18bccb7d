using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Webhooks;

/// <summary>
/// Makes of what happened the rows that are to be sent, in the transaction in which it happened: what is committed is sent, and
/// nothing else. A shop without targets costs one probe of an index.
/// </summary>
public sealed class WebhookOutbox(IdSource ids)
{
    // In the transaction and not from memory: another node may have added a target a moment ago.
    private readonly Func<CasesDbContext, long, IAsyncEnumerable<Listener>> listeners =
        EF.CompileAsyncQuery((CasesDbContext db, long shopId) => db.WebhookTargets.Where(t => t.ShopId == shopId && t.IsEnabled)
            .Select(t => new Listener(t.Id, t.Events, db.Shops.Where(s => s.Id == shopId).Select(s => s.Code).First())));

    /// <summary>One row for each event and target that asked for it, due at once. The caller adds them.</summary>
    /// <param name="db">In whose transaction.</param>
    /// <param name="shopId">Whose events.</param>
    /// <param name="happened">Asked only where somebody listens.</param>
    /// <param name="now">UTC, whole seconds.</param>
    public async Task<IReadOnlyList<WebhookDelivery>> RowsAsync(CasesDbContext db, long shopId, Func<IReadOnlyList<WebhookFact>> happened, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(happened);
        var heard = new List<Listener>();
        await foreach (var listener in listeners(db, shopId).ConfigureAwait(false)) heard.Add(listener);
        if (heard.Count == 0) return [];
        var rows = new List<WebhookDelivery>();
        foreach (var fact in happened())
        {
            var eventId = ids.Next();
            rows.AddRange(heard.Where(l => l.Hears(fact.Type)).Select(l => new WebhookDelivery
            {
                Id = ids.Next(), ShopId = shopId, TargetId = l.TargetId, EventId = eventId, Type = fact.Type, CaseId = fact.CaseId,
                Payload = fact.Write(eventId, l.Shop), OccurredAt = fact.At, DueAt = now,
            }));
        }

        return rows;
    }

    private sealed record Listener(long TargetId, string Events, string Shop)
    {
        public bool Hears(string type) => Events.Split(' ').Contains(type);
    }
}
