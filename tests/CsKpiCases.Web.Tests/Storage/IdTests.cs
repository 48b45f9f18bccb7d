using System.Collections.Concurrent;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Storage;

public sealed class IdTests
{
    [Fact]
    public void Next_BurstInAStandingClock_GrowsAndRepeatsNothing()
    {
        var source = new IdSource(new FakeClock(), 5);
        var ids = Enumerable.Range(0, 20_000).Select(_ => source.Next()).ToList();
        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.All(ids, id => Assert.True(id > 0));
    }

    [Fact]
    public void Next_ClockSetBack_GoesOnGrowing()
    {
        var clock = new FakeClock();
        var source = new IdSource(clock, 0);
        var before = source.Next();
        clock.Advance(TimeSpan.FromDays(-3));
        var during = source.Next();
        clock.Advance(TimeSpan.FromDays(4));
        Assert.True(before < during && during < source.Next());
    }

    [Fact]
    public async Task Next_FromManyThreadsAndTwoNodes_AllDiffer()
    {
        var (one, two, made) = (new IdSource(TimeProvider.System, 1), new IdSource(TimeProvider.System, IdSource.MaxNode), new ConcurrentBag<long>());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 10_000; n++) made.Add((i % 2 == 0 ? one : two).Next());
        })));
        Assert.Equal(80_000, made.Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Lease_TwoHolders_RenewLapseAndRelease(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var leases = host.Provider.GetRequiredService<NodeLeases>();
        var (a, b) = (await leases.TakeAsync("a"), await leases.TakeAsync("b"));
        Assert.NotEqual(a, b);

        host.Clock.Advance(NodeLeases.Term / 2);
        Assert.True(await leases.RenewAsync(a, "a"));
        Assert.False(await leases.RenewAsync(b, "a"));

        // b did not renew: his number is the next to be given, a's is not.
        host.Clock.Advance((NodeLeases.Term / 2) + TimeSpan.FromSeconds(1));
        var taken = new HashSet<int> { await leases.TakeAsync("c"), await leases.TakeAsync("d") };
        Assert.Contains(b, taken);
        Assert.DoesNotContain(a, taken);
        Assert.False(await leases.RenewAsync(b, "b"));

        await leases.ReleaseAsync(a, "b"); // not his
        Assert.True(await leases.RenewAsync(a, "a"));
        await leases.ReleaseAsync(a, "a");
        Assert.False(await leases.RenewAsync(a, "a"));
        Assert.Equal(a, await leases.TakeAsync("e"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Lease_TwentyAtOnce_AllDiffer(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var leases = host.Provider.GetRequiredService<NodeLeases>();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => leases.TakeAsync($"h{i}"))));
        Assert.Equal(20, numbers.Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Number_ConcurrentLogsSomeRefused_IsGapFreeOverTheDayOfTheShopsZone(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        // 17:30 UTC on March 2 is March 3 in Shanghai.
        host.Clock.Advance(new TimeSpan(16, 30, 0));

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            host.Store.LogAsync(host.Shop, new LogCase(0, "", i % 4 == 0 ? "" : $"第 {i} 个", Channel.Phone), host.Agent)));

        await using var db = host.Read();
        var numbers = await db.Cases.Select(c => c.Number).Order().ToListAsync();
        Assert.Equal(Enumerable.Range(1, 30).Select(n => $"AS260303{n:0000}"), numbers);
        Assert.Equal(10, results.OfType<Data.Cases.CaseResult.Refused>().Count());
        Assert.All(await db.Cases.ToListAsync(), c => Assert.Equal(new DateOnly(2026, 3, 3), c.OpenedOn));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Number_AnotherZoneAndMoreThanFourDigits_CountsItsOwnDay(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using (var db = host.Read()) await CaseNumbers.TakeAsync(db, new DateOnly(2026, 3, 1), 9_999, default);
        var newYork = new Shop { Id = host.Shop.Id, Code = host.Shop.Code, TimeZone = "America/New_York" };

        var done = Assert.IsType<Data.Cases.CaseResult.Done>(await host.Store.LogAsync(newYork, new LogCase(0, "", "late", Channel.Phone), host.Agent));

        Assert.Equal("AS26030110000", done.Case.Number);
    }
}
