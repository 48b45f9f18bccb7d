using System.Collections.Concurrent;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.AutoTransitions;

/// <summary>
/// Fires the timers of states that ran out, case by case through the store. A case whose machine refuses is logged and left
/// alone for a while: until somebody has changed it, else for twice as long each time.
/// </summary>
public sealed class RaiseTimers(IDbContextFactory<CasesDbContext> contexts, CaseStore store, TimeProvider clock, ILogger<RaiseTimers> log)
{
    private const int BatchSize = 500;

    // More than a case has states: longer is no chain of waits but a circle.
    private const int MostRounds = 50;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<long, Refused> refused = new();

    /// <summary>All shops; how many timers fired.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var fired = 0L;
        foreach (var shop in await ShopsAsync(now, cancellation)) fired += await RaiseAsync(shop, now, cancellation);
        return fired;
    }

    /// <summary>Fires a shop's timers until none that ran out by now is left: one that fires at its instant may start another that has run out too.</summary>
    /// <exception cref="InvalidOperationException">Timers start each other without end.</exception>
    public async Task SettleAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = clock.GetUtcNow().UtcDateTime;
        for (var round = 0; await RaiseAsync(shop, now, cancellation) > 0; round++)
        {
            if (round == MostRounds) throw new InvalidOperationException($"The timers of shop {shop.Code} do not come to an end.");
        }
    }

    private async Task<long> RaiseAsync(Shop shop, DateTime now, CancellationToken cancellation)
    {
        var (fired, dueAt, id) = (0L, DateTime.UnixEpoch, 0L);
        while (true)
        {
            var due = await DueAsync(shop.Id, dueAt, id, now, cancellation);
            foreach (var timer in due) fired += await RaiseAsync(shop, timer, now, cancellation) ? 1 : 0;
            if (due.Count < BatchSize) return fired;
            (dueAt, id) = (due[^1].DueAt, due[^1].CaseId);
        }
    }

    private async Task<bool> RaiseAsync(Shop shop, DueTimer timer, DateTime now, CancellationToken cancellation)
    {
        var before = refused.GetValueOrDefault(timer.CaseId);
        if (before is not null && before.Version == timer.Version && before.AgainAt > now) return false;
        var result = await store.ActAsync(shop, timer.CaseId, new RaiseTimer(), Actor.System, null, cancellation: cancellation);
        if (result is not CaseResult.Refused { Refusal: var refusal })
        {
            refused.TryRemove(timer.CaseId, out _);
            return result is CaseResult.Done;
        }

        var pause = before is not null && before.Version == timer.Version ? before.Pause * 2 : FirstPause;
        if (pause > LongestPause) pause = LongestPause;
        refused[timer.CaseId] = new Refused(timer.Version, now + pause, pause);
        log.LogWarning("The timer of case {Number} was refused: {Trigger} in {State}, {Reason}; next try at {At:u} unless the case changes",
            timer.Number, refusal.Trigger, refusal.State, refusal.Reason, now + pause);
        return false;
    }

    private async Task<List<Shop>> ShopsAsync(DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Shops.AsNoTracking()
            .Where(s => db.Cases.Any(c => c.ShopId == s.Id && c.Stage < Stage.Penalize && c.TimerDueAt <= now)).ToListAsync(cancellation);
    }

    private async Task<List<DueTimer>> DueAsync(long shop, DateTime dueAt, long id, DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop && c.Stage < Stage.Penalize && c.TimerDueAt <= now && (c.TimerDueAt > dueAt || (c.TimerDueAt == dueAt && c.Id > id)))
            .OrderBy(c => c.TimerDueAt).ThenBy(c => c.Id).Take(BatchSize)
            .Select(c => new DueTimer(c.Id, c.Number, c.Version, c.TimerDueAt)).ToListAsync(cancellation);
    }

    private sealed record DueTimer(long CaseId, string Number, int Version, DateTime DueAt);

    private sealed record Refused(int Version, DateTime AgainAt, TimeSpan Pause);
}
