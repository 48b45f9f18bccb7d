using System.Text.Encodings.Web;
using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>Tells the handler of a SKU of its quality, names the handler, and takes his answer. Each tells whom it is for.</summary>
public sealed class TellQuality(CaseWriter writer, IdSource ids, ShopPeople people, TimeProvider time)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DateTime Now => Instants.Cut(time.GetUtcNow().UtcDateTime);

    public static string HrefOf(string sku) => "/quality/sku?sku=" + Uri.EscapeDataString(sku);

    /// <summary>What is wrong, by field, as text keys; empty: told.</summary>
    public async Task<Dictionary<string, string>> TellAsync(Shop shop, long caseId, TellPage form, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var faults = new Dictionary<string, string>();
        var (what, sku) = (form.What?.Trim() ?? "", form.Sku ?? "");
        if (what.Length is 0 or > QualityFeedback.LongestText) faults["what"] = "quality.wrong.what";
        if (form.Skus.All(s => s.Sku != sku)) faults["sku"] = "quality.wrong.sku";
        if (form.EvidenceId is { } photo && form.Photos.All(p => p.Id != photo)) faults["evidenceId"] = "quality.wrong.photo";
        if (faults.Count > 0) return faults;
        var now = Now;
        await writer.WriteAsync(
            async (db, token) =>
            {
                var handler = await db.SkuHandlers.Where(h => h.ShopId == shop.Id && h.Sku == sku).Select(h => (long?)h.AccountId).FirstOrDefaultAsync(token);
                db.Add(new QualityFeedback { Id = ids.Next(), ShopId = shop.Id, Sku = sku, CaseId = caseId, What = what, EvidenceId = form.EvidenceId, ToldAt = now, ToldById = by, HandlerId = handler });
                // without a handler it is the supervisors who name one
                db.Add(Message(shop.Id, "notice.quality_told", handler, sku, what, now));
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return faults;
    }

    /// <summary>Names who answers for a SKU; what waits for an answer goes to him. False for somebody of another shop.</summary>
    public async Task<bool> NameAsync(Shop shop, string sku, long accountId, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        if ((await people.OfAsync(shop.Id, cancellation)).All(p => p.Id != accountId)) return false;
        var now = Now;
        await writer.WriteAsync(
            async (db, token) =>
            {
                var row = await db.SkuHandlers.AsTracking().FirstOrDefaultAsync(h => h.ShopId == shop.Id && h.Sku == sku, token);
                if (row is null) db.Add(row = new SkuHandler { ShopId = shop.Id, Sku = sku });
                (row.AccountId, row.SetAt, row.SetById) = (accountId, now, by);
                var waiting = await db.QualityFeedback.Where(f => f.ShopId == shop.Id && f.Sku == sku && f.AnsweredAt == null && f.HandlerId != accountId)
                    .ExecuteUpdateAsync(s => s.SetProperty(f => f.HandlerId, accountId), token);
                if (waiting > 0 && accountId != by) db.Add(Message(shop.Id, "notice.quality_told", accountId, sku, "", now));
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return true;
    }

    /// <summary>The handler's answer, or that of whoever may name him. Null when it is taken, else a text key.</summary>
    public async Task<string?> AnswerAsync(Shop shop, long id, string? answer, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        var text = answer?.Trim() ?? "";
        if (text.Length is 0 or > QualityFeedback.LongestText) return "quality.wrong.answer";
        var (now, mayName) = (Now, by.Can(Right.NameHandlers, shop.Id));
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var row = await db.QualityFeedback.AsTracking().FirstOrDefaultAsync(f => f.Id == id && f.ShopId == shop.Id, token);
                if (row is null || row.AnsweredAt is not null) return "quality.wrong.answered";
                if (!mayName && row.HandlerId != by.AccountId) return "quality.wrong.not-yours";
                (row.Answer, row.AnsweredAt, row.AnsweredById) = (text, now, by.AccountId);
                if (row.ToldById != by.AccountId) db.Add(Message(shop.Id, "notice.quality_answered", row.ToldById, row.Sku, text, now));
                await db.SaveChangesAsync(token);
                return null as string;
            },
            cancellation);
    }

    private OutboxMessage Message(long shopId, string key, long? account, string sku, string note, DateTime now)
    {
        var arguments = new { subject = sku, note = note.Length > 100 ? Data.ClippedText.To(note, 100) + "…" : note, href = HrefOf(sku) };
        object payload = account is { } one ? new { audience = nameof(Audience.Account), accountId = one, arguments } : new { audience = nameof(Audience.Supervisors), arguments };
        return new OutboxMessage { Id = ids.Next(), ShopId = shopId, Kind = key, CreatedAt = now, Payload = JsonSerializer.Serialize(payload, Plain) };
    }
}
