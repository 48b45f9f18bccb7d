using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>How an approval ended.</summary>
public enum ApprovalEnd
{
    Approved,

    /// <summary>There is none, its dry run is not done or found nothing, or it was approved before.</summary>
    NotNow,

    /// <summary>A calendar has a newer version than the dry run was made with.</summary>
    Outdated,

    /// <summary>Whoever asked for it may not approve it.</summary>
    OwnRequest,
}

/// <summary>Approves what a dry run showed: it is owed from then on, and a worker does it within seconds.</summary>
public sealed class ApproveReprocess(CaseWriter writer, JobLedger ledger, AuditLog audit, TimeProvider time)
{
    public Task<ApprovalEnd> RunAsync(Shop shop, long id, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        return writer.WriteAsync((db, token) => ApproveAsync(db, shop, id, by, token), cancellation);
    }

    private async Task<ApprovalEnd> ApproveAsync(CasesDbContext db, Shop shop, long id, SignedIn by, CancellationToken cancellation)
    {
        var shown = db.DryRuns.Where(r => r.Id == id && r.Status == DryRunStatus.Done && db.DryRunLines.Any(l => l.RunId == id));
        var found = await db.Reprocesses.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.ShopId == shop.Id && r.ApprovedAt == null && shown.Any(), cancellation);
        if (found is null) return ApprovalEnd.NotNow;
        if (await db.DryRuns.AnyAsync(r => r.Id == id && r.AskedById == by.AccountId, cancellation)) return ApprovalEnd.OwnRequest;
        var current = await db.CalendarVersions.Where(c => c.IsCurrent).Select(c => c.Id).ToListAsync(cancellation);
        if (!CalendarVersionList.Read(found.Calendars).Values.All(current.Contains)) return ApprovalEnd.Outdated;
        var (now, accountId) = (Instants.Cut(time.GetUtcNow().UtcDateTime), by.AccountId);
        // Two who approve at once: one of them does.
        var isMine = await db.Reprocesses.Where(r => r.Id == id && r.ApprovedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.ApprovedAt, now).SetProperty(r => r.ApprovedById, accountId), cancellation) == 1;
        if (!isMine) return ApprovalEnd.NotNow;
        var days = new { from = LocalDays.Text(found.FirstDay), to = LocalDays.Text(found.LastDay), reason = found.Reason };
        audit.Add(db, Acting.Of(by), "verdicts_reprocessed", shop.Id, id.ToString(CultureInfo.InvariantCulture), days);
        await ledger.OweByHandAsync(db, ReprocessJob.JobName, shop.Id, ReprocessJob.PeriodOf(id), accountId, cancellation);
        return ApprovalEnd.Approved;
    }
}
