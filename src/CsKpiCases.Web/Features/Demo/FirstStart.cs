using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>
/// What serving does before the first page: a store that nobody has an account in yet gets the account <c>admin</c>, and, if
/// it is the embedded one, the demo. What a killed first start began is taken back and made anew; half a demo in a store that
/// people have begun to use is only taken back.
/// </summary>
public sealed partial class FirstStart(
    IServiceProvider services, PreparingGate gate, StoreConnection store, TimeProvider clock, IHostApplicationLifetime lifetime,
    ILogger<FirstStart> log) : BackgroundService, IHostedLifecycleService
{
    private bool isWanted;

    /// <summary>Before anything listens: whether the gate is to be shut.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CasesDbContext>();
        var (phase, _) = await DemoStatus.ReadAsync(db, cancellationToken);
        var isUsed = await IsUsedAsync(db, cancellationToken);
        var isHalf = phase is DemoPhase.Filling or DemoPhase.Reporting;
        // On PostgreSQL another node may be at it.
        isWanted = store.Provider == StoreProvider.Sqlite && (isHalf || (phase == DemoPhase.None && !isUsed));
        if (!isWanted) await FinishAsync(cancellationToken);
        else if (!isUsed) gate.Shut();
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!isWanted) return;
        try
        {
            using var held = await FolderLock.TakeAsync(store.DataFolder, DemoStatus.Lock, TimeSpan.FromMinutes(10), clock, stoppingToken);
            await FillAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the next start takes it up
        }
#pragma warning disable CA1031 // a site without its demo is better than none
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }

        await FinishAsync(lifetime.ApplicationStopping);
        gate.Open();
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        var fill = services.GetRequiredService<FillDemo>();
        var told = new Told(gate);
        // Another process may have finished it while this one waited for the lock.
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CasesDbContext>();
        var (phase, shopId) = await DemoStatus.ReadAsync(db, cancellation);
        if (phase == DemoPhase.Filled) return;
        if (await IsUsedAsync(db, cancellation))
        {
            await services.GetRequiredService<RemoveDemo>().RunAsync(cancellation);
            return;
        }

        if (phase == DemoPhase.Reporting && await db.Shops.AsNoTracking().FirstOrDefaultAsync(s => s.Id == shopId, cancellation) is { } shop)
        {
            await fill.FinishAsync(shop, told, FillDemo.UsualCases, cancellation);
            return;
        }

        await services.GetRequiredService<RemoveDemo>().RunAsync(cancellation);
        await fill.RunAsync(FillDemo.UsualCases, FillDemo.UsualSeed, told, cancellation);
    }

    /// <summary>A first start makes the demo before the first account, so whoever is there already came by another way.</summary>
    private static async Task<bool> IsUsedAsync(CasesDbContext db, CancellationToken cancellation) =>
        await db.Users.AnyAsync(a => !a.IsDemo, cancellation) || await db.Shops.AnyAsync(s => !s.IsDemo, cancellation);

    /// <summary>The account that every store has, and a word in the terminal about the demo's.</summary>
    private async Task FinishAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<FirstAccount>().EnsureAsync(cancellation);
        await using var scope = services.CreateAsyncScope();
        var (phase, _) = await DemoStatus.ReadAsync(scope.ServiceProvider.GetRequiredService<CasesDbContext>(), cancellation);
        if (phase is not (DemoPhase.Filled or DemoPhase.Reporting)) return;
        await Console.Error.WriteLineAsync($"Demo accounts (password {DemoAccounts.Password}, from this machine only):");
        foreach (var role in DemoAccounts.All.GroupBy(a => a.Role))
        {
            await Console.Error.WriteLineAsync($"  {role.Key,-16} {string.Join(", ", role.Select(a => $"{a.UserName} {a.DisplayName}"))}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The demo could not be made; the site runs without it")]
    private static partial void Failed(ILogger logger, Exception error);

    private sealed class Told(PreparingGate gate) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => gate.Report(value.Done, value.Of);
    }
}
