using CsKpiCases.Data;
using CsKpiCases.Domain.Replies;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>A shop's canned replies.</summary>
public sealed class ReadReplies(CasesDbContext db)
{
    private const int Most = 300;

    public async Task<IReadOnlyList<ReplyRow>> ListAsync(long shopId, string? language, bool withRetired, CancellationToken cancellation)
    {
        var replies = db.CannedReplies.AsNoTracking().Where(r => r.ShopId == shopId && (withRetired || r.RetiredAt == null));
        if (!string.IsNullOrEmpty(language)) replies = replies.Where(r => r.Language == language);
        var rows = await replies.OrderBy(r => r.Id).Take(Most)
            .Select(r => new { Reply = r, By = db.Users.Where(u => u.Id == r.ChangedById).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        return [.. rows.Select(r => new ReplyRow(r.Reply, r.By)).OrderBy(r => r.Reply.RetiredAt is not null).ThenBy(r => r.Reply.Category, StringComparer.Ordinal).ThenBy(r => r.Reply.Id)];
    }

    /// <summary>Those after an id, oldest first.</summary>
    public Task<List<CannedReply>> PageAsync(long shopId, string? language, long after, int most, CancellationToken cancellation)
    {
        var replies = db.CannedReplies.AsNoTracking().Where(r => r.ShopId == shopId && r.Id > after);
        if (!string.IsNullOrEmpty(language)) replies = replies.Where(r => r.Language == language);
        return replies.OrderBy(r => r.Id).Take(most).ToListAsync(cancellation);
    }

    public Task<CannedReply?> FindAsync(long shopId, long id, CancellationToken cancellation) =>
        db.CannedReplies.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.ShopId == shopId, cancellation);
}
