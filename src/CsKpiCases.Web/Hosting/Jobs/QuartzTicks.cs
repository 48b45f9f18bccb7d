using CsKpiCases.Data.Storage;
using Quartz;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>
/// The scheduler behind one file: Quartz on its persistent store, beside our tables, ticks; what is to be done the ledger
/// knows. On PostgreSQL the nodes are one cluster, and each tick comes to one of them.
/// </summary>
internal static class QuartzTicks
{
    public static IServiceCollection AddTicks(this IServiceCollection services, StoreConnection store)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "cases";
                o.GenerateInstanceId = true;
                o.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(s => Persist(s, store));
            // Every ten seconds, so that what a killed node left is taken over within half a minute.
            Schedule<OwedTick>(quartz, "owed", "0/10 * * * * ?");
            Schedule<MinuteTick>(quartz, "minute", "0 * * * * ?");
        });
        // Else a firing missed while the program was down is lost when the triggers are declared anew.
        services.Configure<QuartzOptions>(o => o.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services.StartLastRegisteredLater();
    }

    /// <summary>Building a scheduler on its store takes half a second, which the first page need not wait for.</summary>
    private static IServiceCollection StartLastRegisteredLater(this IServiceCollection services)
    {
        var quartz = services.Last(d => d.ServiceType == typeof(IHostedService));
        services.Remove(quartz);
        return services.AddHostedService(p => ActivatorUtilities.CreateInstance<AfterStart>(
            p, quartz.ImplementationFactory is { } make ? make(p) : ActivatorUtilities.CreateInstance(p, quartz.ImplementationType!)));
    }

    private static void Persist(IPersistentStoreBuilder options, StoreConnection store)
    {
        options.ConfigureStore(o =>
        {
            o.StoreJobDataAsStrings = true;
            o.MisfireThreshold = TimeSpan.FromSeconds(5);
        });
        if (store.Provider == StoreProvider.Postgres)
        {
            options.UsePostgres(store.ConnectionString);
            options.UseClustering(c =>
            {
                c.CheckinInterval = TimeSpan.FromSeconds(2);
                c.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
            });
        }
        else
        {
            options.UseSqlite(store.ConnectionString);
        }

        options.ProvisionSchema();
    }

    private static void Schedule<T>(IQuartzBuilder quartz, string name, string cron)
        where T : IJob =>
        quartz.ScheduleJob<T>(
            trigger => trigger.WithIdentity(name).WithCronSchedule(cron, c => c.WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
            job => job.WithIdentity(name));
}

/// <summary>The tick of each minute.</summary>
internal sealed class MinuteTick(JobRunner runner, IHostApplicationLifetime lifetime) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await runner.RunMinuteAsync(stopping.Token);
    }
}

/// <summary>The tick that asks what has fallen due.</summary>
internal sealed class OwedTick(JobRunner runner, IHostApplicationLifetime lifetime) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await runner.RunOwedAsync(stopping.Token);
    }
}
