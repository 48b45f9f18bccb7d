using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>On the 5th, or as soon after it as the month is calculated, the review opens by itself.</summary>
internal sealed class OpenReviewJob(IDbContextFactory<CasesDbContext> contexts, StepPeriod step) : PeriodJob
{
    public override string Name => "score-review";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(6, 0);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var calculated = await db.ScorePeriods.AsNoTracking().Where(p => p.ShopId == turn.Shop.Id && p.State == PeriodState.Calculated).OrderBy(p => p.Month).Select(p => p.Month).ToListAsync(cancellation);
        long opened = 0;
        foreach (var month in calculated)
        {
            var (_, refusal) = await step.RunAsync(turn.Shop, CalendarMonth.Parse(month), PeriodTrigger.OpenReview, null, null, new PeriodActor(turn.AskedById, IsApprover: false), cancellation);
            if (refusal is null) opened++;
        }

        return opened;
    }
}
