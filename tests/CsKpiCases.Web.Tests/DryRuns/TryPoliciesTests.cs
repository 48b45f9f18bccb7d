using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.DryRuns;

public sealed class TryPoliciesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Trial_OfThePoliciesInForce_ChangesNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var written = PolicyFile.Format(await app.CurrentPoliciesAsync());
        var book = await app.Services.GetRequiredService<Data.Cases.PolicyBook>().ReadAsync(default);

        var (figures, changes) = await app.TryAsync(PolicyFile.Parse(written, book.Calendars.GetValueOrDefault, app.Clock.Now, new FieldErrors()));

        Assert.Empty(changes);
        Assert.Equal((5, 0, 0, 0), (figures.Cases, figures.CasesChanged, figures.Changed, figures.Moved));
        Assert.Equal(figures.CasesBreachedBefore, figures.CasesBreachedAfter);
        Assert.True(figures.CasesBreachedBefore > 0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Trial_OfAShorterLimit_ListsWhatRecomputingSays(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var tried = (await app.CurrentPoliciesAsync()).WithLimit(ClockNames.FirstResponse, SlaDuration.OfSeconds(1800));

        var (figures, changes) = await app.TryAsync(tried);

        var expected = await RecomputedAsync(app, tried.ToDictionary(p => p.Name));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, changes.Select(c => (c.Number, c.Change)).OrderBy(c => c.Number, StringComparer.Ordinal).ThenBy(c => c.Change.Clock, StringComparer.Ordinal));
        Assert.Equal(expected.Where(e => !e.Change.IsMoved).Select(e => e.Number).Distinct().Count(), figures.CasesChanged);
        Assert.All(changes, c => Assert.Equal(ClockNames.FirstResponse, c.Change.Clock));
        Assert.Contains(changes, c => c.Change is { Before.State: ClockState.Met, After.State: ClockState.Breached });
        Assert.True(figures.Clocks[ClockNames.FirstResponse].BreachedAfter > figures.Clocks[ClockNames.FirstResponse].BreachedBefore);
    }

    [Theory, OnSqlite]
    public async Task Trial_OfAMoreSpecificPolicy_SaysWhatLivingUnderItWouldHaveSaid(StoreProvider provider)
    {
        var urgent = new Policy
        {
            Name = "urgent-complaints", Order = 1,
            Match = new Dictionary<string, IReadOnlyList<string>> { ["caseType"] = ["complaint"], ["priority"] = ["urgent"], ["platform"] = ["tmall"] },
            Targets =
            [
                new Target { Clock = ClockNames.Resolution, Goal = SlaDuration.OfHours(1), Limit = SlaDuration.OfHours(3), PauseWhile = WaitSet.Of(Wait.Buyer) },
                new Target { Clock = ClockNames.FirstResponse, Limit = SlaDuration.OfHours(6) },
            ],
        };
        await using var without = await CasesApp.StartAsync(provider);
        await using var under = await CasesApp.StartAsync(provider);
        await under.PublishAsync([urgent]);
        await without.LiveAsync();
        await under.LiveAsync();
        var before = await without.VerdictsAsync();
        var numbers = await SubjectsAsync(without);

        var (_, changes) = await without.TryAsync([urgent]);

        foreach (var change in changes)
        {
            var key = $"{numbers[change.Number]} {change.Change.Clock} {change.Change.Run}";
            if (change.Change.After is { } after) before[key] = after;
            else before.Remove(key);
        }

        Assert.NotEmpty(changes);
        // due instants alone make no change: they are compared where the verdicts are
        Assert.Equal((await under.VerdictsAsync()).Select(Told), before.Select(Told));
        Assert.Contains(changes, c => numbers[c.Number] == "没人答");
        static (string, ClockState, DateTime?, DateTime?) Told(KeyValuePair<string, Verdict> v) => (v.Key, v.Value.State, v.Value.GoalMissedAt, v.Value.BreachedAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Trial_OfMoreCases_SendsNoMoreStatementsAndWritesNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.LiveAsync();
        var tried = (await app.CurrentPoliciesAsync()).WithLimit(ClockNames.Resolution, SlaDuration.OfHours(1));
        await app.TryAsync(tried); // what is kept in memory is read
        app.Statements.Restart();
        await app.TryAsync(tried);
        var few = app.Statements.Sent.Count;
        await app.LiveAsync();
        await app.TryAsync(tried);
        var before = await app.VerdictsAsync();

        app.Statements.Restart();
        var (figures, _) = await app.TryAsync(tried);

        Assert.Equal(10, figures.Cases);
        Assert.InRange(app.Statements.Sent.Count, 1, few);
        Assert.All(app.Statements.Sent, sql => Assert.StartsWith("SELECT", sql.TrimStart(), StringComparison.Ordinal));
        Assert.Equal(before, await app.VerdictsAsync());
    }

    private static async Task<Dictionary<string, string>> SubjectsAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.Cases.ToDictionaryAsync(c => c.Number, c => c.Subject);
    }

    /// <summary>Case by case and without the trial's code: the stored history under the tried policies of the same names.</summary>
    private static async Task<List<(string Number, VerdictChange Change)>> RecomputedAsync(CasesApp app, Dictionary<string, Policy> tried)
    {
        var book = await app.Services.GetRequiredService<Data.Cases.PolicyBook>().ReadAsync(default);
        var shifts = await app.Services.GetRequiredService<ShiftBook>().OfAsync(app.Shop.Id, default);
        var expected = new List<(string, VerdictChange)>();
        await using var db = app.Read();
        foreach (var @case in await db.Cases.AsNoTracking().OrderBy(c => c.Number).ToListAsync())
        {
            var events = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).ToListAsync();
            var clocks = CaseSignals.Of(@case, events, id => tried[book.Find(id)!.Name], shifts, app.Clock.Now).Recompute(null);
            clocks.Settle(app.Clock.Now);
            foreach (var row in await db.CaseClocks.AsNoTracking().Where(k => k.CaseId == @case.Id).OrderBy(k => k.Clock).ThenBy(k => k.Run).ToListAsync())
            {
                ClockReading.Settle(row, book.TargetOf(row), app.Clock.Now);
                var (before, after) = (Verdict.Of(row), Verdict.Of(clocks.Clocks.Single(k => k.Name == row.Clock && k.Run == row.Run)));
                if (before with { DueAt = null } != after with { DueAt = null }) expected.Add((@case.Number, new VerdictChange(row.Clock, row.Run, before, after)));
            }
        }

        return expected;
    }
}
