using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>A notice of somebody's inbox with the case that it is about.</summary>
public sealed record NoticeRow(long Id, string TextKey, string Arguments, DateTime At, DateTime? ReadAt, string? CaseNumber)
{
    /// <summary>The page that it is about, a path of this site; null: none.</summary>
    public string? Href => CaseNumber is null ? NoticeWords.Href(Arguments) : "/cases/" + CaseNumber;
}

/// <summary>The inbox: newest first.</summary>
public sealed record Inbox(IReadOnlyList<NoticeRow> Rows, string? OlderHref, int Unread);

/// <summary>Reads somebody's notices, by his own index, newest first.</summary>
public sealed class FindNotices(CasesDbContext db)
{
    public const int PageSize = 50;
    public const int MostCounted = 99;

    public async Task<Inbox> ListAsync(long accountId, long? before, CancellationToken cancellation)
    {
        var last = before ?? long.MaxValue;
        var rows = await db.Notices.AsNoTracking().Where(n => n.AccountId == accountId && n.Id < last).OrderByDescending(n => n.Id).Take(PageSize + 1)
            .Select(n => new NoticeRow(n.Id, n.TextKey, n.Arguments, n.At, n.ReadAt, db.Cases.Where(c => c.Id == n.CaseId).Select(c => c.Number).FirstOrDefault()))
            .ToListAsync(cancellation);
        var shown = rows.Take(PageSize).ToList();
        return new Inbox(shown, rows.Count > PageSize ? FormattableString.Invariant($"/notices?before={shown[^1].Id}") : null, await UnreadAsync(accountId, cancellation));
    }

    /// <summary>The page that one of his notices is about; null: none, or it is not his.</summary>
    public async Task<string?> HrefAsync(long accountId, long id, CancellationToken cancellation) =>
        (await db.Notices.AsNoTracking().Where(n => n.Id == id && n.AccountId == accountId)
            .Select(n => new NoticeRow(n.Id, n.TextKey, n.Arguments, n.At, n.ReadAt, db.Cases.Where(c => c.Id == n.CaseId).Select(c => c.Number).FirstOrDefault()))
            .FirstOrDefaultAsync(cancellation))?.Href;

    /// <summary>How many are unread, counted to <see cref="MostCounted"/> + 1 among the newest.</summary>
    public Task<int> UnreadAsync(long accountId, CancellationToken cancellation) =>
        db.Notices.Where(n => n.AccountId == accountId && n.ReadAt == null).Take(MostCounted + 1).CountAsync(cancellation);
}
