using System.Text.Json;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Rows written in bulk are what the change tracker would have written.</summary>
public sealed class BulkInsertTests
{
    private static readonly DateTime At = new(2026, 3, 2, 1, 2, 3, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task Insert_OfEveryKindOfColumn_ReadsBackTheSame(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        object[] rows =
        [
            new Account { Id = 900, UserName = "a'b", NormalizedUserName = "A'B", DisplayName = "王\"芳\"", LockoutEnd = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), CreatedAt = At, EmailConfirmed = true },
            new Shop { Id = 901, Code = "b", Name = "店", Platform = Platform.Douyin, CreatedAt = At },
            new Shift { Id = 902, ShopId = 901, Name = "夜", StartsAt = new TimeOnly(16, 0), EndsAt = new TimeOnly(23, 30) },
            new ChatFact { Id = 903, ShopId = 901, NaturalKey = "k", ChattedOn = new DateOnly(2026, 3, 2), PlatformBuyerId = "", AverageReplySeconds = 7 },
            new ScoreSnapshot { Id = 904, ShopId = 901, Month = "2026-03", InputHash = [1, 0, 255], CreatedAt = At },
            new AgentScore { Id = 905, SnapshotId = 904, ShopId = 901, AccountId = 900, Base = 90.85m, Deductions = 0.01m, Inputs = "{}", Card = "[]" },
        ];
        await host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) => BulkInsert.RowsAsync(db, rows.Reverse(), token));

        await using var read = host.Read();
        foreach (var row in rows)
        {
            var key = (long)row.GetType().GetProperty("Id")!.GetValue(row)!;
            Assert.Equal(JsonSerializer.Serialize(row, row.GetType()), JsonSerializer.Serialize(await read.FindAsync(row.GetType(), key), row.GetType()));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteCases_WithAllThatBelongsToThem_CompletesAndFindsThem(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var bulk = ActivatorUtilities.CreateInstance<BulkCases>(host.Provider);
        var bundles = Enumerable.Range(0, 350).Select(Bundle).ToList();

        Assert.Equal(350, await bulk.WriteAsync(bundles.ToAsyncEnumerable()));

        await using var db = host.Read();
        Assert.Equal(Enumerable.Range(1, 350).Select(n => $"AS260302{n:0000}"), await db.Cases.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync());
        var stored = await db.Cases.SingleAsync(c => c.Id == bundles[7].Case.Id);
        Assert.Equal(2, stored.Version);
        Assert.Null(EventChain.Verify(stored, await db.CaseEvents.Where(e => e.CaseId == stored.Id).OrderBy(e => e.Sequence).ToListAsync()));
        Assert.Equal(350, await db.CaseClockSegments.CountAsync(s => db.CaseClocks.Any(c => c.Id == s.ClockId)));
        Assert.Equal(350, await db.Breaches.CountAsync(b => db.CaseClocks.Any(c => c.Id == b.ClockId && c.CaseId == b.CaseId)));
        Assert.Equal(10.5m, (await db.LedgerEntries.FirstAsync()).Amount);
        Assert.Equal([stored.Id], await SearchIndex.FindAsync(db, 5, "独一", long.MaxValue, 10, default));
    }

    [Fact]
    public async Task WriteCases_WhileOthersWrite_LocksNobodyOut()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var (bulk, writer) = (ActivatorUtilities.CreateInstance<BulkCases>(host.Provider), host.Provider.GetRequiredService<CaseWriter>());
        var writing = bulk.WriteAsync(Enumerable.Range(0, 4000).Select(Bundle).ToAsyncEnumerable());
        var others = Enumerable.Range(0, 200).Select(n => writer.WriteAsync(async (db, token) =>
        {
            db.Add(new Team { Id = 5000 + n, ShopId = 5, Name = $"t{n}" });
            await db.SaveChangesAsync(token);
        }));
        await Task.WhenAll([writing, .. others]);
        await using var read = host.Read();
        Assert.Equal((4000, 200), (await read.Cases.CountAsync(), await read.Teams.CountAsync()));
    }

    private static CaseBundle Bundle(int n)
    {
        var @case = new Case { ShopId = 5, Type = CaseType.Complaint, Subject = $"第{n}号杯子碎了", OpenedAt = At, OpenedOn = new DateOnly(2026, 3, 2), LoggedAt = At };
        @case.EnterState("Logged", Stage.Intake, Wait.Agent, At);
        return new CaseBundle
        {
            Case = @case,
            Events =
            {
                new CaseEvent { At = At, RecordedAt = At, ActorKind = ActorKind.System, Kind = EventKind.Logged, ToState = "Logged", Stage = Stage.Intake, WaitsOn = Wait.Agent },
                new CaseEvent { At = At, RecordedAt = At, ActorKind = ActorKind.System, Kind = EventKind.Note, Note = "备注", ToState = "Logged", Stage = Stage.Intake, WaitsOn = Wait.Agent },
            },
            Clocks =
            {
                new ClockBundle
                {
                    Clock = new CaseClock { Clock = ClockNames.Resolution, Run = 1, State = ClockState.Breached, StartedAt = At, ChangedAt = At },
                    Segments = { new CaseClockSegment { From = At, IsRunning = true, WaitsOn = Wait.Agent } },
                    Breaches = { new Breach { Clock = ClockNames.Resolution, Run = 1, Level = DueLevel.Limit, BreachedAt = At, DetectedAt = At } },
                },
            },
            Promises = { new Promise { Kind = PromiseKind.CallBack, What = "回电", MadeAt = At, DueAt = At, OwedBy = Wait.Agent } },
            Ledger = { new LedgerEntry { Purpose = LedgerPurpose.Compensation, Step = LedgerStep.Granted, Amount = 10.5m, At = At, PaymentId = 1 } },
            SearchTexts = { n == 7 ? "独一无二" : null },
            Evidence = { new Evidence { ContentHash = "00", FileName = "a.jpg", ContentType = "image/jpeg", UploadedAt = At } },
        };
    }
}
