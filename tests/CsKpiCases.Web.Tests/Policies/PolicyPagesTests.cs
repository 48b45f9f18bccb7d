using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using static CsKpiCases.Web.Tests.Policies.PolicySite;

namespace CsKpiCases.Web.Tests.Policies;

public sealed class PolicyPagesTests
{
    private const string Complaint = "/sla/policies/house-complaint";

    [Theory, OnSqlite, OnPostgres]
    public async Task Saving_OfAPreview_MakesOneVersionAndOpenCasesFollow(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var @case = await site.App.InvestigatingAsync();
        var fields = FieldsOf((await site.Editor.GetAsync(Complaint)).Html);
        var row = RowOf(fields, ClockNames.Resolution);

        var preview = await site.Editor.PostAsync(Complaint, With(fields, ($"targets[{row}].goal", "4wd"), ($"targets[{row}].warnAt", "goal 50%, limit PT2H"), ("step", "preview")));
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("This becomes version 2; 1 open case follows it.", preview.Html);
        Assert.Contains("3 working days", preview.Html);
        Assert.Contains("4 working days", preview.Html);
        Assert.Contains("50% of the goal, 2 h before the limit", preview.Html);
        Assert.Equal(1, await site.VersionsAsync("house-complaint"));

        (string, string)[] shown = [("document", Hidden(preview.Html, "document")), ("base", Hidden(preview.Html, "base"))];
        var saved = await site.Editor.PostAsync(Complaint + "/save", shown);
        Assert.Equal(Complaint, saved.Location);
        await site.FollowedAsync();

        Assert.Equal(2, await site.VersionsAsync("house-complaint"));
        var followed = await site.PolicyOfAsync(@case);
        Assert.Equal("4WD", followed.TargetOf(ClockNames.Resolution)!.Goal.ToString());
        await using var db = site.App.Read();
        var last = await db.CaseEvents.Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).LastAsync();
        Assert.Equal((EventKind.PolicyChanged, @case.EventCount + 1), (last.Kind, last.Sequence));
        Assert.Equal(("policy_saved", "house-complaint"), await db.AuditEntries.Select(a => new ValueTuple<string, string?>(a.Act, a.Subject)).SingleAsync());
        var page = await site.Editor.GetAsync(Complaint);
        Assert.Contains("Version 2", page.Html);
        Assert.Contains("root", page.Html);
        Assert.Contains("Resolution · Goal: 3 working days → 4 working days", Decoded(page.Html));
    }

    [Theory, OnSqlite]
    public async Task Preview_OfAnUntouchedForm_ChangesNothing(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        foreach (var policy in ShippedPolicies.All)
        {
            var path = "/sla/policies/" + policy.Name;
            var preview = await site.Editor.PostAsync(path, With(FieldsOf((await site.Editor.GetAsync(path)).Html), ("step", "preview")));
            Assert.Contains("Nothing would change.", preview.Html);
            Assert.DoesNotContain("Save as version", preview.Html);
        }
    }

    [Theory]
    [InlineData("15h", "15 h")]
    [InlineData("15小时", "15 h")]
    [InlineData("pt15h", "15 h")]
    public async Task Preview_OfADurationAsTypedInTheSimulator_ReadsItAlike(string typed, string words)
    {
        await using var site = await StartAsync(StoreProvider.Sqlite);
        const string path = "/sla/policies/kuaishou-refund-only";
        var fields = FieldsOf((await site.Editor.GetAsync(path)).Html);

        var preview = await site.Editor.PostAsync(path, With(fields, ($"targets[{RowOf(fields, ClockNames.Resolution)}].limit", typed), ("step", "preview")));

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("\"limit\": \"PT15H\"", Hidden(preview.Html, "document"));
        Assert.Equal(words, (await site.Editor.GetAsync("/sla/duration?x=" + Uri.EscapeDataString(typed))).Html);
    }

    [Theory]
    [InlineData("goal", "4 hours", "Write it as PT4H")]
    [InlineData("limit", "PT1M", "The limit must not be shorter than the goal.")]
    [InlineData("clock", "", "This is required.")]
    [InlineData("clock", "finance", "The policy has two targets for this clock.")]
    [InlineData("calendar", "\"nowhere\"", "There is no calendar of that name.")]
    [InlineData("calendar", "{", "There is no calendar of that name.")]
    [InlineData("pauseWhile", "weather", "This is no wait")]
    [InlineData("warnAt", "goal 120%", "Write “goal 75%”")]
    [InlineData("warnAt", "sometimes", "Write “goal 75%”")]
    public async Task Preview_WithAWrongField_IsRefusedAtItWithEverythingTyped(string part, string value, string sentence)
    {
        await using var site = await StartAsync(StoreProvider.Sqlite);
        var fields = FieldsOf((await site.Editor.GetAsync("/sla/policies/kuaishou-refund-only")).Html);
        var row = RowOf(fields, ClockNames.Resolution);
        var second = part == "clock" && value.Length > 0 ? [("targets[0].clock", "finance")] : Array.Empty<(string, string)>();

        var refused = await site.Editor.PostAsync(
            "/sla/policies/kuaishou-refund-only", With(fields, [($"targets[{row}].{part}", value), ("targets[0].limit", "PT77H"), ("order", "33"), .. second, ("step", "preview")]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var html = Decoded(refused.Html);
        Assert.Contains(sentence, html);
        var sent = FieldsOf(refused.Html);
        Assert.Contains(("order", "33"), sent);
        Assert.Contains(("targets[0].limit", "PT77H"), sent);
        if (part is "warnAt") Assert.Contains(($"targets[{row}].{part}", value), sent);
        Assert.Equal(1, await site.VersionsAsync("kuaishou-refund-only"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Saving_WhatSomebodyElseChangedMeanwhile_IsToldAndLosesNothing(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var fields = FieldsOf((await site.Editor.GetAsync(Complaint)).Html);
        var mine = await site.Editor.PostAsync(Complaint, With(fields, ("order", "55"), ("step", "preview")));
        var other = await site.EverywhereAsync(Role.ShopLead, "lead");
        var theirs = await other.PostAsync(Complaint, With(FieldsOf((await other.GetAsync(Complaint)).Html), ("order", "44"), ("step", "preview")));
        await other.PostAsync(Complaint + "/save", ("document", Hidden(theirs.Html, "document")), ("base", Hidden(theirs.Html, "base")));

        var stale = await site.Editor.PostAsync(Complaint + "/save", ("document", Hidden(mine.Html, "document")), ("base", Hidden(mine.Html, "base")));

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("lead has saved version 2", Decoded(stale.Html));
        Assert.Contains("Order: 100 → 44", Decoded(stale.Html));
        var kept = FieldsOf(stale.Html);
        Assert.Contains(("order", "55"), kept);
        Assert.Equal(HttpStatusCode.Conflict, (await site.Editor.PostAsync(Complaint, With(fields, ("order", "55"), ("step", "preview")))).Status);
        var again = await site.Editor.PostAsync(Complaint, With(kept, ("step", "preview")));
        await site.Editor.PostAsync(Complaint + "/save", ("document", Hidden(again.Html, "document")), ("base", Hidden(again.Html, "base")));
        Assert.Equal(3, await site.VersionsAsync("house-complaint"));
        await site.FollowedAsync();
    }

    [Theory, OnSqlite]
    public async Task Rows_AddedAndRemoved_KeepTheRest(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var fields = FieldsOf((await site.Editor.GetAsync("/sla/new-policy")).Html);
        var two = await site.Editor.PostAsync("/sla/new-policy", With(fields, ("name", "night/"), ("targets[0].limit", "pt8h"), ("match.grade", "A"), ("more.tier", "gold，silver"), ("step", "add")));
        var rows = FieldsOf(two.Html);
        Assert.Contains(("rows", "2"), rows);
        Assert.Contains(("targets[0].limit", "PT8H"), rows);
        Assert.Contains("8 h", two.Html);
        var one = FieldsOf((await site.Editor.PostAsync("/sla/new-policy", With(rows, ("step", "remove:1")))).Html);
        var refused = await site.Editor.PostAsync("/sla/new-policy", With(one, ("step", "preview")));
        Assert.Contains("At most 100 characters; no slashes, no %, no blanks around it.", refused.Html);
        var preview = await site.Editor.PostAsync("/sla/new-policy", With(one, ("name", "夜间 A?#"), ("step", "preview")));
        Assert.Contains("This makes a new policy.", preview.Html);

        var saved = await site.Editor.PostAsync("/sla/new-policy/save", ("document", Hidden(preview.Html, "document")), ("base", ""));

        var page = await site.Editor.GetAsync(saved.Location!);
        Assert.Contains(("more.tier", "gold, silver"), FieldsOf(page.Html));
        Assert.Contains("夜间 A?#", Decoded((await site.Editor.GetAsync("/sla/policies")).Html));
        var taken = await site.Editor.PostAsync("/sla/new-policy", With(one, ("name", "house"), ("step", "preview")));
        Assert.Contains("This name is taken.", taken.Html);
        var unknown = await site.Editor.PostAsync("/sla/new-policy", With(one, ("name", "x"), ("match.grade", "Z"), ("step", "preview")));
        Assert.Contains("Choose from the listed values.", unknown.Html);
    }

    [Theory, OnSqlite]
    public async Task Preview_OfAPolicyAsSpecificAsAnother_WarnsAndDoesNotRefuse(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var fields = FieldsOf((await site.Editor.GetAsync("/sla/new-policy")).Html);
        var preview = await site.Editor.PostAsync(
            "/sla/new-policy", With(fields, ("name", "rival"), ("order", "7"), ("match.caseType", "complaint"), ("targets[0].limit", "PT8H"), ("step", "preview")));

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("“house-complaint” fits the same cases with as many fields; “rival” wins", Decoded(preview.Html));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Saving_BesideAMoreSpecificPolicy_LeavesCasesUnderTheirOwn(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var @case = await site.App.InvestigatingAsync();
        await site.SaveAsync("narrow", ("order", "1"), ("match.caseType", "complaint"), ("match.priority", "normal"), ("targets[0].limit", "PT9H"));
        var row = RowOf(FieldsOf((await site.Editor.GetAsync(Complaint)).Html), ClockNames.Resolution);
        await site.SaveAsync("house-complaint", ($"targets[{row}].goal", "2WD"));
        await site.FollowedAsync();

        var followed = await site.PolicyOfAsync(@case);
        Assert.Equal(("house-complaint", "2WD"), (followed.Name, followed.TargetOf(ClockNames.Resolution)!.Goal.ToString()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Preview_MatchThatOpenCasesNoLongerFit_SaysHowManyLeave(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        await site.App.InvestigatingAsync();
        var fields = FieldsOf((await site.Editor.GetAsync(Complaint)).Html);

        var preview = await site.Editor.PostAsync(Complaint, With(fields, ("match.caseType", "return"), ("step", "preview")));

        Assert.Contains("0 open cases follow it. 1 open case no longer fits it", preview.Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Disabling_ThroughItsPreview_LetsCasesGoToTheNextBest(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var @case = await site.App.InvestigatingAsync();
        await site.Editor.GetAsync(Complaint);
        var preview = await site.Editor.PostAsync(Complaint + "/enabled", ("value", "false"));
        Assert.Contains("State", preview.Html);
        await site.Editor.PostAsync(Complaint + "/save", ("document", Hidden(preview.Html, "document")), ("base", Hidden(preview.Html, "base")));
        await site.FollowedAsync();

        Assert.Equal("house", (await site.PolicyOfAsync(@case)).Name);
        Assert.Contains("Enable…", (await site.Editor.GetAsync(Complaint)).Html);
    }

    [Theory, OnSqlite]
    public async Task PolicyPages_ByRole_AreEditedReadOrRefused(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var agent = await site.App.SignInAsync(site.App.Agent, "en");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/sla/policies")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(Complaint)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/sla/export-policies")).Status);
        foreach (var reader in new[] { site.App.Supervisor, site.App.Auditor })
        {
            var visitor = await site.App.SignInAsync(reader, "en");
            var page = await visitor.GetAsync(Complaint);
            Assert.Contains("it is changed by: Shop lead, Administrator", page.Html);
            Assert.DoesNotContain("policy-form", page.Html);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync(Complaint, ("step", "preview"))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync(Complaint + "/save", ("document", "[]"))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/sla/import-policies/save", ("document", "[]"))).Status);
        }

        // of one shop only, and the policy is every shop's
        var own = await site.App.SignInAsync(site.App.Administrator, "en");
        Assert.Contains("it applies to other shops too", (await own.GetAsync(Complaint)).Html);
        var document = PolicyFile.Format([new Policy { Name = "house-complaint", Targets = [new Target { Clock = "resolution", Limit = SlaDuration.OfHours(1) }] }]);
        Assert.Equal(HttpStatusCode.Forbidden, (await own.PostAsync(Complaint + "/save", ("document", document))).Status);
        Assert.Equal(1, await site.VersionsAsync("house-complaint"));
        var mine = document.Replace("house-complaint", "mine", StringComparison.Ordinal).Replace("\"match\": {}", "\"match\": {\"shop\": \"cotton\"}", StringComparison.Ordinal);
        Assert.Equal("/sla/policies/mine", (await own.PostAsync("/sla/new-policy/save", ("document", mine))).Location);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task File_ExportedChangedAndImported_SavesWhatItsPreviewShowed(StoreProvider provider)
    {
        await using var site = await StartAsync(provider);
        var @case = await site.App.InvestigatingAsync();
        var file = (await site.Editor.GetAsync("/sla/export-policies")).Html;
        await site.Editor.GetAsync("/sla/import-policies");
        Assert.Contains("0 new, 0 changed", (await site.Editor.PostAsync("/sla/import-policies", ("document", file))).Html);
        var changed = file.Replace("\"goal\": \"3WD\"", "\"goal\": \"2WD\"", StringComparison.Ordinal);

        var preview = await site.Editor.PostAsync("/sla/import-policies", ("document", changed));
        Assert.Contains("1 open case follows.", preview.Html);
        var done = await site.Editor.PostAsync("/sla/import-policies/save", ("document", Hidden(preview.Html, "document")), ("seen", Hidden(preview.Html, "seen")));
        Assert.Equal("/sla/policies", done.Location);
        await site.FollowedAsync();

        Assert.Equal("2WD", (await site.PolicyOfAsync(@case)).TargetOf(ClockNames.Resolution)!.Goal.ToString());
        var stale = await site.Editor.PostAsync("/sla/import-policies/save", ("document", file), ("seen", Hidden(preview.Html, "seen")));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        var broken = await site.Editor.PostAsync("/sla/import-policies", ("document", changed.Replace("\"2WD\"", "\"2 days\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.Status);
        Assert.Contains(".goal</code>", broken.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Editor.PostAsync("/sla/import-policies/save", ("document", "{"), ("seen", "0"))).Status);
    }
}
