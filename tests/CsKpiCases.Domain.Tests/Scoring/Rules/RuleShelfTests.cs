using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Domain.Tests.Scoring.Rules;

public sealed class RuleShelfTests
{
    private static readonly RuleName Second = new(RuleKinds.Deductions, RuleKinds.Only, 2);

    [Fact]
    public void At_ShopWithoutOwnRules_IsAsShipped()
    {
        var rules = new RuleShelf([]).At(new CalendarMonth(2026, 5), []);

        Assert.Equal(["after-sales-platform", "after-sales-standard", "pre-sales-standard", "skill-ordinary", "skill-senior"], rules.Schemes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ShippedSchemes.All.Select(s => s.Lines), ShippedSchemes.All.Select(s => rules.Schemes[s.Key].Lines));
        Assert.Equal(ShippedLadders.Bonus.Rungs, rules.BonusLadder.Rungs);
        Assert.Equal(ShippedLadders.Post.Rungs, rules.PostLadder.Rungs);
        Assert.Equal(DeductionRules.Shipped, rules.Deductions);
        Assert.Equal(RuleJson.Write(PayDraft.Of(PayTable.Shipped)), RuleJson.Write(PayDraft.Of(rules.Pay)));
        Assert.Equal(("after-sales-standard", "junior", RuleNumbers.Shipped), (rules.For(1).Key, rules.Newcomer.Post.Key, rules.Numbers));
    }

    [Theory]
    [InlineData(2026, 2, 1)]
    [InlineData(2026, 3, 2)]
    [InlineData(2026, 5, 3)]
    [InlineData(2026, 6, 3)] // version 4 was taken back
    public void InForce_SeveralVersions_IsTheLatestEffectiveNotTakenBack(int year, int month, int version)
    {
        var shelf = new RuleShelf([Rule(2, 3), Rule(3, 5), Rule(4, 6, isWithdrawn: true)]);
        Assert.Equal(version, shelf.InForce(RuleKinds.Deductions, RuleKinds.Only, new CalendarMonth(year, month))!.Name.Version);
    }

    [Fact]
    public void InForce_TwoFromOneMonth_TheLaterWrittenHolds() =>
        Assert.Equal(3, new RuleShelf([Rule(3, 3), Rule(2, 3)]).InForce(RuleKinds.Deductions, RuleKinds.Only, new CalendarMonth(2026, 3))!.Name.Version);

    [Fact]
    public void MayWithdraw_UntilItHasScoredAPublishedMonth()
    {
        var shelf = new RuleShelf([Rule(2, 3), Rule(3, 5)]);
        CalendarMonth march = new(2026, 3), may = new(2026, 5);

        Assert.True(shelf.MayWithdraw(Second, [march.Previous], []));
        Assert.False(shelf.MayWithdraw(Second, [march], []));
        Assert.True(shelf.MayWithdraw(Second, [may], [])); // superseded by then: it has scored nothing
        Assert.False(shelf.MayWithdraw(new RuleName(RuleKinds.Deductions, RuleKinds.Only, 1), [], [])); // shipped
        Assert.False(new RuleShelf([Rule(2, 3, isWithdrawn: true)]).MayWithdraw(Second, [], []));
        Assert.Null(RuleShelf.FirstMonth([]));
        Assert.Equal(may.Next, RuleShelf.FirstMonth([may, march]));
    }

    [Fact]
    public void MayWithdraw_SchemeThatPayOrTermsGoBy_Stays()
    {
        var own = new RuleText(new RuleName(RuleKinds.Scheme, "ours", 1), new CalendarMonth(2026, 3), "自定", "Ours", RuleJson.Write(SchemeDraft.Of(ShippedSchemes.AfterSalesStandard.Lines)), false);
        var (later, name) = (own with { Name = own.Name with { Version = 2 }, EffectiveFrom = new CalendarMonth(2026, 5) }, own.Name);
        PayTerms Terms(string from, string? scheme) => new() { AccountId = 1, EffectiveFrom = from, SchemeKey = scheme };
        var pay = new RuleText(new RuleName(RuleKinds.Pay, RuleKinds.Only, 2), new CalendarMonth(2026, 4), "薪酬", "Pay", RuleJson.Write(PayDraft.Of(PayTable.Shipped with { SchemeKey = "ours" })), false);

        Assert.True(new RuleShelf([own]).MayWithdraw(name, [], [Terms("2026-03", "skill-senior")]));
        Assert.False(new RuleShelf([own]).MayWithdraw(name, [], [Terms("2026-03", "ours")]));
        Assert.False(new RuleShelf([own, later]).MayWithdraw(name, [], [Terms("2026-04", "ours")]));
        Assert.True(new RuleShelf([own, later]).MayWithdraw(name, [], [Terms("2026-05", "ours")]));
        Assert.True(new RuleShelf([own, later]).MayWithdraw(later.Name, [], [Terms("2026-05", "ours")])); // the first one holds on
        Assert.False(new RuleShelf([own, pay]).MayWithdraw(name, [], []));
        Assert.True(new RuleShelf([own]).HasScheme("ours", new CalendarMonth(2026, 3)));
        Assert.False(new RuleShelf([own]).HasScheme("ours", new CalendarMonth(2026, 2)));
    }

    [Fact]
    public void For_AgentWithTerms_IsHisSchemeUntilItIsNotInForce()
    {
        PayTerms[] terms =
        [
            new() { AccountId = 1, EffectiveFrom = "2026-02", SchemeKey = "skill-senior", PerformanceBase = 900 },
            new() { AccountId = 1, EffectiveFrom = "2026-04", SchemeKey = "gone", Seniority = 50 },
        ];
        var shelf = new RuleShelf([]);
        MonthRules At(int month) => shelf.At(new CalendarMonth(2026, month), terms);

        Assert.Equal(["after-sales-standard", "skill-senior", "after-sales-standard"], new[] { 1, 3, 4 }.Select(month => At(month).For(1).Key));
        Assert.Equal([800m, 900m, 800m], new[] { 1, 3, 4 }.Select(month => At(month).PerformanceBaseOf(1)));
        Assert.Equal(50, At(5).TermsOf(1)!.Seniority);
        Assert.Null(At(5).TermsOf(2));
    }

    private static RuleText Rule(int version, int month, bool isWithdrawn = false) => new(
        new RuleName(RuleKinds.Deductions, RuleKinds.Only, version), new CalendarMonth(2026, month), "扣分", "Deductions", RuleJson.Write(DeductionsDraft.Of(DeductionRules.Shipped)), isWithdrawn);
}
