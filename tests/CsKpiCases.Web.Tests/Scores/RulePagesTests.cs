using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>The rules' pages, worked without script. Now is March 2, 2026; the standard scheme has a version 2 of the shop's own.</summary>
public sealed partial class RulePagesTests
{
    private const string Standard = "/scores/rules/scheme/after-sales-standard";

    [Theory, OnSqlite, OnPostgres]
    public async Task NewVersion_OfEveryKind_IsMadeFromItsOwnForm(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");
        var list = await manager.GetAsync("/scores/rules");
        Assert.All(ShippedRules.All, rule => Assert.Contains($"/scores/rules/{rule.Name.Kind}/{rule.Name.Key}", list.Html));

        foreach (var path in new[] { Standard, "/scores/rules/bonus_ladder/standard", "/scores/rules/post_ladder/standard", "/scores/rules/deductions/standard", "/scores/rules/pay/standard" })
        {
            var form = Fields((await manager.GetAsync(path)).Html);
            var saved = await manager.PostAsync(path, [.. form, ("step", "save")]);
            Assert.True(saved.Status == HttpStatusCode.Found, path + Errors(saved.Html));
            Assert.Contains("is saved. It holds from 2026-03", (await manager.GetAsync(path)).Html);
        }

        // Saved as it was opened, each says what it said before.
        await using var db = bench.Host.Read();
        var rows = await db.RuleVersions.Where(r => r.EffectiveFrom == "2026-03").ToListAsync();
        Assert.Equal(RuleKinds.All.Order(StringComparer.Ordinal), rows.Select(r => r.Kind).Order(StringComparer.Ordinal));
        Assert.All(rows.Where(r => r.Kind != RuleKinds.Scheme), row => Assert.Equal(Canonical(ShippedRules.All.Single(s => s.Name.Kind == row.Kind)), Canonical(Text(row))));
        Assert.Equal(300, RuleJson.Scheme(Text(rows.Single(r => r.Kind == RuleKinds.Scheme))).Lines[2].Rule.Target);
        Assert.Equal(5, await db.AuditEntries.CountAsync(a => a.Act == "score_rule_saved"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Scheme_StepsWithoutScript_AddLinesAndNameEveryFault(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");
        const string path = "/scores/rules/new-scheme";

        var fields = Fields((await manager.GetAsync(path)).Html);
        fields = Fields((await manager.PostAsync(path, [.. fields, ("step", "add:lines")])).Html);
        Set(fields, ("key", "Own!"), ("nameZh", "自定方案"), ("nameEn", "Own"), ("lines[0].indicator", "resolution_rate"), ("lines[0].weight", "60"), ("lines[0].rule", "bands"),
            ("lines[1].indicator", "first_handling_avg"), ("lines[1].weight", "3O"), ("lines[1].rule", "proportional"), ("lines[1].target", "4"));
        var refused = await manager.PostAsync(path, [.. fields, ("step", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (var said in new[] { "Small letters, digits and dashes", "This is not a number", "This field is required", "of which more is better", "Weights sum to 60" }) Assert.Contains(said, refused.Html);

        fields = Fields((await manager.PostAsync(path, [.. Fields(refused.Html), ("step", "add:lines[0].bands")])).Html);
        fields = Fields((await manager.PostAsync(path, [.. fields, ("step", "add:lines[0].bands")])).Html);
        Set(fields, ("key", "own"), ("lines[0].bands[0].from", "0"), ("lines[0].bands[0].to", "90"), ("lines[0].bands[0].points", "50"), ("lines[0].bands[1].from", "95"), ("lines[0].bands[1].points", "100"),
            ("lines[1].weight", "４０"), ("lines[1].rule", "linear"), ("lines[1].threshold", "24"));
        var gap = await manager.PostAsync(path, [.. fields, ("step", "save")]);
        Assert.Contains("Nothing covers [0.9, 0.95)", WebUtility.HtmlDecode(gap.Html));
        Set(fields, ("lines[0].bands[1].from", "90%"), ("effectiveFrom", "2026-04"));
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(path, [.. fields, ("step", "save")])).Status);

        await using var db = bench.Host.Read();
        var scheme = RuleJson.Scheme(Text(await db.RuleVersions.SingleAsync(r => r.Key == "own")));
        Assert.Equal([60m, 40m], scheme.Lines.Select(l => l.Weight));
        Assert.Equal([new Band(0, 0.9m, 50), new Band(0.9m, null, 100)], scheme.Lines[0].Rule.Bands!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.PostAsync(path, [.. fields, ("step", "save")])).Status); // the key is taken
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync("/scores/what-if/draft/scheme/-", [.. fields, ("month", "2026-02")])).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Version_ThatScoredAPublishedMonth_IsSettledAndTheNextIsLater(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        bench.Rate(bench.Agent, 5);
        await bench.SaveAsync();
        await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        await using var db = bench.Host.Read();
        await db.ScoreSnapshots.ExecuteUpdateAsync(s => s.SetProperty(x => x.IsPublished, true));
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");

        var opened = await manager.GetAsync(Standard);
        Assert.Contains("It was in force in a month that is published", opened.Html);
        Assert.DoesNotContain(Standard + "/withdraw", opened.Html);
        var fields = Fields(opened.Html);
        Set(fields, ("effectiveFrom", "2026-02"));
        var early = await manager.PostAsync(Standard, [.. fields, ("step", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("2026-02 is published: 2026-03 or later.", early.Html);
        await manager.PostAsync(Standard + "/withdraw", ("version", "2"));
        Assert.False(await db.RuleVersions.AnyAsync(r => r.WithdrawnAt != null));

        // Two people opened the form; the second is told, and may then save what he means.
        Set(fields, ("effectiveFrom", "2026-04"));
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(Standard, [.. fields, ("step", "save")])).Status);
        var late = await manager.PostAsync(Standard, [.. fields, ("step", "save")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("saved version 3 after you opened this form", late.Html);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(Standard, [.. Fields(late.Html), ("step", "save")])).Status);

        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(Standard + "/withdraw", ("version", "4"))).Status);
        Assert.Equal([4], await db.RuleVersions.Where(r => r.WithdrawnAt != null).Select(r => r.Version).ToListAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(Standard + "?version=9")).Status);
    }

    [Theory, OnSqlite]
    public async Task Commission_ThatFalls_IsWarnedOfAndMadeContinuousAtAClick(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");
        const string path = "/scores/rules/pay/standard";

        var opened = await manager.GetAsync(path);
        Assert.Contains("Sales of ¥15,000.00 pay ¥225.00; the least bit more pays ¥150.00.", WebUtility.HtmlDecode(opened.Html));
        var mended = await manager.PostAsync(path, [.. Fields(opened.Html), ("step", "continuous")]);
        Assert.DoesNotContain("the least bit more pays", mended.Html);
        Assert.Equal(("15000", "225"), (Fields(mended.Html).Single(f => f.Name == "steps[1].over").Value, Fields(mended.Html).Single(f => f.Name == "steps[1].plus").Value));
        Assert.Contains("the least bit more pays", (await manager.PostAsync(path + "/live", [.. Fields(opened.Html)])).Html);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TermsAndMarks_ByThoseWhoMay_ScoreTheAgentByHisOwnScheme(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var (manager, supervisor) = (await site.SignInAsync(bench.Host.Manager, "en"), await site.SignInAsync(bench.Host.Supervisor, "en"));
        var path = $"/scores/rules/people/{bench.Agent}";

        Assert.Contains(path, (await manager.GetAsync("/scores/rules/people")).Html);
        var fields = Fields((await manager.GetAsync(path)).Html).Where(f => f.Name is "seen" or "schemeKey" or "seniority" or "performanceBase" or "effectiveFrom").ToList();
        Set(fields, ("schemeKey", "skill-ordinary"), ("seniority", "1,5O"), ("effectiveFrom", "2026-02"));
        Assert.Contains("An amount of 0 to 1,000,000 yuan", (await manager.PostAsync(path, [.. fields])).Html);
        Set(fields, ("seniority", "150"), ("performanceBase", "1000"));
        Assert.Equal(HttpStatusCode.Found, (await manager.PostAsync(path, [.. fields])).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsync(path, [.. fields])).Status);

        Assert.DoesNotContain("name=\"seniority\"", (await supervisor.GetAsync(path)).Html);
        var refused = await supervisor.PostAsync(path + "/mark", ("indicator", "mark:skill"), ("points", "101"), ("day", "2026-03-09"), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (var said in new[] { "A whole number of 0 to 100.", "not after today", "A reason of" }) Assert.Contains(said, refused.Html);
        foreach (var (mark, points) in new[] { ("mark:skill", "90"), ("mark:attitude", "70") })
        {
            Assert.Equal(HttpStatusCode.Found, (await supervisor.PostAsync(path + "/mark", ("indicator", mark), ("points", points), ("day", "2026-02-20"), ("reason", "r"))).Status);
        }

        var card = await bench.CardAsync(bench.Agent);
        Assert.Equal(("skill-ordinary", 1000m), (card.Inputs.Scheme.Key, card.Inputs.PerformanceBase));
        Assert.Equal(85.29m, card.Final); // (65 × 90 + 20 × 70) / 85
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync(path, [.. fields])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.PostAsync(Standard, ("step", "save"))).Status);
        Assert.Contains("disabled", (await supervisor.GetAsync(Standard)).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.SignInAsync(bench.Host.Agent)).GetAsync("/scores/rules")).Status);
    }

    private static RuleText Text(Data.Rows.RuleVersion row) => new(new RuleName(row.Kind, row.Key, row.Version), ScoreBench.Month, row.NameZh, row.NameEn, row.Document);

    private static string Canonical(RuleText rule) => rule.Name.Kind switch
    {
        RuleKinds.BonusLadder => RuleJson.Write(BonusLadderDraft.Of(RuleJson.BonusLadder(rule))),
        RuleKinds.PostLadder => RuleJson.Write(PostLadderDraft.Of(RuleJson.PostLadder(rule))),
        RuleKinds.Deductions => RuleJson.Write(DeductionsDraft.Of(RuleJson.Deductions(rule))),
        _ => RuleJson.Write(Domain.Pay.PayDraft.Of(RuleJson.Pay(rule))),
    };

    /// <summary>What a browser without script would send of the page's form.</summary>
    private static List<(string Name, string Value)> Fields(string html)
    {
        var fields = new List<(string, string)>();
        var from = html.IndexOf("<form id=\"rule-form\"", StringComparison.Ordinal);
        var form = from < 0 ? html : html[from..html.IndexOf("</form>", from, StringComparison.Ordinal)];
        foreach (Match field in Input().Matches(form))
        {
            if (Attribute(field.Value, "name") is not { Length: > 0 } name || name is "step" or "month" or "__RequestVerificationToken" or "return" or "value" or "q") continue;
            if (fields.Exists(f => f.Item1 == name)) continue;
            fields.Add((name, field.Value.StartsWith("<select", StringComparison.Ordinal) ? Chosen(field.Value) : Attribute(field.Value, "value") ?? ""));
        }

        return fields;
    }

    private static string Chosen(string select) =>
        Option().Matches(select).Select(m => m.Value).ToList() is { Count: > 0 } options ? Attribute(options.Find(o => o.Contains(" selected", StringComparison.Ordinal)) ?? options[0], "value") ?? "" : "";

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    private static void Set(List<(string Name, string Value)> fields, params (string Name, string Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            fields.RemoveAll(f => f.Name == name);
            fields.Add((name, value));
        }
    }

    private static string Errors(string html) => string.Concat(FieldError().Matches(html).Select(m => m.Value));

    [GeneratedRegex("<input [^>]*>|<select .*?</select>|<textarea [^>]*>", RegexOptions.Singleline)]
    private static partial Regex Input();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();

    [GeneratedRegex("<p class=\"field-error\"[^>]*>.*?</p>", RegexOptions.Singleline)]
    private static partial Regex FieldError();
}
