using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Scores;

public sealed class WhatIfTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task WhatIf_OverAStoredMonth_GoesByItsKeptFactsAndStoresNothing(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        for (var i = 0; i < 4; i++) bench.Rate(bench.Agent, 5);
        var @case = bench.Case(bench.Buyer("b"), ScoreBench.Morning.AddHours(2), owners: [(bench.Agent, ScoreBench.Morning)]);
        bench.Clock(@case, "resolution", Domain.Sla.ClockState.Breached, ScoreBench.Morning.AddHours(1), bench.Agent);
        await bench.SaveAsync();
        await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);
        // What came after the snapshot is not in it.
        for (var i = 0; i < 20; i++) bench.Rate(bench.Agent, 1);
        bench.Rule(new RuleName(RuleKinds.Deductions, RuleKinds.Only, 2), "2026-05", RuleJson.Write(DeductionsDraft.Of(DeductionRules.Shipped) with { PerBreach = 12 }));
        await bench.SaveAsync();
        await using var db = bench.Host.Read();
        var stored = await db.AgentScores.OrderBy(s => s.AccountId).Select(s => new { s.Card, s.Inputs, s.Final }).ToListAsync();
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");

        var before = stored.Select(s => s.Final).OfType<decimal>().Single();
        var page = await manager.GetAsync("/scores/what-if?rule=deductions%2Fstandard%2F2&month=2026-02");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Beside the stored scores, revision 1.", page.Html);
        Assert.Contains(FormattableString.Invariant($"<td class=\"num\">{before:0.00}</td>"), page.Html);
        Assert.Contains(FormattableString.Invariant($"<strong>{before - 10:0.00}</strong>"), page.Html);
        var csv = await manager.PostAsync("/scores/what-if/csv", ("rule", "deductions/standard/2"), ("month", "2026-02"));
        Assert.Contains(FormattableString.Invariant($",{before:0.00},{before - 10:0.00},-10.00,"), csv.Html);
        Assert.StartsWith("PK", (await manager.PostAsync("/scores/what-if/xlsx", ("rule", "deductions/standard/2"), ("month", "2026-02"))).Html, StringComparison.Ordinal);

        // A scheme that scored nobody is tried on everybody; a month without scores is computed as one looks.
        Assert.Contains("Mean", (await manager.GetAsync("/scores/what-if?rule=scheme%2Fafter-sales-platform%2F1&month=2026-02")).Html);
        Assert.Contains("both are computed as you look", (await manager.GetAsync("/scores/what-if?rule=post_ladder%2Fstandard%2F1&month=2026-03")).Html);
        Assert.Equal(stored, await db.AgentScores.OrderBy(s => s.AccountId).Select(s => new { s.Card, s.Inputs, s.Final }).ToListAsync());
        Assert.Equal(1, await db.ScoreSnapshots.CountAsync());
    }

    [Theory, OnSqlite]
    public async Task WhatIf_WhatIsNotThere_IsNamedAndNeverAFault(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        await using var site = await ScoreSite.StartAsync(bench.Host);
        var manager = await site.SignInAsync(bench.Host.Manager, "en");

        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/scores/what-if")).Status);
        Assert.Contains("no such version", (await manager.GetAsync("/scores/what-if?rule=pay%2Fstandard%2F1&month=2026-02")).Html);
        Assert.Contains("Choose a month", (await manager.GetAsync("/scores/what-if?rule=deductions%2Fstandard%2F1&month=2031-02")).Html);
        foreach (var document in new[] { "{}", "{", "[]", "null", """{"lines":[{"indicator":"x"}]}""" })
        {
            var draft = await manager.PostAsync("/scores/what-if", ("kind", "scheme"), ("key", "x"), ("document", document), ("month", "2026-02"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, draft.Status);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.PostAsync("/scores/what-if/csv", ("kind", "rubbish"), ("document", "{}"), ("month", "2026-02"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.PostAsync("/scores/what-if/draft/scheme/-", ("lines[99].weight", "1"), ("lines[0].surprise", "1"), ("month", "2026-02"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.SignInAsync(bench.Host.Agent)).GetAsync("/scores/what-if")).Status);
    }
}
