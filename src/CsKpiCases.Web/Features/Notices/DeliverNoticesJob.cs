using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Resources;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Notices;

internal sealed class DeliverNoticesJob(DeliverNotices deliver) : MinuteJob
{
    public override string Name => "notices";

    /// <summary>After the sweep and the timers, so that what they found is told in the same minute, in one digest.</summary>
    public override int Order => 90;

    public override Task<long> RunAsync(CancellationToken cancellation) => deliver.RunAsync(cancellation);
}

/// <summary>Services of the delivery of notices, into inboxes and by mail.</summary>
public static class NoticeDelivery
{
    public static IServiceCollection AddNoticeDelivery(this IServiceCollection services)
    {
        services.AddLiveNews();
        services.AddSingleton<DeliverNotices>();
        services.AddSingleton<MailNotices>();
        services.AddSingleton<MailText>();
        services.TryAddSingleton(_ => Texts.Load(strict: false)); // a command's host has no pages
        return services.AddMinuteJob<DeliverNoticesJob>().AddMinuteJob<MailNoticesJob>();
    }

    /// <summary>Tells within seconds in this process, unless its role is <c>web</c>.</summary>
    public static IServiceCollection AddQuickDelivery(this IServiceCollection services, string? role) =>
        role == "web" ? services : services.AddHostedService<DeliverInBackground>();
}
