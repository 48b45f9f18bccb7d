using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Scores;

public sealed class RuleBookTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Calculate_OwnRulesAndTerms_AreNamedAndScoreAgainBitForBit(StoreProvider provider)
    {
        await using var bench = await ScoreBench.StartAsync(provider);
        bench.Rate(bench.Agent, 4);
        bench.Rate(bench.Other, 4);
        var tight = BonusLadderDraft.Of(ShippedLadders.Bonus) with
        {
            Rungs = [new BonusRungDraft { Grade = "A", From = 80, Ratio = 1 }, new BonusRungDraft { Grade = "F", From = 0, To = 80, Ratio = 0 }],
        };
        bench.Rule(new RuleName(RuleKinds.BonusLadder, RuleKinds.Only, 2), "2026-02", RuleJson.Write(tight));
        bench.Rule(new RuleName(RuleKinds.BonusLadder, RuleKinds.Only, 3), "2026-03", RuleJson.Write(BonusLadderDraft.Of(ShippedLadders.Bonus)));
        bench.Terms(bench.Agent, "2025-11", "skill-ordinary", 500);
        bench.Terms(bench.Agent, "2026-02", "after-sales-platform", 1000);
        bench.Terms(bench.Agent, "2026-03", "skill-senior");
        await bench.SaveAsync();

        await bench.Calculate.RunAsync(bench.Host.Shop, ScoreBench.Month, null, default);

        await using var db = bench.Host.Read();
        var snapshot = await db.ScoreSnapshots.SingleAsync();
        Assert.Equal("after-sales-standard/2 bonus/2 post/1 deductions/1 pay/1", snapshot.Scheme);
        var rows = await db.AgentScores.OrderBy(s => s.AccountId).ToListAsync();
        var own = rows.Single(r => r.AccountId == bench.Agent);
        Assert.Equal(("A", 1000m), (own.BonusGrade, own.BonusAmount));
        Assert.Equal(("after-sales-platform", 1), (InputDocument.Read(own.Inputs).Scheme, InputDocument.Read(own.Inputs).SchemeVersion));
        Assert.Equal(800m, InputDocument.Read(rows.Single(r => r.AccountId == bench.Other).Inputs).PerformanceBase);

        // A version that is taken back later is still there for what it has scored.
        await db.RuleVersions.ExecuteUpdateAsync(r => r.SetProperty(x => x.WithdrawnAt, ScoreBench.Morning));
        var shelf = await RuleBook.ShelfAsync(db, bench.Host.Shop.Id, default);
        Assert.All(rows, row =>
        {
            var again = ScoreCard.Compute(InputDocument.Read(row.Inputs).Inputs(row.ShopId, row.AccountId, ScoreBench.Month, shelf));
            Assert.Equal(row.InputHash, Convert.FromHexString(again.InputHash));
            Assert.Equal(row.Card, CardDocument.Of(again).ToJson());
        });
    }

    [Fact]
    public void Inputs_StoredBeforeRulesHadVersions_MeanTheShippedOnes()
    {
        var old = InputDocument.Read("""{"scheme":"after-sales-standard","schemeVersion":1,"deductions":{},"facts":{}}""");

        var inputs = old.Inputs(1, 2, ScoreBench.Month, new RuleShelf([]));

        Assert.Equal((800m, RuleNumbers.Shipped), (inputs.PerformanceBase, inputs.Rules));
        Assert.Equal(ShippedLadders.Post.Rungs, inputs.PostLadder.Rungs);
        Assert.Equal(ShippedSchemes.AfterSalesStandard.Lines, inputs.Scheme.Lines);
    }
}
