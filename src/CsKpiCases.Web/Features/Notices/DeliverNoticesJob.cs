using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Notices;

internal sealed class DeliverNoticesJob(DeliverNotices deliver) : MinuteJob
{
    public override string Name => "notices";

    /// <summary>After the sweep and the timers, so that what they found is told in the same minute, in one digest.</summary>
    public override int Order => 90;

    public override Task<long> RunAsync(CancellationToken cancellation) => deliver.RunAsync(cancellation);
}

/// <summary>Services of the delivery of notices.</summary>
public static class NoticeDelivery
{
    public static IServiceCollection AddNoticeDelivery(this IServiceCollection services)
    {
        services.AddSingleton<DeliverNotices>();
        return services.AddMinuteJob<DeliverNoticesJob>();
    }
}
