using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Assigning;
using CsKpiCases.Web.Features.AutoTransitions;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Features.Handovers;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>The store with the jobs, which the tests run instead of a scheduler.</summary>
internal static class JobsHost
{
    public static Task<StoreHost> StartAsync(StoreProvider provider, params PeriodJob[] more) => StoreHost.StartAsync(provider, services =>
    {
        services.AddJobLedger().AddAutoTransitions().AddClockAudit().AddGivingAway().AddHandovers().AddNightlyReport().AddNoticeDelivery().AddSweep();
        foreach (var job in more) services.AddSingleton(job);
    });

    public static JobRunner Jobs(this StoreHost host) => host.Provider.GetRequiredService<JobRunner>();

    public static JobLedger Ledger(this StoreHost host) => host.Provider.GetRequiredService<JobLedger>();

    /// <summary>One tick of the minute: sweep, timers, notices.</summary>
    public static Task MinuteAsync(this StoreHost host) => host.Jobs().RunMinuteAsync(default);

    /// <summary>Complaints that are logged from now on have this one clock.</summary>
    public static async Task MeasureComplaintsAsync(this StoreHost host, Target target)
    {
        var shipped = ShippedPolicies.HousePack.Single(p => p.Name == "house-complaint");
        var policy = new Policy { Name = shipped.Name, Order = shipped.Order, Match = shipped.Match, Targets = [target] };
        await host.PublishAsync([policy]);
    }
}

/// <summary>A job whose work the test writes.</summary>
internal sealed class ScriptedJob(Func<JobTurn, CancellationToken, Task<long>> work) : PeriodJob
{
    public override string Name => "scripted";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(0, 30);

    public override Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => work(turn, cancellation);
}
