using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>Tells owners and supervisors of what is overdue: each measure once a day, however many days are caught up on.</summary>
public sealed class TellOverdueMeasures(CaseWriter writer, MeasureNotices notices, TimeProvider time)
{
    private const int Most = 1000;

    /// <summary>How many were told of.</summary>
    public Task<int> RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var today = LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return writer.WriteAsync(
            async (db, token) =>
            {
                var overdue = await db.Measures.AsTracking().Where(m => m.ShopId == shop.Id && (m.Status == MeasureStatus.Open || m.Status == MeasureStatus.Ineffective) && m.DueOn < today
                    && (m.RemindedOn == null || m.RemindedOn < today)).OrderBy(m => m.DueOn).Take(Most).ToListAsync(token);
                foreach (var measure in overdue)
                {
                    measure.RemindedOn = today;
                    db.Add(notices.Of(MeasureNotices.Overdue, measure, now, withSupervisors: true));
                }

                await db.SaveChangesAsync(token);
                return overdue.Count;
            },
            cancellation);
    }
}

/// <summary>Each morning.</summary>
internal sealed class TellOverdueMeasuresJob(TellOverdueMeasures tell) : PeriodJob
{
    public override string Name => "overdue-measures";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(8, 30);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => await tell.RunAsync(turn.Shop, cancellation);
}
