using System.Diagnostics;
using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Benchmarks;

/// <summary>
/// A month of 500 agents and 100,000 cases (ten events and three clocks each, a rating for every second, as many chat facts as
/// cases), calculated and stored. The bar is 5 seconds.
/// </summary>
internal static class ScoresBenchmark
{
    private const int Agents = 500;
    private const int Runs = 5;
    private const int EventsACase = 10;
    private const double Bar = 5000;
    private static readonly CalendarMonth Month = new(2026, 2);
    private static readonly DateTime From = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("cases-scores-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddStore(StoreConnection.Embedded(folder)).AddScoring().BuildServiceProvider();
            await services.OpenStoreAsync();
            var shop = await FillAsync(services, options.Cases);
            var (floor, computed, processor) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Runs; i++)
            {
                floor.Add(await MillisecondsAsync(() => ReadEventsAsync(services)));
                var before = Environment.CpuUsage.TotalTime;
                computed.Add(await MillisecondsAsync(() => services.GetRequiredService<ComputeScores>().RunAsync(shop, Month, default)));
                processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }

            var stored = await MillisecondsAsync(() => services.GetRequiredService<CalculateScores>().RunAsync(shop, Month, null, default));
            return new BenchmarkReport("scores", $"{Agents} agents, {options.Cases:N0} cases, {options.Cases * EventsACase:N0} events, embedded database, {Environment.ProcessorCount} cores",
            [
                new BenchmarkLine("floor: the month's events read by one statement", "ms", floor),
                new BenchmarkLine("the month computed", "ms", computed, Bar),
                new BenchmarkLine("of it processor time", "ms", processor),
                new BenchmarkLine("calculated and stored", "ms", [stored], Bar),
            ]);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MillisecondsAsync(Func<Task> run)
    {
        var since = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static async Task ReadEventsAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT \"ActorId\", \"CaseId\", \"At\" FROM \"CaseEvents\"";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _ = reader.GetInt64(0) + reader.GetInt64(1) + reader.GetInt64(2);
    }

    private static async Task<Shop> FillAsync(IServiceProvider services, int cases)
    {
        var ids = services.GetRequiredService<IdSource>();
        var contexts = services.GetRequiredService<IDbContextFactory<CasesDbContext>>();
        var shop = new Shop { Id = ids.Next(), Code = "bench", Name = "bench", CreatedAt = From };
        var agents = Enumerable.Range(0, Agents).Select(i => new Account { Id = ids.Next(), UserName = $"agent{i}", DisplayName = $"agent{i}", CreatedAt = From }).ToList();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.Add(shop);
            db.AddRange(agents);
            db.AddRange(agents.Select(a => new Grant { Id = ids.Next(), AccountId = a.Id, Role = Role.Agent, ShopId = shop.Id }));
            await db.SaveChangesAsync();
        }

        foreach (var chunk in Enumerable.Range(0, cases).Chunk(2000))
        {
            await using var db = await contexts.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await BulkInsert.RowsAsync(db, chunk.SelectMany(i => new Filled(i, cases, ids, shop.Id, agents[i % Agents].Id).Rows));
            await transaction.CommitAsync();
        }

        return shop;
    }

    /// <summary>One case with what happened to it; everything follows from its number.</summary>
    private sealed class Filled
    {
        public Filled(int i, int cases, IdSource ids, long shop, long agent)
        {
            var opened = From.AddMinutes(38_000.0 * i / cases);
            var resolved = opened.AddHours(6 + (i % 40));
            Buyer = new Buyer { Id = ids.Next(), ShopId = shop, PlatformBuyerId = $"buyer{i}" };
            Case = new Case
            {
                Id = ids.Next(), ShopId = shop, Number = $"AS26{i:D8}", Type = CaseType.Complaint, BuyerId = Buyer.Id, OwnerId = agent, Subject = "收到的杯子碎了",
                OpenedAt = opened, OpenedOn = DateOnly.FromDateTime(opened), LoggedAt = opened, FirstResolvedAt = resolved, ResolvedAt = resolved, Outcome = Outcome.Solved, EventCount = EventsACase,
            };
            Case.EnterState("Closed", Stage.Closed, Wait.None, resolved);
            Events = [.. Enumerable.Range(1, EventsACase).Select(n => new CaseEvent
            {
                Id = ids.Next(), ShopId = shop, CaseId = Case.Id, Sequence = n, At = opened.AddSeconds((resolved - opened).TotalSeconds * n / EventsACase), RecordedAt = resolved,
                ActorKind = ActorKind.Person, ActorId = agent, Kind = n == EventsACase ? EventKind.Transition : EventKind.Note, ToState = n == EventsACase ? "Resolved" : "Investigating",
                Stage = n == EventsACase ? Stage.Penalize : Stage.Investigate, OwnerId = agent, Note = "已联系买家，核对照片，等待回复。", Payload = "{\"channel\":\"phone\",\"reached\":true}",
                Salt = new byte[16], Digest = new byte[32], Hash = new byte[32],
            })];
            Clocks = [.. new[] { "first_response", "next_response", "resolution" }.Select((name, n) => new CaseClock
            {
                Id = ids.Next(), ShopId = shop, CaseId = Case.Id, Clock = name, Run = 1, State = (i + n) % 25 == 0 ? ClockState.Breached : (i + n) % 9 == 0 ? ClockState.Late : ClockState.Met,
                StartedAt = opened, StoppedAt = resolved, JudgedAt = resolved, AttributedParty = AttributionParty.Agent, AttributedToId = agent, ChangedAt = resolved,
            })];
            Chat = new ChatFact { Id = ids.Next(), ShopId = shop, NaturalKey = $"c{i}", ChattedOn = Case.OpenedOn, AgentId = agent, PlatformBuyerId = $"buyer{i}", Sessions = 1 };
            Rating = i % 2 == 0 ? new Rating { Id = ids.Next(), ShopId = shop, NaturalKey = $"r{i}", Stars = 3 + (i % 3), RatedAt = resolved, AgentId = agent } : null;
        }

        public IEnumerable<object> Rows => [Buyer, Case, .. Events, .. Clocks, Chat, .. Rating is null ? [] : new object[] { Rating }];

        private Buyer Buyer { get; }
        private Case Case { get; }
        private List<CaseEvent> Events { get; }
        private List<CaseClock> Clocks { get; }
        private ChatFact Chat { get; }
        private Rating? Rating { get; }
    }
}
