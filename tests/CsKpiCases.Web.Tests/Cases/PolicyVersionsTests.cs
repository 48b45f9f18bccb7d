using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

public sealed class PolicyVersionsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_SamePolicies_MakesNoVersion(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var again = await host.PublishAsync(ShippedPolicies.HousePack);

        Assert.Empty(again.Added.Concat(again.Changed));
        Assert.Equal(ShippedPolicies.HousePack.Count, again.Unchanged.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_TighterLimitInMidCase_OpenCasesFollowOnceAndKeepTheirElapsedTime(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        await using var db = host.Read();
        var before = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.Clock == ClockNames.Resolution);

        host.Clock.Advance(TimeSpan.FromHours(2));
        var published = await host.PublishAsync(@case, new Target { Clock = ClockNames.Resolution, Limit = SlaDuration.OfHours(3) });
        var follow = host.Provider.GetRequiredService<FollowPolicies>();

        Assert.Equal(1, await follow.RunAsync(published.Superseded, default));
        Assert.Equal(0, await follow.RunAsync(published.Superseded, default));
        var after = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.Clock == ClockNames.Resolution);
        Assert.Equal((before.Id, before.StartedAt), (after.Id, after.StartedAt));
        Assert.Equal(after.StartedAt.AddHours(3), after.LimitDueAt);
        var events = await db.CaseEvents.Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal(EventKind.PolicyChanged, events[^1].Kind);
        Assert.Null(EventChain.Verify(await db.Cases.SingleAsync(), events));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Seed_OfARelease_AddsWhatItBringsAndLeavesWhatPeopleChanged(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var seed = host.Provider.GetRequiredService<StoreSeed>();
        await using var db = host.Read();
        // a store of before: without the policy that came with return visits, with one that its people switched off
        await db.PolicyVersions.Where(p => p.Name == "house-return-visit").ExecuteDeleteAsync();
        await db.PolicyVersions.Where(p => p.Name == "house-refund").ExecuteUpdateAsync(p => p.SetProperty(x => x.IsEnabled, false));
        var before = await db.PolicyVersions.CountAsync();

        await seed.RunAsync();
        await seed.RunAsync();

        Assert.Equal(before + 1, await db.PolicyVersions.CountAsync());
        Assert.True(await db.PolicyVersions.AnyAsync(p => p.Name == "house-return-visit" && p.IsCurrent && p.IsEnabled));
        Assert.False(await db.PolicyVersions.AnyAsync(p => p.Name == "house-refund" && p.IsEnabled));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_ChangedCalendar_MakesNewVersionsOfThePoliciesThatUseIt(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var shelf = host.Provider.GetRequiredService<PolicyShelf>();
        var china = CalendarFile.Format([ShippedCalendars.China]).Replace("08:30-18:00", "09:00-18:00", StringComparison.Ordinal);
        var changed = CalendarFile.Parse(china, host.Clock.Now, new FieldErrors());

        var published = await host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) => shelf.PublishAsync(db, changed, null, host.Clock.Now, token));

        Assert.Equal([ShippedCalendars.ChinaName], published.Changed);
        Assert.NotEmpty(published.Superseded);
        var book = await host.Provider.GetRequiredService<PolicyBook>().ReadAsync(default);
        var house = book.Current.First(p => p.Targets.Any(t => t.Calendar.Name == ShippedCalendars.ChinaName));
        Assert.DoesNotContain(house.VersionId, published.Superseded);
        Assert.Contains(house.Targets, t => t.Calendar.VersionId == book.Calendars[ShippedCalendars.ChinaName].VersionId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_HolidaysWhileACaseAwaitsItsRuling_ItsReviewFollowsAndWhatHasEndedStays(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.ResolvedAsync();
        await using var db = host.Read();
        var before = await db.CaseClocks.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
        var review = before.Single(c => c.Clock == ClockNames.PenaltyReview);
        Assert.Equal((Stage.Penalize, new DateTime(2026, 3, 9, 10, 0, 0, DateTimeKind.Utc)), (@case.Stage, review.LimitDueAt));

        var published = await host.PublishHolidaysAsync(new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 10));
        Assert.Equal(1, await host.FollowAsync(published));
        Assert.Equal(0, await host.FollowAsync(published));

        var after = await db.CaseClocks.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
        Assert.Equal(review.LimitDueAt!.Value.AddDays(2), after.Single(c => c.Id == review.Id).LimitDueAt);
        Assert.Equal(before.Where(c => c.StoppedAt is not null).Select(Versions), after.Where(c => c.StoppedAt is not null).Select(Versions));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_HolidaysWhenCasesAreClosed_AnAppealFollowsAndACaseThatMeasuresNothingHasNoEvent(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var (appealed, quiet) = (await RuledAsync(host), await RuledAsync(host));
        await using var db = host.Read();
        var penalty = await db.Penalties.SingleAsync(p => p.CaseId == appealed.Id);
        await host.DoAsync(appealed, new AnswerPenalty(penalty.Id, Accepts: false) { Note = "当天调休" }, host.Agent);
        var before = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == appealed.Id && c.Clock == ClockNames.AppealReply);

        Assert.Equal(1, await host.FollowAsync(await host.PublishHolidaysAsync(new DateOnly(2026, 3, 9))));

        var after = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.Id == before.Id);
        Assert.Equal(before.LimitDueAt!.Value.AddDays(1), after.LimitDueAt);
        Assert.Equal(quiet.Version, (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == quiet.Id)).Version);
        Assert.Equal(Stage.Closed, (await db.Cases.AsNoTracking().SingleAsync(c => c.Id == appealed.Id)).Stage);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Choose_PublishedByAnotherProcessAMomentAgo_TakesTheNewVersion(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        var known = await host.InvestigatingAsync();
        await other.PublishAsync(known, new Target { Clock = ClockNames.Resolution, Limit = SlaDuration.OfHours(3) });

        var logged = await host.InvestigatingAsync("碗碎了");
        var changed = await host.DoAsync(known, new ChangeFields { Priority = Priority.High }, host.Supervisor);

        var current = (await other.Provider.GetRequiredService<PolicyBook>().ReadAsync(default)).Current.Select(p => (long?)p.VersionId);
        Assert.Contains(logged.PolicyVersionId, current);
        Assert.Contains(changed.PolicyVersionId, current);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Choose_WhileAnotherProcessPublishes_WaitsForTheNewVersion(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        var known = await host.InvestigatingAsync();
        var (publishing, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var target = new Target { Clock = ClockNames.FirstResponse, Limit = SlaDuration.OfHours(3) };
        var published = Task.Run(() => other.PublishAsync(known, () => Held(publishing, go), target));
        await publishing.Task;

        var logging = host.InvestigatingAsync("碗碎了");
        await Task.WhenAny(logging, Task.Delay(500));
        go.SetResult();
        var superseded = await published;

        var logged = await logging;
        Assert.Contains(logged.PolicyVersionId, (await other.Provider.GetRequiredService<PolicyBook>().ReadAsync(default)).Current.Select(p => (long?)p.VersionId));
        Assert.Equal(1, await other.FollowAsync(superseded));

        static Task Held(TaskCompletionSource publishing, TaskCompletionSource go)
        {
            publishing.TrySetResult();
            return go.Task;
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Publish_ManyAtOnceFromOneVersion_OneIsDoneAndTheOthersAreStale(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var other = await host.SecondNodeAsync();
        var seen = (await host.Provider.GetRequiredService<PolicyBook>().ReadAsync(default)).FindByName("house")!;
        Task<PublishedVersions?> PublishAsync(int order)
        {
            var mine = new Policy { Name = seen.Name, Order = order, Match = seen.Match, Targets = seen.Targets };
            return (order % 2 == 0 ? host : other).Provider.GetRequiredService<PublishVersions>().RunAsync(
                new NewTerms([mine], [], null, host.Clock.Now), default, (db, token) => db.PolicyVersions.AnyAsync(p => p.Id == seen.VersionId && p.IsCurrent, token));
        }

        var published = await Task.WhenAll(Enumerable.Range(1, 10).Select(order => Task.Run(() => PublishAsync(order))));

        Assert.Single(published.OfType<PublishedVersions>());
        await using var db = host.Read();
        Assert.Equal(2, await db.PolicyVersions.CountAsync(p => p.Name == seen.Name));
    }

    private static async Task<Case> RuledAsync(StoreHost host)
    {
        var @case = await host.ResolvedAsync();
        var ruling = new RulingDraft
        {
            Question = RulingQuestion.Caused, Loss = 300, Severity = Severity.B, Reason = "未核对", Evidence = "聊天记录",
            Shares = [new PartyShareDraft(Party.Agent, host.Agent.AccountId, 10_000)],
        };
        return await host.DoAsync(@case, new RuleResponsibility(ruling), host.Supervisor);
    }

    private static (long Id, long Policy, long Calendar, DateTime? Due) Versions(CaseClock c) => (c.Id, c.PolicyVersionId, c.CalendarVersionId, c.LimitDueAt);
}
