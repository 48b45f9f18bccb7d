using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>Whatever is done to cases, what is stored of their clocks is what their history says.</summary>
public sealed class StoredClocksTests
{
    private const int Acts = 300;
    private const int Cases = 12;

    [Fact]
    public async Task Act_RandomActsOnADozenCases_StoredClocksEqualARecomputationEachTime()
    {
        await using var host = await StoreHost.StartAsync(StoreProvider.Sqlite);
        var random = new Random(20260302);
        var cases = new List<long>();
        var done = 0;
        for (var i = 0; i < Acts; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(4) switch { 0 => 0, 1 => random.Next(1, 90), 2 => random.Next(60, 900), _ => random.Next(600, 5000) }));
            var id = cases.Count < Cases ? await LogAsync(host, random, cases) : cases[random.Next(cases.Count)];
            var result = await host.Store.ActAsync(host.Shop, id, Act(host, random), Actor(host, random), null);
            if (result is CaseResult.Done { Events.Count: > 0 }) done++;
            await AssertStoredAsync(host, id);
        }

        Assert.True(done > Acts / 4, $"Only {done} acts were accepted: the walk goes nowhere.");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Keep_BackDatedStop_WithdrawsTheBreachByThatEvent(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        var answeredAt = host.Clock.Now.AddHours(1);
        host.Clock.Advance(TimeSpan.FromDays(9));
        await host.DoAsync(@case, new AddNote { Note = "超时了" }, host.Agent);

        await host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) => ImportAsync(host, db, @case.Id, answeredAt, token));

        await using var db = host.Read();
        var clock = await db.CaseClocks.SingleAsync(c => c.CaseId == @case.Id && c.Clock == ClockNames.FirstResponse);
        Assert.Equal((ClockState.Met, answeredAt, null), (clock.State, clock.StoppedAt, clock.BreachedAt));
        var breaches = await db.Breaches.Where(b => b.Clock == ClockNames.FirstResponse).ToListAsync();
        // A note and a message came with it, one before and one after.
        var contact = await db.CaseEvents.SingleAsync(e => e.Kind == EventKind.Contact);
        Assert.Equal((await db.Cases.SingleAsync()).EventCount - 1, contact.Sequence);
        Assert.Equal(2, breaches.Count);
        Assert.All(breaches, b => Assert.Equal((contact.Sequence, host.Clock.Now), (b.WithdrawnByEvent, b.WithdrawnAt)));
        await AssertStoredAsync(host, @case.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Keep_RosterChangedAfterTheFact_ClockAndBreachNameTheSameParty(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(9));
        await host.DoAsync(@case, new AddNote { Note = "超时了" }, host.Agent);
        await using var db = host.Read();
        var before = await db.Breaches.AsNoTracking().Where(b => b.Clock == ClockNames.FirstResponse).OrderBy(b => b.Level).ToListAsync();
        Assert.All(before, b => Assert.Equal((AttributionParty.Agent, host.Agent.AccountId), (b.AttributedParty, b.AttributedToId)));

        // He was not there that day at all.
        db.Add(new Shift { Id = 1, ShopId = host.Shop.Id, Name = "day", StartsAt = new(8, 30), EndsAt = new(16, 0) });
        db.Add(new RosterEntry { Id = 1, ShopId = host.Shop.Id, AccountId = host.Agent.AccountId!.Value, ShiftId = 1, WorksOn = new DateOnly(2026, 3, 1) });
        await db.SaveChangesAsync();
        host.Provider.GetRequiredService<ShiftBook>().Forget(host.Shop.Id);
        await host.DoAsync(@case, new AddNote { Note = "排班已更正" }, host.Agent);

        var clock = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == @case.Id && c.Clock == ClockNames.FirstResponse);
        var after = await db.Breaches.AsNoTracking().Where(b => b.Clock == ClockNames.FirstResponse).OrderBy(b => b.Level).ToListAsync();
        Assert.Equal((AttributionParty.Queue, null), (clock.AttributedParty, clock.AttributedToId));
        Assert.Equal(before.Select(b => (b.Id, b.BreachedAt, b.DetectedAt, b.WithdrawnByEvent)), after.Select(b => (b.Id, b.BreachedAt, b.DetectedAt, b.WithdrawnByEvent)));
        Assert.All(after, b => Assert.Equal((clock.AttributedParty, clock.AttributedToId), (b.AttributedParty, b.AttributedToId)));
        await AssertStoredAsync(host, @case.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SortDueAt_FollowsTheSoonestLimitAndNothingThatStandsStill(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        Assert.Equal(await SoonestAsync(host, @case.Id), @case.SortDueAt);

        @case = await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        @case = await host.DoAsync(@case, new FireTrigger(Triggers.AskBuyer) { Note = "请补照片" }, host.Agent);
        // The state's own timer, 72 h, is what comes next: the clocks stand still.
        Assert.Equal(@case.TimerDueAt, @case.SortDueAt);
        Assert.Equal(host.Clock.Now.AddHours(72), @case.SortDueAt);

        @case = await host.DoAsync(@case, new FireTrigger(Triggers.Withdraw) { Note = "买家撤销" }, host.Agent);
        Assert.Equal(Case.Never, @case.SortDueAt);
    }

    private static async Task<DateTime> SoonestAsync(StoreHost host, long caseId)
    {
        await using var db = host.Read();
        return await db.CaseClocks.Where(c => c.CaseId == caseId && c.State == ClockState.Running).MinAsync(c => c.LimitDueAt!.Value);
    }

    private static async Task<bool> ImportAsync(StoreHost host, CasesDbContext db, long caseId, DateTime answeredAt, CancellationToken token)
    {
        var @case = await db.Cases.SingleAsync(c => c.Id == caseId, token);
        var history = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync(token);
        // As an import has it: the event stands last in the log, and where it belongs in time.
        NewEvent Event(string kind, DateTime at) => new(kind, at, new Actor(ActorKind.Import, null, new HashSet<Role>()))
        {
            ToState = @case.State, Stage = @case.Stage, WaitsOn = @case.WaitsOn, OwnerId = @case.OwnerId, Payload = """{"channel":"platformChat","reached":true}""",
        };
        var rows = EventChain.Append(@case, [Event(EventKind.Note, answeredAt), Event(EventKind.Contact, answeredAt), Event(EventKind.BuyerMessage, host.Clock.Now)], host.Clock.Now, host.Provider.GetRequiredService<Data.Ids.IdSource>().Next, s => s.Fill(7));
        @case.Version = @case.EventCount;
        db.AddRange(rows);
        await host.Provider.GetRequiredService<ClockKeeping>().KeepAsync(db, @case, [.. history, .. rows], host.Clock.Now, token);
        await db.SaveChangesAsync(token);
        return true;
    }

    private static async Task<long> LogAsync(StoreHost host, Random random, List<long> cases)
    {
        var opened = random.Next(2) == 0 ? (DateTime?)null : host.Clock.Now.AddMinutes(-random.Next(600));
        var done = Assert.IsType<CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(0, "", "杯子碎了", Channel.Phone) { OpenedAt = opened }, host.Agent));
        cases.Add(done.Case.Id);
        return done.Case.Id;
    }

    private static Actor Actor(StoreHost host, Random random) =>
        random.Next(6) switch { 0 => host.Supervisor, 1 => host.OtherSupervisor, 2 => host.OtherAgent, 3 => Domain.People.Actor.System, _ => host.Agent };

    private static CaseAct Act(StoreHost host, Random random)
    {
        var triggers = CaseMachines.For(CaseType.Complaint).Transitions.Select(t => t.Trigger).Distinct().Order(StringComparer.Ordinal).ToList();
        return random.Next(10) switch
        {
            0 => new AddNote { Note = "备注" },
            1 => new LogContact(Channel.Phone, random.Next(2) == 0),
            2 => new RecordBuyerMessage(Channel.PlatformChat) { Note = "在吗" },
            3 => new RaiseTimer(),
            4 => new ChangeFields { Grade = (Grade)random.Next(1, 5), Priority = (Priority)random.Next(1, 4) },
            _ => Fire(host, random, triggers[random.Next(triggers.Count)]),
        };
    }

    private static FireTrigger Fire(StoreHost host, Random random, string trigger) => new(trigger)
    {
        Note = "说明",
        Override = random.Next(3) == 0,
        Arguments = trigger switch
        {
            Triggers.Classify => new ClassifyArguments(CaseType.Complaint, ComplaintCatalogue.Categories[0]) { Cause = "quality" },
            Triggers.Assign or Triggers.AutoAssign => new AssignArguments((random.Next(2) == 0 ? host.Agent : host.OtherAgent).AccountId!.Value),
            Triggers.Propose => new ProposeArguments("致歉"),
            _ => null,
        },
    };

    private static async Task AssertStoredAsync(StoreHost host, long caseId)
    {
        await using var db = host.Read();
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == caseId);
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Null(EventChain.Verify(@case, events));
        Assert.Equal(@case.EventCount, @case.Version);
        // Up to the last act on the case: what has fallen due since is the sweep's to write.
        var asOf = events.Max(e => e.RecordedAt);
        var clocks = await host.Provider.GetRequiredService<ClockKeeping>().ComputeAsync(@case, events, asOf, default);
        var stored = await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == caseId).ToListAsync();
        Assert.Equal(clocks.Clocks.Select(c => Line(c, @case, asOf)).Order(StringComparer.Ordinal), stored.Select(Line).Order(StringComparer.Ordinal));
        foreach (var clock in clocks.Clocks)
        {
            var row = stored.Single(r => r.Clock == clock.Name && r.Run == clock.Run);
            var segments = await db.CaseClockSegments.AsNoTracking().Where(s => s.ClockId == row.Id).OrderBy(s => s.From).ToListAsync();
            Assert.Equal(clock.Segments, segments.Select(s => new Segment(s.From, s.To, s.IsRunning, s.WaitsOn, s.OwnerId, s.IsOnShift, s.CountedSeconds)));
        }

        var stamps = clocks.Clocks.SelectMany(c => new[] { (c.Name, c.Run, DueLevel.Goal, c.GoalMissedAt), (c.Name, c.Run, DueLevel.Limit, c.BreachedAt) }).Where(s => s.Item4 is not null);
        var standing = await db.Breaches.AsNoTracking().Where(b => b.CaseId == caseId && b.WithdrawnByEvent == 0).ToListAsync();
        foreach (var row in stored.Where(r => r.BreachedAt is not null))
        {
            var breach = standing.Single(b => (b.Clock, b.Run, b.Level) == (row.Clock, row.Run, DueLevel.Limit));
            Assert.Equal((row.AttributedParty, row.AttributedToId), (breach.AttributedParty, breach.AttributedToId));
        }

        Assert.Equal(stamps.Order(), standing.Select(b => (b.Clock, b.Run, b.Level, (DateTime?)b.BreachedAt)).Order());
    }

    private static string Line(Clock clock, Case @case, DateTime now)
    {
        var row = new CaseClock();
        ClockRows.Write(clock, row, @case, now);
        return Line(row);
    }

    private static string Line(CaseClock c) => string.Join(
        ' ', c.Clock, c.Run, c.State, c.PausedOn, c.StartedAt, c.StoppedAt, c.ElapsedSeconds, c.RunningSince, c.GoalSeconds, c.LimitSeconds, c.GoalDueAt,
        c.LimitDueAt, c.GoalMissedAt, c.BreachedAt, c.JudgedAt, c.PolicyVersionId, c.CalendarVersionId, c.IsCausedByPolicy, c.IsScored,
        c.AttributedParty, c.AttributedToId, c.NextDue, c.NextDueAt);
}
