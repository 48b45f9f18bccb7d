using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Takes the work of absent people up, from the minute in which their leave begins.</summary>
internal sealed class ReturnAbsentJob(ReturnAbsent absent) : MinuteJob
{
    public override string Name => "absent-owners";

    // Before what is in the queue is given away (15).
    public override int Order => 12;

    public override Task<long> RunAsync(CancellationToken cancellation) => absent.RunAsync(cancellation);
}
