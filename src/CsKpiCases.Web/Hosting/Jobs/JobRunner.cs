using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>Works off what the ledger owes. A tick may come late, twice, or on several nodes at once.</summary>
public sealed class JobRunner(
    IServiceScopeFactory scopes, JobLedger ledger, IDbContextFactory<CasesDbContext> contexts, ShiftBook book, TimeProvider clock, ILogger<JobRunner> log) : IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    // Their hours may be changed meanwhile, here or on another node.
    private static readonly TimeSpan ShiftsHold = TimeSpan.FromMinutes(10);

    // A transaction's worth of rows.
    private const int OwedAtOnce = 200;

    private readonly SemaphoreSlim minute = new(1);
    private readonly SemaphoreSlim owed = new(1);
    private readonly Dictionary<(string Job, long ShopId), DateTime> nextAt = [];
    private int rounds;

    public void Dispose()
    {
        minute.Dispose();
        owed.Dispose();
    }

    /// <summary>One run of each job of each minute that no other node is at.</summary>
    public async Task RunMinuteAsync(CancellationToken cancellation)
    {
        if (!await minute.WaitAsync(0, cancellation)) return; // this node's last minute is not over yet
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var job in scope.ServiceProvider.GetServices<MinuteJob>().OrderBy(j => j.Order))
            {
                if (await ledger.ClaimDayAsync(job.Name, cancellation) is { } claim) await RunAsync(claim, job.RunAsync, cancellation);
            }
        }
        finally
        {
            minute.Release();
        }
    }

    /// <summary>Asks which shops' midnights and shifts' ends have passed, and works off all that is owed: what people wait for, then the oldest first.</summary>
    public async Task RunOwedAsync(CancellationToken cancellation)
    {
        if (!await owed.WaitAsync(0, cancellation)) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var jobs = scope.ServiceProvider.GetServices<PeriodJob>().ToDictionary(j => j.Name);
            var (askedAt, hasRun) = (DateTime.MinValue, ++rounds == 2);
            while (true)
            {
                // Catching up on months takes a while, and midnights pass meanwhile.
                if (clock.GetUtcNow().UtcDateTime is var now && now - askedAt >= AskEvery)
                {
                    askedAt = now;
                    await OweAsync(jobs, cancellation);
                }

                if (await ledger.ClaimNextAsync(jobs.Keys, cancellation) is not { } claim) break;
                await RunAsync(claim, jobs[claim.Job], cancellation);
                hasRun = true;
            }

            // A night's reports, and the start itself, leave a heap behind that nothing idle would ever collect: the machine gets it back.
            if (hasRun) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        finally
        {
            owed.Release();
        }
    }

    /// <summary>Runs a period again by hand and waits for it, as commands do; null when a worker has taken it on.</summary>
    public async Task<bool?> RunByHandAsync(string job, long shopId, string period, long? askedById, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var found = scope.ServiceProvider.GetServices<PeriodJob>().Single(j => j.Name == job);
        var run = await ledger.OweByHandAsync(job, shopId, period, askedById, cancellation);
        return await ledger.ClaimAsync(run, cancellation) is { } claim ? await RunAsync(claim, found, cancellation) : null;
    }

    /// <summary>
    /// Has all that fell due in a shop by now recorded: what counts a period reads what was recorded, and the system may have
    /// been down while it fell due, or no worker may ever have run here.
    /// </summary>
    public async Task SettleAsync(Shop shop, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var job in scope.ServiceProvider.GetServices<MinuteJob>().OrderBy(j => j.Order)) await job.SettleAsync(shop, cancellation);
    }

    private async Task<bool> RunAsync(JobClaim claim, PeriodJob job, CancellationToken cancellation)
    {
        Shop? shop;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            shop = await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == claim.ShopId, cancellation);
        }

        if (shop is null) return await ledger.FailAsync(claim, "The shop is gone.", cancellation);
        return await RunAsync(claim, WorkAsync, cancellation);

        async Task<long> WorkAsync(CancellationToken token)
        {
            await SettleAsync(shop, token);
            return await job.RunAsync(new JobTurn(shop, claim.For, claim.IsByHand, claim.AskedById, claim.RunId), token);
        }
    }

    /// <summary>Does claimed work while renewing the claim; whether it succeeded.</summary>
    private async Task<bool> RunAsync(JobClaim claim, Func<CancellationToken, Task<long>> work, CancellationToken cancellation)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(claim, lost, over.Token);
        try
        {
            var rows = await work(lost.Token);
            return await ledger.FinishAsync(claim, rows, CancellationToken.None);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            if (cancellation.IsCancellationRequested) await ledger.ReleaseAsync(claim, CancellationToken.None);
            log.LogInformation("{Job} for {Period} was given up: the process stops, or the claim was lost", claim.Job, claim.Period);
            return false;
        }
        catch (AlarmException e)
        {
            log.LogError("{Job} for shop {Shop}, period {Period}: {Found}", claim.Job, claim.ShopId, claim.Period, e.Message);
            await ledger.AlarmAsync(claim, e.Rows, e.Message, CancellationToken.None);
            return false;
        }
#pragma warning disable CA1031 // whatever a job throws goes into the ledger; the others must run
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "{Job} failed for shop {Shop}, period {Period}, attempt {Attempt}", claim.Job, claim.ShopId, claim.Period, claim.Attempt);
            await ledger.FailAsync(claim, $"{e.GetType().Name}: {e.Message}", CancellationToken.None);
            return false;
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(JobClaim claim, CancellationTokenSource lost, CancellationToken over)
    {
        using var timer = new PeriodicTimer(JobLedger.Lease / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (await ledger.RenewAsync(claim, over)) continue;
                await lost.CancelAsync(); // another node has it now
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or InvalidOperationException)
        {
            log.LogWarning(e, "The claim of {Job} for {Period} could not be renewed", claim.Job, claim.Period);
            await lost.CancelAsync();
        }
    }

    private async Task OweAsync(Dictionary<string, PeriodJob> jobs, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Shop> shops;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            shops = await db.Shops.AsNoTracking().ToListAsync(cancellation);
        }

        // In memory until something falls due: ten thousand shops cost a look into a table.
        var due = jobs.Values.SelectMany(j => shops.Select(s => (Job: j, Shop: s))).Where(x => nextAt.GetValueOrDefault((x.Job.Name, x.Shop.Id)) <= now);
        foreach (var ofJob in due.GroupBy(x => x.Job, x => x.Shop).ToList()) await OweAsync(ofJob.Key, [.. ofJob], now, cancellation);
    }

    private async Task OweAsync(PeriodJob job, List<Shop> shops, DateTime now, CancellationToken cancellation)
    {
        var ids = shops.ConvertAll(s => s.Id);
        var shifts = job.FollowsShifts ? await book.StoredAsync(ids, cancellation) : null;
        var last = await ledger.LastPeriodsAsync(job.Name, ids, cancellation);
        foreach (var shop in shops)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
            var schedule = job.ScheduleBy([.. shifts?[shop.Id] ?? []]);
            foreach (var some in schedule.Due(zone, last.GetValueOrDefault(shop.Id), shop.CreatedAt, now).Chunk(OwedAtOnce))
            {
                await ledger.OweAsync(job.Name, shop.Id, some, cancellation);
            }

            var next = schedule.NextAt(zone, now) ?? DateTime.MaxValue;
            nextAt[(job.Name, shop.Id)] = job.FollowsShifts && next > now + ShiftsHold ? now + ShiftsHold : next;
        }
    }
}
