using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.NightlyReport;

internal sealed class NightlyReportJob(RunNightlyReport run) : PeriodJob
{
    public const string JobName = "nightly-report";

    public override string Name => JobName;

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(0, 30);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        var date = LocalDays.TryParse(turn.Period, out var day) ? day : throw new FormatException($"'{turn.Period}' is no day.");
        return await run.RunAsync(turn.Shop, date, turn.IsByHand, turn.AskedById, cancellation, turn.RunId) is null ? 0 : 1;
    }
}
