using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>What is left of an import whose lease could not be kept.</summary>
public sealed class ImportWorkerTests
{
    [Theory, OnSqlite]
    public async Task Run_WhoseLeaseFailsInAnyWay_IsEndedAndItsUploadGone(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var store = host.Provider.GetRequiredService<ImportStore>();
        var runs = new ImportRuns(store with { Time = new FailingOnce() });
        using var worker = new ImportWorker(host.Provider.GetRequiredService<ImportFile>(), runs, new AtOnce(), NullLogger<ImportWorker>.Instance);
        var path = host.Write("chats.csv", "日期,客服,买家,会话数\n2026-02-10,wangmin,甜甜,1\n");
        var request = new ImportRequest("chats", path) { FileName = "chats.csv", Shop = "s", RunId = store.Ids.Next() };
        await host.Provider.GetRequiredService<ImportRuns>().BeginAsync(request, "s", ImportWorker.Lease, default);

        worker.Begin(request);
        await worker.WhenIdleAsync();

        Assert.False(File.Exists(path));
        await using var db = host.Read();
        Assert.Equal(ImportRuns.Stopped, (await db.ImportRuns.SingleAsync()).Error);
    }

    /// <summary>Breaks the first time that it is asked, by something that no database throws.</summary>
    private sealed class FailingOnce : TimeProvider
    {
        private bool hasFailed;

        public override DateTimeOffset GetUtcNow()
        {
            if (hasFailed) return new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
            hasFailed = true;
            throw new TimeoutException("no time");
        }
    }

    /// <summary>Its timers are due when they begin.</summary>
    private sealed class AtOnce : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
