using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Penalties;

public class RulingTests
{
    private static readonly DateTime Now = new(2026, 11, 3, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Amounts_WorkedExample4_PenaltyAndCourierClaim()
    {
        var ruling = Example().Check(out var errors)!;

        Assert.Empty(errors);
        Assert.Equal(new AgentPenalty(7, Severity.B, 54m), Assert.Single(ruling.AgentPenalties(SeverityRatios.Shipped)));
        Assert.Equal([180m, 120m], ruling.Amounts().Select(amount => amount.Gross));
        Assert.True(ruling.NeedsImprovementMeasure);
    }

    [Fact]
    public void Amounts_RecoveredFromTheCourier_LessensItsShareOnly()
    {
        var ruling = (Example() with { Shares = [Agent(6000), new(Party.Courier, null, 4000, 50)] }).Check(out _)!;

        Assert.Equal([180m, 70m], ruling.Amounts().Select(amount => amount.Open));
        Assert.Equal(54m, ruling.AgentPenalties(SeverityRatios.Shipped)[0].Amount);
    }

    [Theory]
    [InlineData(Severity.A, 150)]
    [InlineData(Severity.B, 90)]
    [InlineData(Severity.C, 30)]
    [InlineData(Severity.D, 0)]
    public void Of_Severity_TakesItsRatio(Severity severity, double expected) =>
        Assert.Equal((decimal)expected, PenaltyAmount.Of(300, 10000, severity, SeverityRatios.Shipped));

    [Fact]
    public void Of_HalfAFen_RoundsAwayFromZeroOnce() => Assert.Equal(0.01m, PenaltyAmount.Of(0.05m, 10000, Severity.C, SeverityRatios.Shipped));

    [Fact]
    public void AgentPenalties_Warning_IsListedWithoutMoney() =>
        Assert.Equal(0m, Assert.Single((Example() with { Severity = Severity.D }).Check(out _)!.AgentPenalties(SeverityRatios.Shipped)).Amount);

    public static TheoryData<string, RulingDraft, string, string> Broken => new()
    {
        { "no question", Example() with { Question = null }, "question", "required" },
        { "no severity", Example() with { Severity = null }, "severity", "required" },
        { "no reason", Example() with { Reason = " " }, "reason", "required" },
        { "long reason", Example() with { Reason = new string('x', 4001) }, "reason", "too_long" },
        { "no evidence", Example() with { Evidence = null }, "evidence", "required" },
        { "no loss", Example() with { Loss = null }, "loss", "required" },
        { "negative loss", Example() with { Loss = -1 }, "loss", "negative" },
        { "fine loss", Example() with { Loss = 0.001m }, "loss", "too_fine" },
        { "large loss", Example() with { Loss = 1_000_000_000_001 }, "loss", "too_large" },
        { "no shares", Example() with { Shares = [] }, "shares", "required" },
        { "99.99%", Example() with { Shares = [Agent(5999), new(Party.Courier, null, 4000)] }, "shares", "shares_not_whole" },
        { "zero share", Example() with { Shares = [Agent(0), new(Party.Courier, null, 10000)] }, "shares[0].basisPoints", "out_of_range" },
        { "no party", Example() with { Shares = [new(null, null, 10000)] }, "shares[0].party", "required" },
        { "agent without account", Example() with { Shares = [new(Party.Agent, null, 10000)] }, "shares[0].accountId", "required" },
        { "courier with account", Example() with { Shares = [new(Party.Courier, 7, 10000)] }, "shares[0].accountId", "not_an_agent" },
        { "twice", Example() with { Shares = [Agent(5000), Agent(5000)] }, "shares[1]", "party_twice" },
        { "nobody and one", Example() with { Shares = [Agent(5000), new(Party.Nobody, null, 5000)] }, "shares", "nobody_and_others" },
        { "recovered from an agent", Example() with { Shares = [Agent(10000) with { Recovered = 1 }] }, "shares[0].recovered", "not_recoverable" },
        { "recovered too much", Example() with { Shares = [Agent(6000), new(Party.Courier, null, 4000, 120.01m)] }, "shares[1].recovered", "above_share" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_BrokenDraft_FieldIsNamed(string what, RulingDraft draft, string path, string code)
    {
        Assert.Null(draft.Check(out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((what, path, code), (what, error.Path, error.Code));
    }

    [Fact]
    public void Check_TwoAgents_AreTwoParties() =>
        Assert.NotNull((Example() with { Shares = [Agent(5000), Agent(5000) with { AccountId = 8 }] }).Check(out _));

    [Fact]
    public void Of_CheckedRuling_ComesBackFromItsRecord()
    {
        var next = 100L;
        var ruling = Example().Check(out _)!;
        var record = RulingRecord.Of(ruling, 1, 2, 3, 4, Now, () => next++);
        var back = record.ToRuling();

        Assert.Equal(ruling.Shares, back.Shares);
        Assert.Equal(ruling with { Shares = back.Shares }, back);
        Assert.All(record.Shares, share => Assert.Equal((1L, 2L), (share.RulingId, share.ShopId)));
    }

    [Fact]
    public void Nobody_ByRule_CostsNobody()
    {
        var record = RulingRecord.Nobody("no-reason-return", "无理由退货", 1, 2, 3, Now, () => 9);

        Assert.True(record.ByRule);
        Assert.Empty(record.ToRuling().AgentPenalties(SeverityRatios.Shipped));
        Assert.Equal(0m, Assert.Single(record.ToRuling().Amounts()).Gross);
    }

    [Fact]
    public void Amounts_AnyLossAndShares_AddUpToTheLoss() => Property.Holds(
        from loss in Property.Cents(0, 100_000)
        from shares in Property.Cut(10000)
        select new Ruling(RulingQuestion.Caused, loss, Severity.A, "r", "e", [.. shares.Select((share, i) => new PartyShare(Party.Agent, i, share))]),
        ruling => ruling.Amounts().Sum(amount => amount.Gross) == ruling.Loss
            && ruling.AgentPenalties(SeverityRatios.Shipped).All(penalty => penalty.Amount >= 0 && penalty.Amount <= (ruling.Loss / 2) + 0.005m));

    private static PartyShareDraft Agent(int basisPoints) => new(Party.Agent, 7, basisPoints);

    private static RulingDraft Example() => new()
    {
        Question = RulingQuestion.Caused,
        Loss = 300,
        Severity = Severity.B,
        Reason = "packed the wrong item",
        Evidence = "photo 2, tracking",
        Shares = [Agent(6000), new(Party.Courier, null, 4000)],
    };
}
