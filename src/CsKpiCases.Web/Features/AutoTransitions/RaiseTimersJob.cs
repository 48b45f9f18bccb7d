using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.AutoTransitions;

internal sealed class RaiseTimersJob(RaiseTimers raise) : MinuteJob
{
    public override string Name => "auto-transitions";

    // Before the sweep (20): a timer fires as of the instant at which it ran out, and what it stops is not told as late.
    public override int Order => 10;

    public override Task<long> RunAsync(CancellationToken cancellation) => raise.RunAsync(cancellation);

    public override Task SettleAsync(Shop shop, CancellationToken cancellation) => raise.SettleAsync(shop, cancellation);
}

/// <summary>Services of the automatic transitions.</summary>
public static class AutoTransitionServices
{
    public static IServiceCollection AddAutoTransitions(this IServiceCollection services)
    {
        services.AddSingleton<RaiseTimers>();
        return services.AddMinuteJob<RaiseTimersJob>();
    }
}
