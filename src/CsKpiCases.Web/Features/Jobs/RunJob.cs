using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Jobs;

/// <summary>Owes a period of a job once more, as somebody asks for it; a worker takes it on within seconds.</summary>
public sealed class RunJob(ShiftBook shifts, JobLedger ledger, CaseWriter writer, IdSource ids, IEnumerable<PeriodJob> jobs, TimeProvider clock)
{
    /// <summary>Why it was not done; null when it was.</summary>
    public async Task<RunRefusal?> RunAsync(Shop shop, string? job, string? period, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var found = jobs.FirstOrDefault(j => j.Name == job);
        if (found is null) return RunRefusal.UnknownJob;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var now = clock.GetUtcNow().UtcDateTime;
        var schedule = found.ScheduleBy(await shifts.StoredAsync(shop.Id, cancellation));
        // A date picker gives a day also where a month is meant, or the shifts of the day.
        IReadOnlyList<string>? periods = LocalDays.TryParse(period, out var day) ? schedule.PeriodsOf(day, zone) : schedule.IsPeriod(period, zone) ? [period!] : null;
        if (periods is null) return RunRefusal.NotAPeriod;
        if (periods.Count == 0) return RunRefusal.NoShifts;
        var over = periods.Where(p => schedule.IsOver(p, zone, now)).ToList();
        if (over.Count == 0) return RunRefusal.NotOver;
        foreach (var one in over) await ledger.OweByHandAsync(found.Name, shop.Id, one, accountId, cancellation);
        await writer.WriteAsync(
            async (db, token) =>
            {
                db.Add(new AuditEntry { Id = ids.Next(), ShopId = shop.Id, AccountId = accountId, At = now, Act = "job.run", Subject = $"{found.Name} {period}" });
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return null;
    }
}

/// <summary>Why a job is not run.</summary>
public enum RunRefusal
{
    UnknownJob,
    NotAPeriod,

    /// <summary>The day, month or shift is not over.</summary>
    NotOver,

    /// <summary>The job follows the shop's shifts, and it has none.</summary>
    NoShifts,
}
