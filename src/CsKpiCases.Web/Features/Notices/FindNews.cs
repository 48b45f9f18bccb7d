using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>A notice in its reader's words.</summary>
/// <param name="Id">As text: a script's numbers hold no id.</param>
public sealed record ToldNotice(string Id, string Text);

/// <summary>What a stream tells its reader.</summary>
/// <param name="Unread">For the bell: the number, <c>99+</c>, or nothing.</param>
/// <param name="Words">The same said.</param>
/// <param name="Notices">What has come since, the newest first; at most <see cref="FindNews.MostTold"/>.</param>
/// <param name="More">How many more have come.</param>
public sealed record News(string Unread, string Words, IReadOnlyList<ToldNotice> Notices, int More);

/// <summary>What a stream's reader has been told.</summary>
/// <param name="after">The newest notice that he knew when the stream was opened again; null: opened anew, what is there is no news.</param>
public sealed class NewsTold(long? after)
{
    /// <summary>The newest notice that he knows.</summary>
    public long Newest { get; internal set; } = after ?? 0;

    internal long? After => after;

    internal int? Unread { get; set; }

    /// <summary>Of the last moments; null before the first look.</summary>
    internal HashSet<long>? Known { get; set; }
}

/// <summary>Looks into an inbox for what a stream has not told yet.</summary>
public sealed class FindNews(IDbContextFactory<CasesDbContext> contexts, Texts texts, TimeProvider clock)
{
    public const int MostTold = 3;
    private const int MostLookedAt = 40;

    // Another node's notices may come to light a little after newer ones.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    /// <summary>What is new, in the language of the caller's request; null when nothing is.</summary>
    public async Task<News?> RunAsync(long accountId, NewsTold told, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        var recent = IdSource.LowestAt(clock.GetUtcNow().UtcDateTime - Late);
        var from = told is { Known: null, After: { } after } && after < recent ? after : recent;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Else what is delivered in between would be counted now and told next time.
        await using var moment = await db.BeginReadAsync(cancellation);
        var rows = await db.Notices.AsNoTracking().Where(n => n.AccountId == accountId && n.Id > from).OrderByDescending(n => n.Id).Take(MostLookedAt)
            .Select(n => new { n.Id, n.TextKey, n.Arguments, n.ReadAt }).ToListAsync(cancellation);
        var unread = await db.Notices.Where(n => n.AccountId == accountId && n.ReadAt == null).Take(FindNotices.MostCounted + 1).CountAsync(cancellation);
        var known = told.Known ?? [.. rows.Select(r => r.Id).Where(id => told.After is null || id <= told.After)];
        var fresh = rows.FindAll(r => r.ReadAt is null && !known.Contains(r.Id));
        var isSame = fresh.Count == 0 && told.Unread == unread;
        (told.Unread, told.Known) = (unread, [.. known.Where(id => id > recent), .. rows.Select(r => r.Id)]);
        told.Newest = Math.Max(told.Newest, rows.Count > 0 ? rows[0].Id : 0);
        if (isSame) return null;
        var said = fresh.Take(MostTold).Select(r => new ToldNotice(r.Id.ToString(CultureInfo.InvariantCulture), texts.Say(r.TextKey, r.Arguments))).ToList();
        return new News(Count(unread), unread == 0 ? "" : texts.Plural("notices.unread", unread), said, fresh.Count - said.Count);
    }

    private static string Count(int unread) => unread switch
    {
        0 => "",
        > FindNotices.MostCounted => FormattableString.Invariant($"{FindNotices.MostCounted}+"),
        _ => unread.ToString(CultureInfo.InvariantCulture),
    };
}
