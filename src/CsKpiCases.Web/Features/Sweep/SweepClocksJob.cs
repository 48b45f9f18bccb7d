using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Sweep;

internal sealed class SweepClocksJob(SweepClocks sweep) : MinuteJob
{
    public override string Name => "sweep";

    // After the timers (10): what ran out before a limit may have stopped its clock by then.
    public override int Order => 20;

    public override Task<long> RunAsync(CancellationToken cancellation) => sweep.RunAsync(cancellation);

    public override Task SettleAsync(Shop shop, CancellationToken cancellation) => sweep.SettleAsync(shop, cancellation);
}

/// <summary>Services of the sweep.</summary>
public static class SweepServices
{
    public static IServiceCollection AddSweep(this IServiceCollection services)
    {
        services.AddSingleton<SweepBatch>();
        services.AddSingleton<SweepClocks>();
        return services.AddMinuteJob<SweepClocksJob>();
    }
}
