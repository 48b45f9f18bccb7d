using CsKpiCases.Data.Ids;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>The node number that this process holds, leased when the store is opened.</summary>
public sealed class LeasedNode
{
    private int number = -1;

    /// <summary>Who holds it: machine, process and a part that no other start has.</summary>
    public string Holder { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Environment.TickCount64:x}";

    public bool IsTaken => number >= 0;

    /// <exception cref="InvalidOperationException">The store has not been opened.</exception>
    public int Number => IsTaken ? number : throw new InvalidOperationException("Open the store before making ids.");

    public async Task TakeAsync(NodeLeases leases, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(leases);
        number = await leases.TakeAsync(Holder, cancellation);
    }
}
