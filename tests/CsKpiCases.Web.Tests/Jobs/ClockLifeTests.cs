using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.AutoTransitions;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Jobs;

/// <summary>
/// Whatever happens to cases, and whenever and from however many threads they are swept: what is stored is what their
/// histories give, and the breaches are those that one sweep at the very end would have found. Seeds are fixed.
/// </summary>
public sealed class ClockLifeTests
{
    private const int Steps = 45;

    [Theory, OnSqlite, OnPostgres]
    public async Task Life_SweptAtAnyCadence_LeavesWhatOneSweepAtTheEndLeaves(StoreProvider provider)
    {
        // on a server each act is a round trip, and two sweeps are really at once
        var lives = Gen.Choose(0, int.MaxValue - 1).ArrayOf(Steps).Sample(Steps, new Rnd(20261128, 7), provider == StoreProvider.Sqlite ? 6 : 2);
        var (accepted, stamped) = (new HashSet<string>(), 0);
        foreach (var life in lives)
        {
            await using var often = await JobsHost.StartAsync(provider);
            await using var other = await often.SecondNodeAsync();
            await using var once = await JobsHost.StartAsync(provider);
            var (first, second) = (new ClockLife(often), new ClockLife(once));
            foreach (var choice in life)
            {
                await first.StepAsync(choice);
                await second.StepAsync(choice);
                await SweepAsync(choice / 7 % 4, often, other);
            }

            await EndAsync(often);
            await EndAsync(once);
            Assert.Equal(second.Told, first.Told);
            var verdicts = await second.VerdictsAsync();
            Assert.Equal(verdicts, await first.VerdictsAsync());
            accepted.UnionWith(first.Told.Where(t => t.EndsWith("done", StringComparison.Ordinal)).Select(t => t.Split(' ')[1]));
            stamped += verdicts.Count(v => v.Contains("Limit", StringComparison.Ordinal));
        }

        // the lives were eventful, or they prove nothing
        Assert.True(accepted.Count >= 10 && stamped >= 5, $"{string.Join(' ', accepted)}; {stamped} breaches");
    }

    /// <summary>Not at all, once, twice, or from two threads at once.</summary>
    private static async Task SweepAsync(int mode, StoreHost node, StoreHost other)
    {
        if (mode == 0) return;
        if (mode == 3) await Task.WhenAll(Task.Run(() => Sweep(node)), Task.Run(() => Sweep(other)));
        else for (var i = 0; i < mode; i++) await Sweep(node);
    }

    private static Task<long> Sweep(StoreHost host) => host.Provider.GetRequiredService<SweepClocks>().RunAsync(default);

    private static async Task EndAsync(StoreHost host)
    {
        await host.Provider.GetRequiredService<RaiseTimers>().RunAsync(default);
        await Sweep(host);
        var found = await host.Provider.GetRequiredService<AuditClocks>().AllAsync(host.Shop, default);
        Assert.True(found is { Clocks: > 0, Differ: 0 }, string.Join('\n', found.First));
    }
}
