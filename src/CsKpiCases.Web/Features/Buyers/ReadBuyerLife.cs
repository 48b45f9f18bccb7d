using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>What a buyer has ordered, complained of, been told and been promised; the newest first, and no more than a page holds.</summary>
public sealed class ReadBuyerLife(CasesDbContext db)
{
    public const int MostCases = 50;
    private const int MostOrders = 20;
    private const int MostContacts = 30;
    private const int MostUnmaskings = 20;

    public Task<List<BuyerCase>> CasesAsync(long shopId, long buyerId, CancellationToken cancellation) => db.Cases.AsNoTracking()
        .Where(c => c.ShopId == shopId && c.BuyerId == buyerId).OrderByDescending(c => c.Id).Take(MostCases)
        .Select(c => new BuyerCase(c.Id, c.Number, c.Type, c.Subject, c.State, c.Stage, c.OpenedAt, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault()))
        .ToListAsync(cancellation);

    public Task<List<BuyerOrder>> OrdersAsync(long shopId, long buyerId, CancellationToken cancellation) => db.Orders.AsNoTracking()
        .Where(o => o.ShopId == shopId && o.BuyerId == buyerId).OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(MostOrders)
        .Select(o => new BuyerOrder(o.Id, o.Number, o.PlacedAt, o.Status, o.PaidAmount, o.Lines.Count, db.Cases.Count(c => c.ShopId == shopId && c.OrderNumber == o.Number)))
        .ToListAsync(cancellation);

    public Task<List<BuyerPromise>> PromisesAsync(long shopId, long buyerId, CancellationToken cancellation) => db.Cases
        .Where(c => c.ShopId == shopId && c.BuyerId == buyerId)
        .Join(db.Promises.Where(p => p.KeptAt == null && p.CancelledAt == null), c => c.Id, p => p.CaseId, (c, p) => new { c.Number, Promise = p })
        .OrderBy(x => x.Promise.DueAt).Take(MostCases)
        .Select(x => new BuyerPromise(x.Number, x.Promise.Kind, x.Promise.What, x.Promise.Amount, x.Promise.OwedBy, x.Promise.DueAt))
        .ToListAsync(cancellation);

    public async Task<List<BuyerContact>> ContactsAsync(IReadOnlyCollection<long> cases, CancellationToken cancellation)
    {
        if (cases.Count == 0) return [];
        var events = await db.CaseEvents.AsNoTracking().Where(e => cases.Contains(e.CaseId) && (e.Kind == EventKind.Contact || e.Kind == EventKind.BuyerMessage))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostContacts)
            .Select(e => new
            {
                e.At, e.Kind, e.Payload, e.Note, Number = db.Cases.Where(c => c.Id == e.CaseId).Select(c => c.Number).First(),
                By = db.Users.Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault(),
            }).ToListAsync(cancellation);
        return [.. events.Select(e => new BuyerContact(e.At, e.Number, e.Kind == EventKind.BuyerMessage, Text(e.Payload, "channel"), Text(e.Payload, "reached") == "true", e.By, e.Note))];
    }

    public async Task<List<Unmasking>> UnmaskingsAsync(long buyerId, CancellationToken cancellation)
    {
        var subject = UnmaskBuyer.SubjectOf(buyerId);
        var rows = await db.AuditEntries.AsNoTracking().Where(a => a.Subject == subject && a.Act == UnmaskBuyer.AuditAct).OrderByDescending(a => a.Id).Take(MostUnmaskings)
            .Select(a => new { a.At, a.Payload, By = db.Users.Where(u => u.Id == a.AccountId).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        return rows.ConvertAll(a => new Unmasking(a.At, a.By, Text(a.Payload, "fields") ?? "", Text(a.Payload, "reason") ?? "", Text(a.Payload, "caseNumber")));
    }

    /// <summary>A member of a payload as text; null where it has none, or was erased.</summary>
    private static string? Text(string? payload, string name)
    {
        if (string.IsNullOrEmpty(payload)) return null;
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) ? value.ToString().ToLowerInvariant() is "true" ? "true" : value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
