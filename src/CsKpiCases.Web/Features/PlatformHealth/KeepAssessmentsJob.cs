using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.PlatformHealth;

internal sealed class KeepAssessmentsJob(KeepAssessment keep) : PeriodJob
{
    public const string JobName = "platform-assessments";

    public override string Name => JobName;

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(3, 0);

    public override Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        var date = LocalDays.TryParse(turn.Period, out var day) ? day : throw new FormatException($"'{turn.Period}' is no day.");
        return keep.RunAsync(turn.Shop, date, cancellation);
    }
}
