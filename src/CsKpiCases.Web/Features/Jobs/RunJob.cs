using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Jobs;

/// <summary>Owes a period of a job once more, as somebody asks for it; a worker takes it on within seconds.</summary>
public sealed class RunJob(JobLedger ledger, CaseWriter writer, IdSource ids, IEnumerable<PeriodJob> jobs, TimeProvider clock)
{
    /// <summary>Why it was not done; null when it was.</summary>
    public async Task<RunRefusal?> RunAsync(Shop shop, string? job, string? period, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var found = jobs.FirstOrDefault(j => j.Name == job);
        if (found is null) return RunRefusal.UnknownJob;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var now = clock.GetUtcNow().UtcDateTime;
        // A date picker gives a day also where a month is meant.
        if (LocalDays.TryParse(period, out var day)) period = found.Schedule.PeriodOf(day);
        if (!found.Schedule.TryParse(period, out _)) return RunRefusal.NotAPeriod;
        if (string.CompareOrdinal(period, found.Schedule.LastComplete(LocalDays.Of(now, zone))) > 0) return RunRefusal.NotOver;
        await ledger.OweByHandAsync(found.Name, shop.Id, period!, accountId, cancellation);
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

    /// <summary>The day or month is not over.</summary>
    NotOver,
}
