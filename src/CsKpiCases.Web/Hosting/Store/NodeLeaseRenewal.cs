using CsKpiCases.Data.Ids;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Renews the node number while the process lives; stops the process when the number was lost to another.</summary>
public sealed class NodeLeaseRenewal(NodeLeases leases, LeasedNode node, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NodeLeaseRenewal> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeLeases.Term / 4, clock);
        var until = clock.GetUtcNow() + NodeLeases.Term;
        // A host that could not start is disposed without being stopped: the renewal's end is no failure of its own then.
        using var end = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                var asked = clock.GetUtcNow();
                if (!await leases.RenewAsync(node.Number, node.Holder, stoppingToken))
                {
                    Stop("was taken by another process");
                    return;
                }

                until = asked + NodeLeases.Term;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The node lease could not be renewed; it runs until {Until:O}", until);
                // Before the next look it would lapse, and another process may take the number.
                if (clock.GetUtcNow() + (NodeLeases.Term / 4) >= until)
                {
                    Stop("could not be renewed in time");
                    return;
                }
            }
        }
    }

    private void Stop(string why)
    {
        log.LogCritical("Node number {Number} {Why}; stopping, so that no id is made twice", node.Number, why);
        lifetime.StopApplication();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (node.IsTaken) await leases.ReleaseAsync(node.Number, node.Holder, cancellationToken);
    }
}
