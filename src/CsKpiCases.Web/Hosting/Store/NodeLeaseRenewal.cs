using CsKpiCases.Data.Ids;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Renews the node number while the process lives; stops the process when the number was lost to another.</summary>
public sealed class NodeLeaseRenewal(NodeLeases leases, LeasedNode node, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NodeLeaseRenewal> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeLeases.Term / 4, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await leases.RenewAsync(node.Number, node.Holder, stoppingToken)) continue;
                log.LogCritical("Node number {Number} was taken by another process; stopping, so that no id is made twice", node.Number);
                lifetime.StopApplication();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The node lease could not be renewed; it runs for {Minutes} minutes", NodeLeases.Term.TotalMinutes);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (node.IsTaken) await leases.ReleaseAsync(node.Number, node.Holder, cancellationToken);
    }
}
