using System.Net;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Features.DryRuns;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.DryRuns;

/// <summary>sla.md, rule 11: verdicts keep their calendar version until an authorised reprocess runs.</summary>
public sealed class ReprocessTests
{
    private const string Address = "/sla/reprocess";

    // Resolution 3WD / 5WD from Mon Mar 2 2026: due Thu 5 and Mon 9, 18:00 in Shanghai; with Mar 3 and 4 off, Mon 9 and Wed 11.
    private static readonly DateTime WasDue = Utc(9, 10);
    private static readonly DateTime IsDue = Utc(11, 10);

    [Theory, OnSqlite, OnPostgres]
    public async Task Approved_TheVerdictIsReachedAnewAndTheHistoryGivesItAgain(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(10, 2));
        await app.SettleAsync();
        await app.PublishHolidaysAsync();
        Assert.Equal((ClockState.Breached, (DateTime?)WasDue), await ResolutionAsync(app, @case));

        var id = await app.CompareAsync();
        var manager = await app.SignInAsync(app.Manager, "en");
        var shown = await manager.GetAsync($"{Address}/{id}");
        Assert.Contains("1 would have another verdict", shown.Html);
        Assert.Contains("/cases/" + @case.Number, shown.Html);
        Assert.Equal((ClockState.Breached, (DateTime?)WasDue), await ResolutionAsync(app, @case));

        await manager.PostAsync($"{Address}/{id}/approve");
        await app.WorkAsync();

        Assert.Equal((ClockState.Running, (DateTime?)null), await ResolutionAsync(app, @case));
        await using var db = app.Read();
        var last = await db.CaseEvents.Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).LastAsync();
        Assert.Equal((EventKind.Reprocessed, app.Manager.AccountId, "3 月 3、4 日放假漏登"), (last.Kind, last.ActorId, last.Note));
        var limit = await db.Breaches.SingleAsync(b => b.Clock == ClockNames.Resolution && b.Level == DueLevel.Limit);
        Assert.Equal((last.Sequence, WasDue), (limit.WithdrawnByEvent, limit.BreachedAt));
        Assert.Equal(0, await app.DifferAsync());
        var page = await manager.GetAsync($"{Address}/{id}");
        Assert.Contains("1 case has its new verdict since", page.Html);
        var story = (await manager.GetAsync("/cases/" + @case.Number)).Html;
        Assert.Contains("verdicts reached anew on newer calendars", story);
        Assert.Contains("Resolution Breached → Running · Late (due Yesterday 18:00 → Tomorrow 18:00)", story);
        Assert.Contains("no breach of Resolution at Yesterday 18:00 any more", story);
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == ReprocessCases.OwnNoticeKey && m.Payload.Contains($"{app.Agent.AccountId}")));
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == StartReprocess.NoticeKey && m.Payload.Contains($"{Address}/{id}")));

        // the clock runs on by the new calendar
        app.Clock.AdvanceTo(Utc(12, 2));
        await app.SettleAsync();
        Assert.Equal((ClockState.Breached, (DateTime?)IsDue), await ResolutionAsync(app, @case));
        Assert.Equal(0, await app.DifferAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Approved_TwiceOrTakenUpAgain_IsDoneOnceAndToldOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(10, 2));
        await app.SettleAsync();
        await app.PublishHolidaysAsync();
        var id = await app.CompareAsync();
        var manager = await app.SignInAsync(app.Manager);
        await manager.GetAsync(Address);
        await manager.PostAsync($"{Address}/{id}/approve");
        Assert.Contains("已没有可批准的内容", (await manager.FollowAsync(await manager.PostAsync($"{Address}/{id}/approve"))).Html);
        await app.WorkAsync();
        await using var db = app.Read();
        Assert.Equal(1, await db.OutboxMessages.CountAsync(m => m.Kind == ReprocessCases.NoticeKey));
        // as if the worker had been killed before it wrote the end down
        await db.Reprocesses.ExecuteUpdateAsync(s => s.SetProperty(r => r.EndedAt, (DateTime?)null));
        Assert.Equal(1, await app.Services.GetRequiredService<ReprocessCases>().RunAsync(app.Shop, id, default));

        Assert.Equal(1, await db.CaseEvents.CountAsync(e => e.CaseId == @case.Id && e.Kind == EventKind.Reprocessed));
        Assert.Equal(1, await db.JobRuns.CountAsync(r => r.Job == "reprocess"));
        Assert.Equal(1, await db.AuditEntries.CountAsync(a => a.Act == "verdicts_reprocessed"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Approved_ACaseThatMovedOnMeanwhile_IsLeftAsItIsAndNamed(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var (moved, still) = (await app.InvestigatingAsync("又动了"), await app.InvestigatingAsync("没动"));
        app.Clock.AdvanceTo(Utc(10, 2));
        await app.SettleAsync();
        await app.PublishHolidaysAsync();
        var id = await app.CompareAsync();
        await app.DoAsync(moved, new FireTrigger(Triggers.AskBuyer) { Note = "等照片" }, app.Agent);

        var manager = await app.SignInAsync(app.Manager, "en");
        await manager.GetAsync(Address);
        await manager.PostAsync($"{Address}/{id}/approve");
        await app.WorkAsync();

        Assert.Equal((ClockState.Breached, (DateTime?)WasDue), await ResolutionAsync(app, moved));
        Assert.Equal((ClockState.Running, (DateTime?)null), await ResolutionAsync(app, still));
        var page = await manager.GetAsync($"{Address}/{id}");
        Assert.Contains("1 case had moved on in the meantime", page.Html);
        Assert.Contains("/cases/" + moved.Number, page.Html);
        Assert.Equal(0, await app.DifferAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Range_OfOtherDays_TouchesNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(10, 2));
        await app.SettleAsync();
        await app.PublishHolidaysAsync();

        // by the local day on which it was breached: 18:00 on the 9th
        Assert.Equal(0, await app.ChangesAsync(await app.CompareAsync("2026-03-10", "2026-03-10")));
        Assert.Equal(1, await app.ChangesAsync(await app.CompareAsync("2026-03-09", "2026-03-09")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Approval_WithoutTheRightOrOfANewerCalendar_IsRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await app.InvestigatingAsync();
        app.Clock.AdvanceTo(Utc(10, 2));
        await app.SettleAsync();
        await app.PublishHolidaysAsync();
        var id = await app.CompareAsync();
        var supervisor = await app.SignInAsync(app.Supervisor, "en");
        var page = await supervisor.GetAsync($"{Address}/{id}");
        Assert.Contains("Approved by: General manager, Administrator", page.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync($"{Address}/{id}/approve")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(app.Agent)).GetAsync(Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.GetAsync($"{Address}/{id + 1}")).Status);
        Assert.Equal($"{Address}/{id}", (await supervisor.GetAsync($"/sla/dry-run/{id}")).Location);

        var both = await app.SignInAsync(app.Manager, "en");
        var own = await app.CompareAsync(by: app.Manager);
        Assert.Contains("You asked for it: another approves it", (await both.GetAsync($"{Address}/{own}")).Html);
        Assert.Contains("You asked for it: another must approve it", (await both.FollowAsync(await both.PostAsync($"{Address}/{own}/approve"))).Html);
        await app.PublishHolidaysAsync(5);
        var manager = await app.SignInAsync(app.Manager, "en");
        await manager.GetAsync(Address);
        var outdated = await manager.FollowAsync(await manager.PostAsync($"{Address}/{id}/approve"));
        Assert.Contains("A calendar has a newer version", outdated.Html);
        Assert.DoesNotContain(await AllKindsAsync(app), kind => kind == EventKind.Reprocessed);
    }

    [Theory]
    [InlineData("2026-03-09", "2026-03-08", "漏登", "The last day is before the first")]
    [InlineData("2026-03-01", "2026-03-11", "漏登", "This day has not come yet")]
    [InlineData("2024-01-01", "2026-03-01", "漏登", "at most 366 days")]
    [InlineData("yesterday", "2026-03-01", "漏登", "Choose a day")]
    [InlineData("2026-03-01", "2026-03-02", " ", "Say why")]
    public async Task Asked_Wrongly_IsRefusedAtTheFieldWithEverythingTyped(string from, string to, string reason, string sentence)
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        app.Clock.AdvanceTo(Utc(10, 2));
        var supervisor = await app.SignInAsync(app.Supervisor, "en");
        await supervisor.GetAsync(Address);

        var refused = await supervisor.PostAsync(Address, ("from", from), ("to", to), ("reason", reason));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(sentence, refused.Html);
        Assert.Contains($"value=\"{to}\"", refused.Html);
        await using var db = app.Read();
        Assert.Equal(0, await db.DryRuns.CountAsync());
    }

    private static DateTime Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, DateTimeKind.Utc);

    private static async Task<(ClockState State, DateTime? BreachedAt)> ResolutionAsync(CasesApp app, Case @case)
    {
        await using var db = app.Read();
        var row = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == @case.Id && c.Clock == ClockNames.Resolution);
        return (row.State, row.BreachedAt);
    }

    private static async Task<List<string>> AllKindsAsync(CasesApp app)
    {
        await using var db = app.Read();
        return await db.CaseEvents.Select(e => e.Kind).Distinct().ToListAsync();
    }
}

/// <summary>What these tests do to the site.</summary>
internal static class Reprocessed
{
    /// <summary>Has all recorded that fell due.</summary>
    public static Task SettleAsync(this CasesApp app) => app.Services.GetRequiredService<JobRunner>().SettleAsync(app.Shop, default);

    /// <summary>Does what is owed on request.</summary>
    public static async Task WorkAsync(this CasesApp app)
    {
        var ledger = app.Services.GetRequiredService<JobLedger>();
        await using var db = app.Read();
        var owed = await db.JobRuns.Where(r => r.Job == "reprocess" && r.State == JobRunState.Owed).SingleAsync();
        var claim = (await ledger.ClaimAsync(owed.Id, default))!;
        var rows = await app.Services.GetRequiredService<ReprocessCases>().RunAsync(app.Shop, long.Parse(claim.For, System.Globalization.CultureInfo.InvariantCulture), default);
        await ledger.FinishAsync(claim, rows, default);
    }

    /// <summary>March 3 and 4 off, and another day, and the open cases follow.</summary>
    public static async Task PublishHolidaysAsync(this CasesApp app, params int[] more)
    {
        var china = ShippedCalendars.China.Hours!;
        var weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, china.WindowsOf);
        int[] days = [3, 4, .. more];
        var hours = new WorkingHours(china.Zone, weekly, [.. china.Holidays, .. days.Select(d => new DateOnly(2026, 3, d))], china.Workdays, china.WorkdayHours);
        var calendar = new WorkingCalendar(hours, ShippedCalendars.ChinaName, ShippedCalendars.China.HolidaysKnownUntil);
        var published = await app.Services.GetRequiredService<PublishVersions>().RunAsync(new NewTerms([], [calendar], null, app.Clock.Now), default);
        await app.Services.GetRequiredService<FollowPolicies>().RunAsync(published!.Superseded, default);
    }

    /// <summary>The dry run of a reprocess, done; its id.</summary>
    public static async Task<long> CompareAsync(this CasesApp app, string from = "2026-03-01", string to = "2026-03-10", Actor? by = null)
    {
        var supervisor = await app.SignInAsync(by ?? app.Supervisor);
        await supervisor.GetAsync("/sla/reprocess");
        var asked = await supervisor.PostAsync("/sla/reprocess", ("from", from), ("to", to), ("reason", "3 月 3、4 日放假漏登"));
        await app.Services.GetRequiredService<DryRunWorker>().WhenIdleAsync();
        return long.Parse(asked.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task<int> ChangesAsync(this CasesApp app, long id)
    {
        await using var db = app.Read();
        Assert.Equal(DryRunStatus.Done, await db.DryRuns.Where(r => r.Id == id).Select(r => r.Status).SingleAsync());
        return await db.DryRunLines.Where(l => l.RunId == id).Select(l => l.CaseId).Distinct().CountAsync();
    }

    /// <summary>How many stored clocks are not what their histories give.</summary>
    public static async Task<long> DifferAsync(this CasesApp app) =>
        (await app.Services.GetRequiredService<AuditClocks>().AllAsync(app.Shop, default)).Differ;
}
