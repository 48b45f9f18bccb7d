using System.Linq.Expressions;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>
/// What jobs owe and how it went. A row is claimed by one conditional update, so that of several nodes one works on it, and
/// for a lease that the worker renews: what a killed one left behind is free when it lapses.
/// </summary>
public sealed class JobLedger(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, LeasedNode node, TimeProvider clock)
{
    /// <summary>Short, so that another node takes over within half a minute; renewed four times in it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>After so many failures, or kills, a row waits for a person.</summary>
    public const int MostAttempts = 5;

    private static readonly int[] BackOffMinutes = [1, 5, 15, 60];

    // Named, so that it is not taken for the state of a case, which no update may touch.
    private static readonly Expression<Func<JobRun, JobRunState>> Progress = r => r.State;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Writes down what is owed; what is in the ledger already stays as it is.</summary>
    public Task OweAsync(string job, long shopId, IReadOnlyCollection<string> periods, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var known = await db.JobRuns.Where(r => r.Job == job && r.ShopId == shopId && periods.Contains(r.Period)).Select(r => r.Period).ToListAsync(token);
            foreach (var period in periods.Except(known)) db.Add(new JobRun { Id = ids.Next(), Job = job, ShopId = shopId, Period = period, ClaimedUntil = Now });
            await db.SaveChangesAsync(token);
        },
        cancellation);

    /// <summary>Owes a period once more, whatever became of it so far; the row's id.</summary>
    public Task<long> OweByHandAsync(string job, long shopId, string period, long? askedById, CancellationToken cancellation) =>
        writer.WriteAsync((db, token) => OweByHandAsync(db, job, shopId, period, askedById, token), cancellation);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<long> OweByHandAsync(CasesDbContext db, string job, long shopId, string period, long? askedById, CancellationToken cancellation)
    {
        var prefix = period + JobClaim.ByHand;
        var count = await db.JobRuns.CountAsync(r => r.Job == job && r.ShopId == shopId && r.Period.StartsWith(prefix), cancellation);
        var run = new JobRun { Id = ids.Next(), Job = job, ShopId = shopId, Period = $"{prefix}{count + 1:000}", ClaimedUntil = Now, AskedById = askedById };
        db.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run.Id;
    }

    /// <summary>The newest period of a job in the ledger of each of these shops that has any, runs by hand apart: by its unique key, however long the ledger is.</summary>
    public async Task<Dictionary<long, string>> LastPeriodsAsync(string job, IReadOnlyCollection<long> shops, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation);
        await using var _ = db;
        var last = await db.Shops.Where(s => EF.Parameter(shops).Contains(s.Id)).Select(s => new
        {
            s.Id,
            Period = db.JobRuns.Where(r => r.Job == job && r.ShopId == s.Id && !EF.Functions.Like(r.Period, "%/%")).OrderByDescending(r => r.Period).Select(r => r.Period).FirstOrDefault(),
        }).ToListAsync(cancellation);
        return last.Where(l => l.Period is not null).ToDictionary(l => l.Id, l => l.Period!);
    }

    /// <summary>
    /// Claims the next piece of owed work of these jobs: what was asked for by hand, else the oldest; null when nothing is owed, or
    /// others have it all.
    /// </summary>
    public async Task<JobClaim?> ClaimNextAsync(IReadOnlyCollection<string> jobs, CancellationToken cancellation)
    {
        var now = Now;
        List<JobRun> owed;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            owed = await db.JobRuns.AsNoTracking()
                .Where(r => r.State != JobRunState.Done && r.ClaimedUntil <= now && r.Attempts < MostAttempts && jobs.Contains(r.Job))
                .OrderBy(r => EF.Functions.Like(r.Period, "%/%") ? 0 : 1).ThenBy(r => r.Period).ThenBy(r => r.Id).Take(20).ToListAsync(cancellation);
        }

        foreach (var run in owed)
        {
            if (await ClaimAsync(run, cancellation) is { } claim) return claim;
        }

        return null;
    }

    /// <summary>Claims one row that was owed by hand; null when a worker was quicker.</summary>
    public async Task<JobClaim?> ClaimAsync(long runId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.JobRuns.AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        return run.State == JobRunState.Owed ? await ClaimAsync(run, cancellation) : null;
    }

    /// <summary>Claims today's row of a job of each minute; null while another node is at it.</summary>
    public async Task<JobClaim?> ClaimDayAsync(string job, CancellationToken cancellation)
    {
        var day = LocalDays.Text(DateOnly.FromDateTime(Now));
        JobRun? run = null;
        for (var isOwed = false; run is null; isOwed = true)
        {
            if (isOwed) await OweAsync(job, 0, [day], cancellation);
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            run = await db.JobRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Job == job && r.ShopId == 0 && r.Period == day, cancellation);
        }

        return run.State == JobRunState.Running && run.ClaimedUntil > Now ? null : await ClaimAsync(run, cancellation);
    }

    /// <summary>Keeps a claim for another lease; false when it was lost.</summary>
    public async Task<bool> RenewAsync(JobClaim claim, CancellationToken cancellation)
    {
        var until = Now + Lease;
        return await WriteAsync(claim, q => q.ExecuteUpdateAsync(s => s.SetProperty(r => r.ClaimedUntil, until), cancellation), cancellation);
    }

    /// <summary>Done; a day's rows add up.</summary>
    public Task<bool> FinishAsync(JobClaim claim, long rows, CancellationToken cancellation)
    {
        var now = Now;
        return WriteAsync(
            claim,
            q => q.ExecuteUpdateAsync(
                s => s.SetProperty(Progress, JobRunState.Done).SetProperty(r => r.EndedAt, now).SetProperty(r => r.ClaimedUntil, now)
                    .SetProperty(r => r.Rows, r => r.Rows + rows).SetProperty(r => r.Error, (string?)null),
                cancellation),
            cancellation);
    }

    /// <summary>Failed: tried again after a while, at most <see cref="MostAttempts"/> times.</summary>
    public Task<bool> FailAsync(JobClaim claim, string error, CancellationToken cancellation)
    {
        var now = Now;
        var again = now.AddMinutes(BackOffMinutes[Math.Clamp(claim.Attempt - 1, 0, BackOffMinutes.Length - 1)]);
        return WriteAsync(
            claim,
            q => q.ExecuteUpdateAsync(
                s => s.SetProperty(Progress, JobRunState.Failed).SetProperty(r => r.EndedAt, now).SetProperty(r => r.ClaimedUntil, again).SetProperty(r => r.Error, error),
                cancellation),
            cancellation);
    }

    /// <summary>Done, and what it found needs a person: failed with these words, and not tried again by itself.</summary>
    public Task<bool> AlarmAsync(JobClaim claim, long rows, string found, CancellationToken cancellation)
    {
        var now = Now;
        return WriteAsync(
            claim,
            q => q.ExecuteUpdateAsync(
                s => s.SetProperty(Progress, JobRunState.Failed).SetProperty(r => r.EndedAt, now).SetProperty(r => r.ClaimedUntil, Case.Never)
                    .SetProperty(r => r.Rows, r => r.Rows + rows).SetProperty(r => r.Error, found),
                cancellation),
            cancellation);
    }

    /// <summary>Given back undone, because the process stops: it does not count as an attempt.</summary>
    public Task<bool> ReleaseAsync(JobClaim claim, CancellationToken cancellation)
    {
        var now = Now;
        return WriteAsync(
            claim,
            q => q.ExecuteUpdateAsync(
                s => s.SetProperty(Progress, JobRunState.Owed).SetProperty(r => r.Attempts, r => r.Attempts - 1).SetProperty(r => r.ClaimedUntil, now),
                cancellation),
            cancellation);
    }

    private async Task<JobClaim?> ClaimAsync(JobRun seen, CancellationToken cancellation)
    {
        var (now, until) = (Now, Now + Lease);
        var claimed = await writer.WriteAsync(
            (db, token) => db.JobRuns
                .Where(r => r.Id == seen.Id && r.State == seen.State && r.Attempts == seen.Attempts && r.ClaimedUntil == seen.ClaimedUntil)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(Progress, JobRunState.Running).SetProperty(r => r.Attempts, r => r.Attempts + 1)
                        .SetProperty(r => r.StartedAt, now).SetProperty(r => r.EndedAt, (DateTime?)null)
                        .SetProperty(r => r.Node, node.Holder).SetProperty(r => r.ClaimedUntil, until),
                    token),
            cancellation);
        return claimed == 1 ? new JobClaim(seen.Id, seen.Attempts + 1, seen.Job, seen.ShopId, seen.Period, seen.AskedById) : null;
    }

    private async Task<bool> WriteAsync(JobClaim claim, Func<IQueryable<JobRun>, Task<int>> update, CancellationToken cancellation) =>
        await writer.WriteAsync(
            (db, _) => update(db.JobRuns.Where(r => r.Id == claim.RunId && r.Attempts == claim.Attempt && r.State == JobRunState.Running)),
            cancellation) == 1;
}
