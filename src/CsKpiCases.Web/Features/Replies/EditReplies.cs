using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>Makes, changes and retires a shop's canned replies.</summary>
public sealed class EditReplies(CaseWriter writer, IdSource ids, TimeProvider time)
{
    /// <summary>Languages that a reply can be in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh-CN", "en"];

    /// <summary>Adds one, or changes the one of that id; what is wrong by field, empty when it is done. The fault <c>seen</c>: somebody else has changed it.</summary>
    public async Task<Dictionary<string, ReplyFault>> SaveAsync(long shopId, long? id, ReplyForm form, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var faults = Check(form);
        if (faults.Count > 0) return faults;
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var isSaved = await writer.WriteAsync(
            async (db, token) =>
            {
                var reply = id is null ? null : await db.CannedReplies.AsTracking().FirstOrDefaultAsync(r => r.Id == id && r.ShopId == shopId, token);
                if (id is not null && (reply is null || (form.Seen is { Length: > 0 } seen && seen != ReplyForm.SeenOf(reply)))) return false;
                if (reply is null) db.Add(reply = new CannedReply { Id = ids.Next(), ShopId = shopId, CreatedAt = now, CreatedById = by });
                (reply.Category, reply.CaseType, reply.Language) = (string.IsNullOrEmpty(form.Category) ? null : form.Category, form.CaseType, form.Language!);
                (reply.Title, reply.Text) = (form.Title!.Trim(), form.Text!.Trim());
                (reply.ChangedAt, reply.ChangedById) = (now, by);
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
        return isSaved ? [] : new() { ["seen"] = new ReplyFault("replies.stale") };
    }

    /// <summary>No longer offered, or offered again; false when there is none.</summary>
    public async Task<bool> RetireAsync(long shopId, long id, bool isRetired, long by, CancellationToken cancellation)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        DateTime? at = isRetired ? now : null;
        return await writer.WriteAsync(
            (db, token) => db.CannedReplies.Where(r => r.Id == id && r.ShopId == shopId).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.RetiredAt, at).SetProperty(r => r.ChangedAt, now).SetProperty(r => r.ChangedById, by), token),
            cancellation) == 1;
    }

    /// <summary>Copies the shipped replies that the shop has none of the same title and language of; how many.</summary>
    public Task<int> TakeShippedAsync(long shopId, long? by, CancellationToken cancellation)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        return writer.WriteAsync(
            async (db, token) =>
            {
                var there = (await db.CannedReplies.Where(r => r.ShopId == shopId).Select(r => new { r.Language, r.Title }).ToListAsync(token)).Select(r => (r.Language, r.Title)).ToHashSet();
                var fresh = ShippedReplies.All.Where(r => !there.Contains((r.Language, r.Title))).Select(r => new CannedReply
                {
                    Id = ids.Next(), ShopId = shopId, Language = r.Language, Category = r.Category, CaseType = r.CaseType, Title = r.Title, Text = r.Text,
                    CreatedAt = now, CreatedById = by, ChangedAt = now, ChangedById = by,
                }).ToList();
                db.AddRange(fresh);
                await db.SaveChangesAsync(token);
                return fresh.Count;
            },
            cancellation);
    }

    private static Dictionary<string, ReplyFault> Check(ReplyForm form)
    {
        var faults = new Dictionary<string, ReplyFault>();
        if (string.IsNullOrWhiteSpace(form.Title) || form.Title.Trim().Length > CannedReply.LongestTitle) faults["title"] = new ReplyFault("replies.title-wrong");
        if (string.IsNullOrWhiteSpace(form.Text) || form.Text.Trim().Length > CannedReply.LongestText) faults["text"] = new ReplyFault("replies.text-wrong");
        else if (ReplyText.Unknown(form.Text) is { Count: > 0 } unknown) faults["text"] = new ReplyFault("replies.unknown", string.Join(' ', unknown.Select(name => "{" + name + "}")));
        if (form.Language is null || !Languages.Contains(form.Language)) faults["language"] = new ReplyFault("replies.language-wrong");
        if (!string.IsNullOrEmpty(form.Category) && !ComplaintCatalogue.Categories.Contains(form.Category)) faults["category"] = new ReplyFault("replies.category-wrong");
        if (form.CaseType is { } type && (!Enum.IsDefined(type) || type == CaseType.Unclassified)) faults["caseType"] = new ReplyFault("replies.type-wrong");
        return faults;
    }
}
