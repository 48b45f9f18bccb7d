using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>
/// Does an approved reprocess: case by case, each in a transaction of its own, exactly what its dry run showed. Doing it again,
/// as after a kill, changes nothing more; once it has ended it tells of itself, once.
/// </summary>
public sealed class ReprocessCases(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, ReprocessCase one, PolicyBook policies, IdSource ids, TimeProvider time)
{
    public const string NoticeKey = "notice.reprocess.done";
    public const string OwnNoticeKey = "notice.reprocess.yours";

    private const int LinesAPage = 500;

    /// <summary>How many cases have other verdicts now.</summary>
    public async Task<int> RunAsync(Shop shop, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (reprocess, terms) = await ReadAsync(shop, id, cancellation);
        if (reprocess.EndedAt is not null) return reprocess.Changed;
        var by = Actor.Person(reprocess.ApprovedById ?? throw new InvalidOperationException($"The reprocess {id} was not approved."));
        var (changed, leftAlone) = (0, new List<long>());
        for (var after = 0; await NextAsync(id, after, cancellation) is { Count: > 0 } lines; after = lines[^1].Ordinal)
        {
            foreach (var shown in lines.GroupBy(l => l.CaseId))
            {
                if (await one.RunAsync(shop, shown.Key, [.. shown], terms, by, cancellation) == CaseReprocessed.Changed) changed++;
                else leftAlone.Add(shown.Key);
            }
        }

        await EndAsync(reprocess, changed, leftAlone, cancellation);
        return changed;
    }

    private async Task<(Reprocess Row, ReprocessTerms Terms)> ReadAsync(Shop shop, long id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Reprocesses.AsNoTracking().SingleAsync(r => r.Id == id && r.ShopId == shop.Id, cancellation);
        var versions = CalendarVersionList.Read(row.Calendars);
        var book = await policies.ReadAsync([], [.. versions.Values], cancellation);
        var calendars = versions.ToDictionary(v => v.Key, v => book.FindCalendar(v.Value) ?? throw new InvalidDataException($"The store has no calendar version {v.Value}."));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return (row, new ReprocessTerms(id, calendars, LocalDays.StartOf(row.FirstDay, zone), LocalDays.StartOf(row.LastDay.AddDays(1), zone), row.Reason));
    }

    /// <summary>The next lines, all of a case or none: a case's stand together.</summary>
    private async Task<List<DryRunLine>> NextAsync(long id, int after, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var lines = await db.DryRunLines.AsNoTracking().Where(l => l.RunId == id && l.Ordinal > after).OrderBy(l => l.Ordinal).Take(LinesAPage).ToListAsync(cancellation);
        if (lines.Count < LinesAPage) return lines;
        var last = lines[^1].CaseId;
        return lines[0].CaseId == last
            ? await db.DryRunLines.AsNoTracking().Where(l => l.RunId == id && l.Ordinal > after && l.CaseId == last).OrderBy(l => l.Ordinal).ToListAsync(cancellation)
            : [.. lines.TakeWhile(l => l.CaseId != last)];
    }

    private Task EndAsync(Reprocess reprocess, int changed, List<long> leftAlone, CancellationToken cancellation)
    {
        var (id, now) = (reprocess.Id, Instants.Cut(time.GetUtcNow().UtcDateTime));
        return writer.WriteAsync(
            async (db, token) =>
            {
                var numbers = JsonSerializer.Serialize(await db.Cases.Where(c => leftAlone.Contains(c.Id)).OrderBy(c => c.Id).Select(c => c.Number).ToListAsync(token));
                var isFirst = await db.Reprocesses.Where(r => r.Id == id && r.EndedAt == null)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.EndedAt, now).SetProperty(r => r.Changed, changed).SetProperty(r => r.LeftAlone, numbers), token) == 1;
                if (isFirst && changed > 0) await TellAsync(db, reprocess, changed, now, token);
            },
            cancellation);
    }

    private async Task TellAsync(CasesDbContext db, Reprocess reprocess, int changed, DateTime now, CancellationToken cancellation)
    {
        db.Add(ReprocessNotices.Of(ids.Next(), NoticeKey, Audience.Supervisors, null, reprocess, changed, now, withLink: true));
        // Whose a miss was, or is: what fell away has gone from his clock already.
        var since = reprocess.ApprovedAt;
        var agents = await db.DryRunLines.Where(l => l.RunId == reprocess.Id)
            .Join(db.Breaches, l => new { l.CaseId, l.Clock, Run = l.ClockRun }, b => new { b.CaseId, b.Clock, b.Run }, (l, b) => new { l.CaseId, b.AttributedToId, b.WithdrawnAt, b.DetectedAt })
            .Where(x => x.AttributedToId != null && (x.WithdrawnAt >= since || x.DetectedAt >= since)).GroupBy(x => x.AttributedToId!.Value)
            .Select(g => new { AccountId = g.Key, Cases = g.Select(x => x.CaseId).Distinct().Count() }).ToListAsync(cancellation);
        foreach (var agent in agents) db.Add(ReprocessNotices.Of(ids.Next(), OwnNoticeKey, Audience.Account, agent.AccountId, reprocess, agent.Cases, now, withLink: false));
        await db.SaveChangesAsync(cancellation);
    }
}
