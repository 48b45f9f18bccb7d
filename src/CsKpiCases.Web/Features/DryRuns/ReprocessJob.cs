using System.Globalization;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Does what was approved; a period of it is the id of a reprocess.</summary>
internal sealed class ReprocessJob(ReprocessCases cases) : PeriodJob
{
    public const string JobName = "reprocess";

    public override string Name => JobName;

    public override JobSchedule Schedule => JobSchedule.OnRequest;

    public static string PeriodOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) =>
        await cases.RunAsync(turn.Shop, long.Parse(turn.Period, CultureInfo.InvariantCulture), cancellation);
}
