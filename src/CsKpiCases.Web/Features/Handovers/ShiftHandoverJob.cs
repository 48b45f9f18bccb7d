using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Backlog hand-over, at each shift's end (sla.md, "Jobs").</summary>
internal sealed class ShiftHandoverJob(RunShiftHandover run) : PeriodJob
{
    public const string JobName = "shift-handover";

    public override string Name => JobName;

    public override JobSchedule Schedule { get; } = JobSchedule.ShiftEnds([]);

    public override bool FollowsShifts => true;

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        var endedAt = Instants.TryParse(turn.Period, out var at) ? at : throw new FormatException($"'{turn.Period}' is no instant.");
        return await run.RunAsync(turn.Shop, endedAt, cancellation);
    }
}
