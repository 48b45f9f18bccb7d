using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Handovers;

internal sealed class EscalateHandoversJob(EscalateHandovers escalate) : MinuteJob
{
    public override string Name => "handover-acceptance";

    // Before what it finds is told (90).
    public override int Order => 30;

    public override Task<long> RunAsync(CancellationToken cancellation) => escalate.RunAsync(cancellation);
}
