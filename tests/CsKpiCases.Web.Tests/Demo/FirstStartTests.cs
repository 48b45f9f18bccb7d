using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Demo;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsKpiCases.Web.Tests.Demo;

/// <summary>What a start makes of a store that has half a demo, or something in a demo's way.</summary>
public sealed class FirstStartTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Fill_OneOfItsNamesTaken_RefusesBeforeItsFirstWrite(StoreProvider provider)
    {
        await using var host = await DemoHost.StartAsync(provider);
        await AddAsync(host, Person("WangMin"));
        var fill = host.Services.GetRequiredService<FillDemo>();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => fill.RunAsync(60, 3));

        Assert.Contains("WangMin", refusal.Message, StringComparison.Ordinal);
        await AssertNothingOfTheDemoAsync(host);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Fill_ItsShopCodeTaken_RefusesBeforeItsFirstWrite(StoreProvider provider)
    {
        await using var host = await DemoHost.StartAsync(provider);
        await AddAsync(host, new Shop { Id = 5, Code = DemoAccounts.ShopCode, Name = "棉花小铺", Platform = Platform.Tmall, CreatedAt = host.Clock.Now });
        var fill = host.Services.GetRequiredService<FillDemo>();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => fill.RunAsync(60, 3));

        Assert.Contains(DemoAccounts.ShopCode, refusal.Message, StringComparison.Ordinal);
        await AssertNothingOfTheDemoAsync(host);
    }

    [Fact]
    public async Task Start_HalfADemoInAUsedStore_TakesItBackAndServesMeanwhile()
    {
        await using var host = await DemoHost.StartAsync(StoreProvider.Sqlite);
        await LeaveHalfAsync(host);
        await AddAsync(host, Person("wangmin"));

        Assert.False(await StartAsync(host), "the gate stays open");

        await AssertNothingOfTheDemoAsync(host);
        await using var db = host.Read();
        Assert.Equal("wangmin", await db.Users.Select(a => a.UserName).SingleAsync());
    }

    [Fact]
    public async Task Start_HalfADemoOfAFirstStart_MakesItAnewBehindTheGate()
    {
        await using var host = await DemoHost.StartAsync(StoreProvider.Sqlite);
        await LeaveHalfAsync(host);

        Assert.True(await StartAsync(host), "the gate is shut");

        await using var db = host.Read();
        Assert.Equal(DemoPhase.Filled, (await DemoStatus.ReadAsync(db, default)).Phase);
        Assert.Single(await db.Shops.ToListAsync());
    }

    /// <summary>Runs a start to its end; the answer is whether the gate was shut when it began.</summary>
    private static async Task<bool> StartAsync(DemoHost host)
    {
        var gate = new PreparingGate();
        using var start = new FirstStart(
            host.Services, gate, host.Services.GetRequiredService<StoreConnection>(), host.Clock, new Lifetime(), NullLogger<FirstStart>.Instance);
        await start.StartingAsync(default);
        var wasShut = gate.IsShut;
        await start.StartAsync(default);
        await start.ExecuteTask!;
        Assert.False(gate.IsShut);
        return wasShut;
    }

    private static async Task LeaveHalfAsync(DemoHost host)
    {
        using var stop = new CancellationTokenSource();
        var fill = host.Services.GetRequiredService<FillDemo>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fill.RunAsync(2000, 3, new Stop(stop), stop.Token));
    }

    private static async Task AssertNothingOfTheDemoAsync(DemoHost host)
    {
        await using var db = host.Read();
        Assert.Equal(DemoPhase.None, (await DemoStatus.ReadAsync(db, default)).Phase);
        Assert.False(await db.Cases.AnyAsync());
        Assert.False(await db.Buyers.AnyAsync());
        Assert.False(await db.Users.AnyAsync(a => a.IsDemo));
    }

    private static async Task AddAsync(DemoHost host, object row)
    {
        await using var db = host.Read();
        db.Add(row);
        await db.SaveChangesAsync();
    }

    private static Account Person(string name) => new()
    {
        Id = 7, UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = DateTime.UnixEpoch,
    };

    private sealed class Stop(CancellationTokenSource source) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Done > 0) source.Cancel();
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
