using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Data.Webhooks;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>The store's services, the same for the site, the jobs and the commands.</summary>
public static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services, StoreConnection connection)
    {
        services.AddSingleton(connection);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<CasesDbContext>(connection.Configure);
        services.AddScoped(p => p.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContext());
        services.AddSingleton<StoreMigrator>();
        services.AddSingleton<NodeLeases>();
        services.AddSingleton<LeasedNode>();
        services.AddSingleton(p => new IdSource(p.GetRequiredService<TimeProvider>(), () => p.GetRequiredService<LeasedNode>().Number));
        services.AddSingleton<CaseWriter>();
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<PolicyShelf>();
        services.AddSingleton<ShiftBook>();
        services.AddSingleton<CaseLoading>();
        services.AddSingleton<ClockKeeping>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<AssigneeReading>();
        services.AddSingleton<CaseStore>();
        services.TryAddSingleton(new EvidenceSettings());
        services.AddSingleton<EvidenceFiles>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<TakeEvidence>();
        services.AddSingleton(p => p.GetRequiredService<EvidenceFiles>().Parts);
        services.AddSingleton<FollowPolicies>();
        services.AddSingleton<PublishVersions>();
        services.AddSingleton<FollowInBackground>();
        services.AddSingleton<StoreSeed>();
        services.TryAddSingleton(new WorkflowSettings());
        return services;
    }

    /// <summary>
    /// Makes the store ready: the embedded database is brought up to date, another must be already; a node number is taken.
    /// </summary>
    /// <exception cref="InvalidOperationException">PostgreSQL lacks migrations (run <c>migrate</c>), or the store is newer than this release.</exception>
    public static async Task OpenStoreAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        var migrator = services.GetRequiredService<StoreMigrator>();
        if (services.GetRequiredService<StoreConnection>().Provider == StoreProvider.Sqlite)
        {
            await migrator.MigrateAsync(cancellation);
        }
        else if (await migrator.PendingAsync(cancellation) is { Count: > 0 } pending)
        {
            throw new InvalidOperationException($"The database lacks {pending.Count} migration(s): run the command `migrate` first.");
        }

        var node = services.GetRequiredService<LeasedNode>();
        if (!node.IsTaken) await node.TakeAsync(services.GetRequiredService<NodeLeases>(), cancellation);
        await services.GetRequiredService<StoreSeed>().RunAsync(cancellation);
    }
}
