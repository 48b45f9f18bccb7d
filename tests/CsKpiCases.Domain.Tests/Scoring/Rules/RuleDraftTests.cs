using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Scoring.Rules;

public sealed class RuleDraftTests
{
    [Fact]
    public void BonusLadder_WithAHoleOrAGradeTwice_NamesIt()
    {
        var draft = new BonusLadderDraft { Rungs = [new() { Grade = "A", From = 80, Ratio = 1 }, new() { Grade = "A", From = 0, To = 70, Ratio = 0 }] };

        Assert.Null(LadderValidation.Check(draft, out var errors));
        Assert.Equal([("rungs", "grade_twice"), ("rungs", "ladder_gap")], errors.Select(e => (e.Path, e.Code)));
        Assert.Contains("[70, 80)", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ladders_WithFieldsMissingOrWrong_NameEachField()
    {
        LadderValidation.Check(new BonusLadderDraft { Rungs = [new() { Grade = "Z", From = -1, Ratio = 1001 }, null] }, out var bonus);
        LadderValidation.Check(new PostLadderDraft { Rungs = [new() { Grade = "good", From = 0, Training = "x", Promotion = "y", Post = "z" }] }, out var post);
        LadderValidation.Check((PostLadderDraft?)null, out var none);

        Assert.Equal(["rungs[0].from", "rungs[0].grade", "rungs[0].ratio", "rungs[1]"], bonus.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["rungs[0].post", "rungs[0].promotion", "rungs[0].salary", "rungs[0].training"], post.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.Equal("rungs", Assert.Single(none).Path);
    }

    [Fact]
    public void Deductions_WithFieldsMissingOrWrong_NameEachField()
    {
        var draft = DeductionsDraft.Of(DeductionRules.Shipped) with { RatesFrom = 1.5m, PerMiss = -1, PenaltyA = null };

        Assert.Null(draft.Check(out var errors));
        Assert.Equal([("perMiss", "out_of_range"), ("penaltyA", "required"), ("ratesFrom", "not_whole")], errors.Select(e => (e.Path, e.Code)));
    }

    [Fact]
    public void Pay_WithFieldsMissingOrWrong_NameEachField()
    {
        var shipped = PayDraft.Of(PayTable.Shipped);
        var draft = shipped with
        {
            Steps = [new() { UpTo = 100, Over = 0, Rate = 2, Plus = 0 }, new() { UpTo = 50, Over = 0, Rate = 0, Plus = 0 }],
            MinimumWage = null, PenaltyShare = 1.1m, NewcomerPost = "boss", SchemeKey = "", GateTargets = shipped.GateTargets!.Where(t => t.Key != "dsr").ToDictionary(),
        };

        Assert.Null(draft.Check(out var errors));
        Assert.Equal(
            ["gateTargets.dsr", "minimumWage", "newcomerPost", "penaltyShare", "schemeKey", "steps[0].rate", "steps[1].upTo"],
            errors.Select(e => e.Path).Distinct().Order(StringComparer.Ordinal));
    }

    // What is saved is read again as it was: ladders of any bounds, cut at any points.
    [Fact]
    public void BonusLadder_AnyCuts_CoversEverythingOnceAndIsReadAgain() => Property.Holds(
        from cuts in Gen.ListOf(Property.Cents(1, 200)).Select(list => list.Distinct().Order().Take(ShippedLadders.Bonus.Rungs.Count - 1).ToList())
        from score in Property.Cents(0, 250)
        select (cuts, score),
        x =>
        {
            List<decimal> from = [0, .. x.cuts];
            var rungs = from.Select((low, i) => new BonusRungDraft
            {
                Grade = ShippedLadders.Bonus.Rungs[i].Grade, From = low, To = i + 1 < from.Count ? from[i + 1] : null, Ratio = i,
            }).ToList();
            var document = RuleJson.Write(new BonusLadderDraft { Rungs = rungs });
            var ladder = LadderValidation.Check(RuleJson.Read<BonusLadderDraft>(document), out var errors);
            return errors.Count == 0 && RuleJson.Write(BonusLadderDraft.Of(ladder!)) == RuleJson.Write(new BonusLadderDraft { Rungs = [.. Enumerable.Reverse(rungs)] })
                && ladder!.Rungs.Count(r => x.score >= r.From && (r.To is null || x.score < r.To)) == 1
                && ladder.For(x.score).From == from.Last(low => low <= x.score);
        });
}
