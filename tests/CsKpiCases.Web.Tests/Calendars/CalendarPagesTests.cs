using System.Net;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using CsKpiCases.Web.Tests.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CsKpiCases.Web.Tests.Policies.PolicySite;

namespace CsKpiCases.Web.Tests.Calendars;

public sealed class CalendarPagesTests
{
    private const string China = "/sla/calendars/china";

    [Theory, OnSqlite, OnPostgres]
    public async Task YearImport_Previewed_SavesWhatWasShownAndOpenClocksFollow(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var @case = await site.App.InvestigatingAsync();
        await using var db = site.App.Read();
        var before = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == @case.Id && c.Clock == ClockNames.Resolution);
        await site.Editor.GetAsync(China);

        // the clock runs from Mon Mar 2 2026: Mar 3 and 4 become holidays
        var preview = await site.Editor.PostAsync(China + "/year", ("year", "2026"), ("pasted", "2026-03-03..2026-03-04 holiday\n2026-03-07,workday\n2025-12-28 班"), ("scope", "whole"));
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        var html = Decoded(preview.Html);
        Assert.Contains("This becomes version 2, with new versions of the 7 policies that use it; 1 open case follows.", html);
        Assert.Contains("2026-03-03 Tue: Working day → <b>Holiday</b>", html);
        Assert.Contains("2026-03-07 Sat: Rest day → <b>Make-up day</b>", html);
        Assert.Contains("Make-up days added: 2025-12-28, 2026-03-07", html);
        await SaveAsync(site.Editor, China, preview);
        await site.FollowedAsync();

        var saved = (await BookAsync(site)).Calendars["china"];
        Assert.Equal([new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 4)], saved.Hours!.Holidays.Where(day => day.Year == 2026));
        Assert.Equal([new DateOnly(2026, 3, 7)], saved.Hours!.Workdays.Where(day => day.Year == 2026));
        Assert.Equal(ShippedCalendars.China.Hours!.Holidays.Where(day => day.Year == 2025), saved.Hours!.Holidays.Where(day => day.Year == 2025));
        var after = await db.CaseClocks.AsNoTracking().SingleAsync(c => c.CaseId == @case.Id && c.Clock == ClockNames.Resolution);
        Assert.Equal(before.StartedAt, after.StartedAt);
        Assert.True((await site.PolicyOfAsync(@case)).TargetOf(ClockNames.Resolution)!.Calendar.VersionId == saved.VersionId);
        Assert.Equal(("calendar_saved", "china"), await db.AuditEntries.Select(a => new ValueTuple<string, string?>(a.Act, a.Subject)).SingleAsync());
        Assert.Contains("Version 2", (await site.Editor.GetAsync(China)).Html);
        Assert.Contains("root", (await site.Editor.GetAsync(China)).Html);
    }

    [Theory, OnSqlite]
    public async Task Preview_OfAnUntouchedForm_ChangesNothing(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        foreach (var path in new[] { China, China + "?year=2019", "/sla/calendars/shift" })
        {
            var preview = await site.Editor.PostAsync(path.Split('?')[0], With(FieldsOf((await site.Editor.GetAsync(path)).Html), ("step", "preview")));
            Assert.Contains("Nothing would change.", preview.Html);
        }
    }

    [Theory]
    [InlineData("weekly.tue", "9 to 5", "Write it as 08:30-18:00")]
    [InlineData("workdayHours", "08:30-25:00", "Write it as 08:30-18:00")]
    [InlineData("workdayHours", "", "Make-up days need their hours.")]
    [InlineData("holidays", "2026-02-30", "Write it as 2026-10-01")]
    [InlineData("workdays", "tomorrow", "Write it as 2026-10-01")]
    [InlineData("timeZone", "Mars/Olympus", "There is no time zone of that name.")]
    [InlineData("knownUntil", "soon", "The value is of the wrong kind.")]
    public async Task Preview_WithAWrongField_IsRefusedAtItWithEverythingTyped(string field, string value, string sentence)
    {
        await using var site = await StartAsync(StoreProvider.Sqlite);
        var fields = FieldsOf((await site.Editor.GetAsync(China)).Html);

        var refused = await site.Editor.PostAsync(China, With(fields, ("weekly.sat", "10:00-12:00"), (field, value), ("step", "preview")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(sentence, Decoded(refused.Html));
        var kept = FieldsOf(refused.Html);
        Assert.Contains(("weekly.sat", "10:00-12:00"), kept);
        Assert.Contains((field, value), kept);
        Assert.Equal(fields.Find(f => f.Name == "otherHolidays").Value, kept.Find(f => f.Name == "otherHolidays").Value);
        Assert.Equal(1, await VersionsAsync(site, "china"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Calendar_WithoutWorkingTimeWithin366Days_IsRefused(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var form = FieldsOf((await site.Editor.GetAsync("/sla/new-calendar")).Html);
        (string, string)[] empty = [.. new[] { "mon", "tue", "wed", "thu", "fri" }.Select(day => ("weekly." + day, ""))];
        var none = await site.Editor.PostAsync("/sla/new-calendar", With(form, [("name", "empty"), .. empty, ("step", "preview")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("no working hours at all", none.Html);

        var far = await site.Editor.PostAsync("/sla/new-calendar", With(form, [("name", "far"), .. empty, ("workdays", "2029-01-01"), ("workdayHours", "09:00-18:00"), ("step", "preview")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, far.Status);
        Assert.Contains("no working time within 366 days", far.Html);
        var document = """[{"name":"far","weekly":{},"workdays":["2029-01-01"],"workdayHours":["09:00-18:00"]}]""";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Editor.PostAsync("/sla/new-calendar/save", ("document", document))).Status);
        Assert.Equal(0, await VersionsAsync(site, "far"));
    }

    [Theory, OnSqlite]
    public async Task Windows_ThatOverlap_AreWarnedOfAndNotRefused(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var form = FieldsOf((await site.Editor.GetAsync("/sla/new-calendar")).Html);
        var preview = await site.Editor.PostAsync("/sla/new-calendar", With(
            form, ("name", "nights"), ("weekly.mon", "8:30-12:00，11:00-18:00"), ("weekly.fri", "22:00–06:00"), ("weekly.sat", "05:00-09:00"), ("step", "preview")));

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        var html = Decoded(preview.Html);
        Assert.Contains("Monday: the windows 08:30-12:00 and 11:00-18:00 overlap", html);
        Assert.Contains("Friday: the window 22:00-06:00 runs into the next day and overlaps 05:00-09:00 of Saturday", html);
        var back = await site.Editor.PostAsync("/sla/new-calendar/edit", ("document", Hidden(preview.Html, "document")), ("year", "2026"), ("base", ""));
        Assert.Contains(("weekly.mon", "08:30-12:00, 11:00-18:00"), FieldsOf(back.Html));
        Assert.Contains("(next day)", back.Html);
        var saved = await SaveAsync(site.Editor, "/sla/new-calendar", preview);
        Assert.StartsWith("/sla/calendars/nights", saved.Location);
        Assert.Equal(["08:30-18:00"], (await BookAsync(site)).Calendars["nights"].Hours!.WindowsOf(DayOfWeek.Monday).Select(w => w.ToString()));
    }

    [Theory, OnSqlite]
    public async Task Days_ChosenAndMarked_MoveBetweenTheListsOfTheirYear(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var form = FieldsOf((await site.Editor.GetAsync(China + "?year=2027")).Html);
        Assert.Contains(("holidays", ""), form);
        var marked = FieldsOf((await site.Editor.PostAsync(China, [.. form, ("day", "2027-01-01"), ("day", "2027-01-02"), ("step", "mark:holiday")])).Html);
        Assert.Contains(("holidays", "2027-01-01..2027-01-02"), marked);
        var moved = FieldsOf((await site.Editor.PostAsync(China, [.. marked, ("day", "2027-01-02"), ("step", "mark:make_up")])).Html);
        Assert.Contains(("holidays", "2027-01-01"), moved);
        Assert.Contains(("workdays", "2027-01-02"), moved);

        var other = FieldsOf((await site.Editor.PostAsync(China, With(moved, ("step", "year:2026")))).Html);
        Assert.Contains("2027-01-01", other.Find(f => f.Name == "otherHolidays").Value);
        Assert.Contains("2026-10-01..2026-10-07", other.Find(f => f.Name == "holidays").Value);
        var preview = await site.Editor.PostAsync(China, With(other, ("step", "preview")));
        Assert.Contains("Holidays added: 2027-01-01", preview.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Saving_WhatSomebodyElseChangedMeanwhile_IsToldAndLosesNothing(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var form = FieldsOf((await site.Editor.GetAsync(China)).Html);
        var mine = await site.Editor.PostAsync(China, With(form, ("weekly.sat", "10:00-12:00"), ("step", "preview")));
        var other = await site.EverywhereAsync(Role.ShopLead, "lead");
        var theirs = await other.PostAsync(China, With(FieldsOf((await other.GetAsync(China)).Html), ("weekly.sun", "10:00-11:00"), ("step", "preview")));
        await SaveAsync(other, China, theirs);

        var stale = await site.Editor.PostAsync(
            China + "/save", ("document", Hidden(mine.Html, "document")), ("base", Hidden(mine.Html, "base")), ("year", "2026"));

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("lead has saved version 2", stale.Html);
        Assert.Contains("Sunday: (none) → 10:00-11:00", Decoded(stale.Html));
        Assert.Contains(("weekly.sat", "10:00-12:00"), FieldsOf(stale.Html));
        Assert.Equal(2, await VersionsAsync(site, "china"));
        await site.FollowedAsync();
    }

    [Theory, OnSqlite]
    public async Task YearImport_ThatCannotBeRead_SaysTheLineAndKeepsTheText(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        await site.Editor.GetAsync(China);
        const string text = "date,kind\n2027-01-01,holiday\n2027-13-01,holiday";
        var refused = await site.Editor.PostAsync(China + "/year", ("year", "2027"), ("pasted", text));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Line 3: ", refused.Html);
        Assert.Contains("2027-13-01,holiday", refused.Html);
        Assert.Contains("It holds no day of this year.", (await site.Editor.PostAsync(China + "/year", ("year", "2027"), ("pasted", "2026-01-01 holiday"))).Html);
        Assert.Contains("There are no dates in it", (await site.Editor.PostAsync(China + "/year", ("year", "2027"), ("pasted", ""))).Html);

        var file = (await site.Editor.GetAsync(China + "/export")).Html.Replace("2026-10-0", "2027-10-0", StringComparison.Ordinal);
        var preview = await site.Editor.PostAsync(China + "/year", ("year", "2027"), ("pasted", file), ("scope", "whole"));
        Assert.Contains("Holidays known until: 2026 → 2027", Decoded(preview.Html));
        Assert.Contains("Holidays added: 2027-10-01 – 2027-10-07", Decoded(preview.Html));
    }

    [Theory, OnSqlite]
    public async Task YearImport_OfSomeDays_AddsThemAndLeavesTheYearUnannounced(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        site.App.Clock.Advance(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc) - site.App.Clock.Now);
        var editor = await site.EverywhereAsync(Role.Administrator, "november");
        var form = Decoded((await editor.GetAsync(China + "?year=2019")).Html);
        Assert.Contains("name=\"year\" type=\"number\" min=\"1990\" max=\"2190\" value=\"2027\"", form);

        (string, string) year = ("year", "2027"), some = ("pasted", "2027-05-01 至 2027-05-03 放假");
        var unasked = await editor.PostAsync(China + "/year", year, some);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unasked.Status);
        Assert.Contains("Say whether these are all days of the year", unasked.Html);
        Assert.Contains("Line 1: Say behind the date", Decoded((await editor.PostAsync(China + "/year", year, ("pasted", "2027-05-01"), ("scope", "part"))).Html));

        var part = Decoded((await editor.PostAsync(China + "/year", year, some, ("scope", "part"))).Html);
        Assert.Contains("Holidays added: 2027-05-01 – 2027-05-03", part);
        Assert.DoesNotContain("Holidays known until:", part);
        Assert.Contains("only 3 days of 2027 are entered", part);
        var whole = Decoded((await editor.PostAsync(China + "/year", year, some, ("scope", "whole"))).Html);
        Assert.Contains("Holidays known until: 2026 → 2027", whole);
        Assert.Contains("has no holiday in January, April, October", whole);
        // 2028 cannot be known before 2027 is
        var ahead = Decoded((await editor.PostAsync(China + "/year", ("year", "2028"), ("pasted", "2028-01-01 off"), ("scope", "whole"))).Html);
        Assert.DoesNotContain("Holidays known until:", ahead);
        Assert.Contains("the holidays of 2027 are not entered yet", ahead);
    }

    [Theory, OnSqlite]
    public async Task CalendarPages_FromOctoberOn_WarnOfAYearThatIsNotAnnounced(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        Assert.DoesNotContain("the holidays of 2027 are not entered yet", (await site.Editor.GetAsync("/sla/calendars")).Html);
        site.App.Clock.Advance(new DateTime(2026, 9, 30, 16, 0, 0, DateTimeKind.Utc) - site.App.Clock.Now);
        var editor = await site.EverywhereAsync(Role.Administrator, "october");
        Assert.Contains("the holidays of 2027 are not entered yet", (await editor.GetAsync("/sla/calendars")).Html);
        Assert.Contains("the holidays of 2027 are not entered yet", (await editor.GetAsync(China)).Html);
        Assert.Contains("the holidays of 2027 are not entered yet", (await editor.GetAsync("/sla/policies/house-complaint")).Html);
    }

    [Theory, OnSqlite]
    public async Task CalendarPages_ByRole_AreEditedReadOrRefused(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var agent = await site.App.SignInAsync(site.App.Agent, "en");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/sla/calendars")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(China)).Status);
        var auditor = await site.App.SignInAsync(site.App.Auditor, "en");
        var page = await auditor.GetAsync(China + "?year=2025");
        Assert.Contains("it is changed by: Shop lead, Administrator", page.Html);
        Assert.DoesNotContain("calendar-form", page.Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(China, ("step", "preview"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(China + "/year", ("pasted", "2027-01-01"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(China + "/save", ("document", "[]"))).Status);

        // of one shop only, and the policies that use it time every shop's cases
        var own = await site.App.SignInAsync(site.App.Administrator, "en");
        Assert.Contains("it applies to other shops too", (await own.GetAsync(China)).Html);
        var document = CalendarFile.Format([ShippedCalendars.China]).Replace("08:30", "09:00", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await own.PostAsync(China + "/save", ("document", document))).Status);
        Assert.Equal(1, await VersionsAsync(site, "china"));
    }

    private static Task<Page> SaveAsync(Visitor editor, string path, Page preview) => editor.PostAsync(
        path + "/save", ("document", Hidden(preview.Html, "document")), ("base", Hidden(preview.Html, "base")), ("year", Hidden(preview.Html, "year")));

    private static ValueTask<PolicyPages> BookAsync(PolicySite site) => site.App.Services.GetRequiredService<PolicyBook>().ReadAsync(default);

    private static async Task<int> VersionsAsync(PolicySite site, string name)
    {
        await using var db = site.App.Read();
        return await db.CalendarVersions.CountAsync(c => c.Name == name);
    }
}
