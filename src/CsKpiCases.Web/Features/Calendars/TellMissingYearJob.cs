using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>On the first of each month, so that October's is the first to miss the coming year.</summary>
internal sealed class TellMissingYearJob(TellMissingYear tell) : PeriodJob
{
    public override string Name => "calendar-years";

    public override JobSchedule Schedule { get; } = JobSchedule.Monthly(8, 0);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => await tell.RunAsync(turn.Shop, cancellation);
}
