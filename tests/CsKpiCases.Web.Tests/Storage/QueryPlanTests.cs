using System.Collections.Concurrent;
using System.Data.Common;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.PlatformHealth;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Storage;

/// <summary>No statement of logging a case or acting on one may read a whole table: its cost would grow with what is stored.</summary>
public sealed class QueryPlanTests
{
    // Small by nature, or the whole of them is wanted; and the index over the text is no b-tree.
    private static readonly string[] ReadWhole = ["PolicyVersions", "CalendarVersions", "NodeLeases", "StoreFacts", "Shifts", "CaseSearch"];

    [Fact]
    public async Task Acts_OfACasesWholeLife_SeekEveryRow()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        var statements = new Statements();
        await using (var traced = Traced(host, statements)) await LiveAsync(host, traced.GetRequiredService<Data.Cases.CaseStore>());

        await using var db = host.Read();
        Assert.True(statements.Seen.Count > 10, "The statements were not caught.");
        Assert.Contains(statements.Seen, s => s.Key.Contains("CaseClockSegments", StringComparison.Ordinal));
        foreach (var (sql, parameters) in statements.Seen)
        {
            foreach (var step in await PlanAsync(db, sql, parameters))
            {
                var isScan = step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal)
                    && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal) && !ReadWhole.Any(t => sql.Contains($"\"{t}\"", StringComparison.Ordinal));
                Assert.False(isScan, $"{step}\n{sql}");
            }
        }
    }

    [Fact]
    public async Task Follow_OfASupersededPolicy_SeeksTheOpenClocksOfCasesThatEnded()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        var statements = new Statements();
        await using (var traced = Traced(host, statements)) await traced.GetRequiredService<Data.Cases.FollowPolicies>().RunAsync([1, 2], default);

        await using var db = host.Read();
        var (sql, parameters) = Assert.Single(statements.Seen, s => s.Key.Contains("CaseClocks", StringComparison.Ordinal));
        var plan = await PlanAsync(db, sql, parameters);
        Assert.Contains(plan, s => s.Contains("IX_CaseClocks_ShopId_JudgedAt (ShopId=? AND JudgedAt=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, s => s.StartsWith("SCAN ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Assessment_OfAPlatform_SeeksFactsByTheirInstants()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        var statements = new Statements();
        await using (var traced = Traced(host, statements))
        {
            var assess = new AssessPlatform(traced.GetRequiredService<IDbContextFactory<CasesDbContext>>(), host.Clock);
            foreach (var pack in ShippedPacks.All) await assess.RunAsync(host.Shop, pack, new DateOnly(2026, 3, 2), default);
        }

        await using var db = host.Read();
        Assert.True(statements.Seen.Count > 8, "The statements were not caught.");
        foreach (var (sql, parameters) in statements.Seen)
        {
            var plan = await PlanAsync(db, sql, parameters);
            Assert.DoesNotContain(plan, s => s.StartsWith("SCAN ", StringComparison.Ordinal) && !s.Contains("VIRTUAL TABLE", StringComparison.Ordinal));
            // By the shop and the instant, and not by the shop alone.
            if (!sql.Contains("ShopFigures", StringComparison.Ordinal)) Assert.Contains(plan, s => s.Contains("(ShopId=? AND ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Undo_OfAnImport_SeeksItsFactsByWhatItChanged()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        await using (var db = host.Read())
        {
            var fact = new ChatFact { Id = 20, ShopId = host.Shop.Id, NaturalKey = "a", ChattedOn = new DateOnly(2026, 2, 10), ImportId = 10 };
            db.AddRange(
                new ImportRun { Id = 10, ShopId = host.Shop.Id, Kind = "chats", FileName = "一.csv", StartedAt = host.Clock.Now, EndedAt = host.Clock.Now }, fact, new ScoreSnapshot { Id = 1, ShopId = host.Shop.Id, Month = "2026-01", Scheme = "s/1", IsPublished = true },
                new FactChange { Id = 30, ShopId = host.Shop.Id, ImportId = 10, Kind = "chats", FactId = 20 });
            await db.SaveChangesAsync();
        }

        var statements = new Statements();
        await using (var traced = Traced(host, statements))
        {
            var undo = new UndoImport(traced.GetRequiredService<Data.Storage.CaseWriter>(), traced.GetRequiredService<Data.Ids.IdSource>(), host.Clock);
            Assert.Equal(1, Assert.IsType<UndoOutcome.Done>(await undo.RunAsync(host.Shop, 10, host.Agent.AccountId!.Value, default)).Facts);
        }

        await using var read = host.Read();
        Assert.Equal(2, statements.Seen.Keys.Count(s => s.Contains("DELETE", StringComparison.Ordinal)));
        foreach (var (sql, parameters) in statements.Seen)
        {
            Assert.DoesNotContain(
                await PlanAsync(read, sql, parameters),
                s => s.StartsWith("SCAN ", StringComparison.Ordinal) && !s.Contains("CONSTANT ROW", StringComparison.Ordinal) && !s.Contains("VIRTUAL TABLE", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Plan_OfAQueryWithoutAnIndex_IsAScan()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        await using var db = host.Read();
        Assert.Contains(await PlanAsync(db, "SELECT 1 FROM \"Cases\" WHERE \"Description\" = 'x'", []), s => s.StartsWith("SCAN ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""SELECT "Id" FROM "CaseClocks" WHERE "ShopId" = 1 AND "NextDue" > 0 AND "NextDueAt" <= 5 ORDER BY "NextDueAt" LIMIT 400""", "IX_CaseClocks_Due")]
    [InlineData("""SELECT "Id" FROM "Cases" WHERE "ShopId" = 1 AND "Stage" < 6 ORDER BY "SortDueAt", "Id" LIMIT 50""", "IX_Cases_Open_Due")]
    [InlineData("""SELECT "Id" FROM "Cases" WHERE "ShopId" = 1 AND "OwnerId" = 2 AND "Stage" < 6 ORDER BY "SortDueAt", "Id" LIMIT 50""", "IX_Cases_Open_Owner_Due")]
    [InlineData("""SELECT "Id" FROM "Cases" WHERE "ShopId" = 1 AND "Stage" < 6 AND "TimerDueAt" <= 5""", "IX_Cases_Open_Timer")]
    [InlineData("""SELECT "Id" FROM "WebhookDeliveries" WHERE "TargetId" = 1 AND "DueAt" <= 5 ORDER BY "DueAt" LIMIT 20""", "IX_WebhookDeliveries_TargetId_DueAt")]
    [InlineData("""SELECT "Id" FROM "WebhookDeliveries" WHERE "TargetId" = 1 AND "EventId" < 9 ORDER BY "EventId" DESC LIMIT 50""", "IX_WebhookDeliveries_TargetId_EventId")]
    [InlineData("""SELECT "Id" FROM "WebhookDeliveries" WHERE "TargetId" = 1 AND "EventId" < 9 AND "DeliveredAt" IS NULL AND "Error" IS NOT NULL ORDER BY "EventId" DESC LIMIT 50""", "IX_WebhookDeliveries_Undelivered")]
    [InlineData("""SELECT "Id" FROM "Evidence" WHERE "ShopId" = 1 AND "CaseId" <> 2 AND "Band2" = 7 ORDER BY "Id" DESC LIMIT 300""", "IX_Evidence_ShopId_Band2_Id")]
    [InlineData("""SELECT "Id" FROM "Evidence" WHERE "ShopId" = 1 AND "IsFlagged" AND "UploadedAt" < 5 ORDER BY "UploadedAt" DESC, "Id" DESC LIMIT 51""", "IX_Evidence_UploadedAt_Flagged")]
    [InlineData("""SELECT "Id" FROM "BuyerLinks" WHERE "TokenHash" = x'00'""", "IX_BuyerLinks_TokenHash")]
    public async Task Plan_OfWhatListsAndJobsAsk_WalksItsIndexWithoutSorting(string sql, string index)
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        await using var db = host.Read();
        var plan = await PlanAsync(db, sql, []);
        Assert.Contains(index, Assert.Single(plan), StringComparison.Ordinal);
    }

    private static ServiceProvider Traced(StoreHost host, Statements statements)
    {
        var store = host.Provider.GetRequiredService<StoreConnection>();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(host.Clock).AddStore(store);
        services.AddPooledDbContextFactory<CasesDbContext>(o =>
        {
            store.Configure(o);
            o.AddInterceptors(statements);
        });
        services.AddSingleton(host.Provider.GetRequiredService<LeasedNode>());
        return services.BuildServiceProvider();
    }

    private static async Task LiveAsync(StoreHost host, Data.Cases.CaseStore store)
    {
        await using (var db = host.Read())
        {
            var buyer = new Buyer { Id = 1, ShopId = host.Shop.Id, PlatformBuyerId = "b1", Name = "小王" };
            db.AddRange(buyer, new Order { Id = 2, ShopId = host.Shop.Id, Number = "T1", BuyerId = 1, PaidAmount = 100 });
            await db.SaveChangesAsync();
        }

        var logged = (Data.Cases.CaseResult.Done)await store.LogAsync(host.Shop, new LogCase(0, "", "杯子碎了", Channel.Phone) { OrderNumber = "T1" }, host.Agent);
        foreach (var (act, actor) in new (CaseAct, Domain.People.Actor)[]
        {
            (new FireTrigger(Triggers.Classify) { Arguments = new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) { Cause = "quality" } }, host.Agent),
            (new FireTrigger(Triggers.Assign) { Arguments = new AssignArguments(host.Agent.AccountId!.Value) }, host.Supervisor),
            (new FireTrigger(Triggers.Start), host.Agent),
            (new LogContact(Channel.Phone, true), host.Agent),
            (new AttachEvidence(new string('a', 64), "1.jpg", "image/jpeg", 10) { Fingerprint = 5 }, host.Agent),
            (new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments("致歉") }, host.Agent),
            (new FireTrigger(Triggers.Accept), Domain.People.Actor.Buyer),
            (new FireTrigger(Triggers.Reopen) { Note = "还是碎的" }, host.Supervisor),
            (new AddNote { Note = "备注" }, host.Agent),
        })
        {
            host.Clock.Advance(TimeSpan.FromHours(30));
            Assert.IsType<Data.Cases.CaseResult.Done>(await store.ActAsync(host.Shop, logged.Case.Id, act, actor, null));
        }
    }

    private static async Task<List<string>> PlanAsync(CasesDbContext db, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // what the store itself has just sent
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return steps;
    }

    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, IReadOnlyList<(string, object?)>> Seen { get; } = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Note(command);
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Note(command);
            return new(result);
        }

        private void Note(DbCommand command) => Seen[command.CommandText] = [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))];
    }
}
