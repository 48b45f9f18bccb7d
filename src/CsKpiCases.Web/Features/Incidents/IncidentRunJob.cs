using System.Globalization;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Does to an incident's cases what was asked for; a period of it is the id of a run.</summary>
internal sealed class IncidentRunJob(WorkIncidentRun work) : PeriodJob
{
    public const string JobName = "incident-runs";

    public override string Name => JobName;

    public override JobSchedule Schedule => JobSchedule.OnRequest;

    public static string PeriodOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) =>
        await work.RunAsync(turn.Shop, long.Parse(turn.Period, CultureInfo.InvariantCulture), cancellation);
}
