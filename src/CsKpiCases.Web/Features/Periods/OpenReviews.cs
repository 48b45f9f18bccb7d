using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>Opens the review of every calculated month whose day has come.</summary>
public sealed class OpenReviews(IDbContextFactory<CasesDbContext> contexts, StepPeriod step)
{
    /// <summary>How many were opened.</summary>
    public async Task<int> RunAsync(Shop shop, long? byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var calculated = await db.ScorePeriods.AsNoTracking().Where(p => p.ShopId == shop.Id && p.State == PeriodState.Calculated).OrderBy(p => p.Month).Select(p => p.Month).ToListAsync(cancellation);
        var opened = 0;
        foreach (var month in calculated)
        {
            var (_, refusal) = await step.RunAsync(shop, CalendarMonth.Parse(month), PeriodTrigger.OpenReview, null, null, new PeriodActor(byId, IsApprover: false), cancellation);
            if (refusal is null) opened++;
        }

        return opened;
    }
}

/// <summary>On the 5th, or as soon after it as the month is calculated, the review opens by itself.</summary>
internal sealed class OpenReviewJob(OpenReviews open) : PeriodJob
{
    public override string Name => "score-review";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(6, 0);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => await open.RunAsync(turn.Shop, turn.AskedById, cancellation);
}
