using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>Gives the queues away: what waited for somebody to come on shift, to have room, or for a node that was down.</summary>
internal sealed class GiveAwayJob(GiveAway giveAway) : MinuteJob
{
    public override string Name => "auto-assign";

    // After the timers and what came back from absent people, before the sweep tells what is late.
    public override int Order => 15;

    public override Task<long> RunAsync(CancellationToken cancellation) => giveAway.RunAsync(cancellation);
}
