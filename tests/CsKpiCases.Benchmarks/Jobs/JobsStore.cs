using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Benchmarks.Jobs;

/// <summary>A store filled with rows in bulk, as the acts would have left them, for the jobs to be measured on.</summary>
internal sealed class JobsStore : IAsyncDisposable
{
    private const int Agents = 40;
    private readonly ServiceProvider services;
    private readonly string folder;

    private JobsStore(ServiceProvider services, string folder) => (this.services, this.folder) = (services, folder);

    public Shop Shop { get; private set; } = new();

    public SettableClock Clock { get; private set; } = new();

    public static async Task<JobsStore> CreateAsync()
    {
        var database = Environment.GetEnvironmentVariable("ConnectionStrings__Cases"); // a PostgreSQL server instead of a file
        var folder = Directory.CreateTempSubdirectory("cases-bench-").FullName;
        var clock = new SettableClock();
        var collection = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
            .AddStore(database is null ? StoreConnection.Embedded(folder) : StoreConnection.Named(database, folder));
        collection.AddJobLedger().AddSweep().AddNightlyReport();
        var store = new JobsStore(collection.BuildServiceProvider(), folder) { Clock = clock };
        await store.Use<StoreMigrator>().MigrateAsync();
        await store.services.OpenStoreAsync();
        await store.PeopleAsync();
        return store;
    }

    public T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    public CasesDbContext Open() => Use<IDbContextFactory<CasesDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Cases with a running first response each, due as told, owned by one of forty agents.</summary>
    public async Task FillRunningAsync(int count, Func<int, DateTime> dueAt)
    {
        var (ids, policy) = (Use<IdSource>(), await PolicyAsync());
        await FillAsync(count, i =>
        {
            var due = dueAt(i);
            var opened = due.AddHours(-4);
            var @case = CaseOf(ids, i, opened, Stage.Investigate, "Investigating");
            var clock = ClockOf(ids, @case, policy, ClockNames.FirstResponse, opened);
            (clock.RunningSince, clock.State, clock.GoalSeconds, clock.LimitSeconds) = (opened, ClockState.Running, 7200, 14400);
            (clock.GoalDueAt, clock.LimitDueAt, clock.GoalMissedAt, clock.Noticed) = (opened.AddHours(2), due, opened.AddHours(2), DueLevel.LimitWarning);
            (clock.NextDue, clock.NextDueAt) = (DueLevel.Limit, due.AddSeconds(1));
            var segment = new CaseClockSegment { Id = ids.Next(), ShopId = Shop.Id, ClockId = clock.Id, From = opened, IsRunning = true, WaitsOn = Wait.Agent, OwnerId = @case.OwnerId, IsOnShift = true };
            return (@case, [clock], [segment]);
        });
    }

    /// <summary>Cases opened so many a day up to a day's end, each with a first response and a resolution, most of them over.</summary>
    public async Task FillHistoryAsync(int count, int aDay, DateTime end)
    {
        var (ids, policy) = (Use<IdSource>(), await PolicyAsync());
        var random = new Random(11);
        await FillAsync(count, i =>
        {
            var opened = end.AddSeconds(-(86400.0 / aDay * (count - i)));
            opened = new DateTime(opened.Ticks - (opened.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
            var isOpen = (end - opened).TotalDays < 3 && random.Next(3) == 0;
            var @case = CaseOf(ids, i, opened, isOpen ? Stage.Investigate : Stage.Closed, isOpen ? "Investigating" : "Closed");
            if (!isOpen) (@case.ResolvedAt, @case.ClosedAt) = (opened.AddHours(20), opened.AddHours(30));
            var first = Ended(ids, @case, policy, ClockNames.FirstResponse, random.Next(60, 18000), 7200, 14400);
            var resolution = Ended(ids, @case, policy, ClockNames.Resolution, random.Next(3600, 160000), 86400, 129600);
            if (isOpen) Reopen(resolution, opened);
            return (@case, [first, resolution], []);
        });
    }

    private static void Reopen(CaseClock clock, DateTime opened)
    {
        (clock.State, clock.StoppedAt, clock.JudgedAt, clock.BreachedAt, clock.GoalMissedAt) = (ClockState.Running, null, null, null, null);
        (clock.RunningSince, clock.ElapsedSeconds, clock.NextDue, clock.NextDueAt) = (opened, 0, DueLevel.Limit, clock.LimitDueAt!.Value.AddSeconds(1));
    }

    private CaseClock Ended(IdSource ids, Case @case, long policy, string name, int seconds, long goal, long limit)
    {
        var clock = ClockOf(ids, @case, policy, name, @case.OpenedAt);
        (clock.ElapsedSeconds, clock.GoalSeconds, clock.LimitSeconds, clock.StoppedAt) = (seconds, goal, limit, @case.OpenedAt.AddSeconds(seconds));
        (clock.GoalDueAt, clock.LimitDueAt) = (@case.OpenedAt.AddSeconds(goal), @case.OpenedAt.AddSeconds(limit));
        clock.GoalMissedAt = seconds > goal ? clock.GoalDueAt : null;
        clock.BreachedAt = seconds > limit ? clock.LimitDueAt : null;
        clock.State = seconds > limit ? ClockState.Breached : seconds > goal ? ClockState.Late : ClockState.Met;
        clock.JudgedAt = clock.BreachedAt ?? clock.StoppedAt;
        (clock.AttributedParty, clock.AttributedToId) = (AttributionParty.Agent, @case.OwnerId);
        return clock;
    }

    private Case CaseOf(IdSource ids, int i, DateTime opened, Stage stage, string state)
    {
        var @case = new Case
        {
            Id = ids.Next(), ShopId = Shop.Id, Number = $"AS{i:0000000000}", Type = CaseType.Complaint, Subject = "收到的杯子碎了", OwnerId = 1000 + (i % Agents),
            OpenedAt = opened, OpenedOn = DateOnly.FromDateTime(opened.AddHours(8)), LoggedAt = opened, LastEventAt = opened, SortDueAt = opened.AddDays(2), EventCount = 3, Version = 3,
        };
        @case.EnterState(state, stage, Wait.Agent, opened);
        return @case;
    }

    private CaseClock ClockOf(IdSource ids, Case @case, long policy, string name, DateTime startedAt) => new()
    {
        Id = ids.Next(), ShopId = Shop.Id, CaseId = @case.Id, Clock = name, Run = 1, PolicyVersionId = policy, StartedAt = startedAt, ChangedAt = startedAt,
    };

    private async Task FillAsync(int count, Func<int, (Case Case, CaseClock[] Clocks, CaseClockSegment[] Segments)> make)
    {
        await using var db = Open();
        for (var done = 0; done < count; done += 5000)
        {
            var rows = Enumerable.Range(done, Math.Min(5000, count - done)).Select(make).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await BulkRows.InsertAsync(db, rows.ConvertAll(r => r.Case), false, default);
            await BulkRows.InsertAsync(db, [.. rows.SelectMany(r => r.Clocks)], false, default);
            await BulkRows.InsertAsync(db, [.. rows.SelectMany(r => r.Segments)], false, default);
            await BulkRows.InsertAsync(db, [.. rows.SelectMany(r => r.Clocks).Where(c => c.BreachedAt is not null).Select(c => BreachOf(c))], false, default);
            await transaction.CommitAsync();
        }

        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private Breach BreachOf(CaseClock clock) => new()
    {
        Id = Use<IdSource>().Next(), ShopId = clock.ShopId, CaseId = clock.CaseId, ClockId = clock.Id, Clock = clock.Clock, Run = clock.Run, Level = DueLevel.Limit,
        BreachedAt = clock.BreachedAt!.Value, DetectedAt = clock.BreachedAt.Value, AttributedParty = clock.AttributedParty, AttributedToId = clock.AttributedToId,
    };

    private async Task<long> PolicyAsync()
    {
        await using var db = Open();
        var policies = await Use<PolicyBook>().ReadAsync(default);
        var versions = await db.PolicyVersions.Select(p => p.Id).ToListAsync();
        return versions.First(v => policies.Find(v)?.TargetOf(ClockNames.FirstResponse) is not null);
    }

    private async Task PeopleAsync()
    {
        await using var db = Open();
        Shop = new Shop { Id = Use<IdSource>().Next(), Code = "bench", Name = "bench", CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
        db.Add(Shop);
        for (var i = 0; i < Agents; i++) db.Add(new Account { Id = 1000 + i, UserName = $"agent{i}", NormalizedUserName = $"AGENT{i}", DisplayName = $"客服 {i}" });
        await db.SaveChangesAsync();
    }
}

/// <summary>A clock that the benchmark sets.</summary>
internal sealed class SettableClock : TimeProvider
{
    public DateTime Now { get; set; } = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Now;
}
