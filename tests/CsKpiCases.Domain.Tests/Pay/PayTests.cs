using System.Text.Json;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Pay;

public class PayTests
{
    private const string Example = """
        { "postSalary": 1800, "sales": 18000, "repeatSales": 5000, "publicSales": 120000, "agents": 6, "performanceBase": 800, "bonusRatio": 1,
          "departmentBonus": 300, "departmentGateMet": false, "seniority": 100, "awards": 200, "penalties": 700, "minimumWage": 2200 }
        """;

    [Fact]
    public void Simulate_WorkedExample_AnswersToTheLetter() => Assert.Equal(
        Wire.Compact("""
            { "personalCommission": 210, "retentionCommission": 15, "publicCommission": 100, "performanceBonus": 800, "departmentBonus": 0,
              "beforePenalties": 3225, "penaltyDeducted": 645, "penaltyWaived": 55, "pay": 2580 }
            """),
        Wire.Write(Simulate(Example).Answer));

    [Fact]
    public void Simulate_EmptyRequest_IsAllZero() => Assert.Equal(
        Wire.Compact("""
            { "personalCommission": 0, "retentionCommission": 0, "publicCommission": 0, "performanceBonus": 0, "departmentBonus": 0,
              "beforePenalties": 0, "penaltyDeducted": 0, "penaltyWaived": 0, "pay": 0 }
            """),
        Wire.Write(Simulate("{}").Answer));

    [Fact]
    public void Simulate_NoAgents_PaysNoPublicCommission() =>
        Assert.Equal(0m, Simulate("""{ "publicSales": 120000, "agents": 0 }""").Answer!.PublicCommission);

    [Fact]
    public void Simulate_GateMet_PaysTheDepartmentBonus() =>
        Assert.Equal((300m, 800m), (Simulate(Example.Replace("false", "true", StringComparison.Ordinal)).Answer is { } a ? (a.DepartmentBonus, a.PerformanceBonus) : default));

    private static readonly string[] Fields =
        ["postSalary", "sales", "repeatSales", "publicSales", "agents", "performanceBase", "bonusRatio", "departmentBonus", "seniority", "awards", "penalties", "minimumWage"];

    public static TheoryData<string> Amounts => [.. Fields];

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Simulate_NegativeAmount_FieldIsNamed(string field)
    {
        var error = Assert.Single(Simulate($$"""{ "{{field}}": -1 }""").Errors);

        Assert.Equal((field, "negative"), (error.Path, error.Code));
    }

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Read_TextAmount_IsRefusedWithItsPath(string field) => Assert.Equal(
        $"$.{field}", Assert.Throws<JsonException>(() => Wire.Read<PaySimulationRequest>($$"""{ "{{field}}": "5" }""")).Path);

    [Fact]
    public void Simulate_LargestAmounts_StayWithinADecimal()
    {
        var fields = string.Join(',', Fields.Select(field => $"\"{field}\": {(field == "bonusRatio" ? 1000 : 1_000_000_000_000)}"));

        Assert.NotNull(Simulate($"{{ {fields}, \"departmentGateMet\": true }}").Answer);
    }

    [Theory]
    [InlineData("""{ "sales": 1000000000001 }""", "sales", "too_large")]
    [InlineData("""{ "bonusRatio": 1000.1 }""", "bonusRatio", "out_of_range")]
    public void Simulate_AbsurdAmount_FieldIsNamed(string request, string path, string code)
    {
        var error = Assert.Single(Simulate(request).Errors);

        Assert.Equal((path, code), (error.Path, error.Code));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15000, 225)]
    [InlineData(15000.01, 150)]
    [InlineData(18000, 210)]
    [InlineData(20000, 250)]
    [InlineData(20000.25, 250.01)]
    [InlineData(25000, 450)]
    [InlineData(25000.01, 500)]
    [InlineData(40000, 800)]
    public void Of_AsWritten_WorkedExample3(double sales, double expected) =>
        Assert.Equal((decimal)expected, CommissionTable.AsWritten.Of((decimal)sales));

    [Theory]
    [InlineData(15000, 225)]
    [InlineData(20000, 325)]
    [InlineData(25000, 525)]
    [InlineData(40000, 825)]
    public void Of_Continuous_EachRateOnItsOwnStep(double sales, double expected) =>
        Assert.Equal((decimal)expected, CommissionTable.AsWritten.Continuous().Of((decimal)sales));

    [Fact]
    public void Falls_AsWritten_OnlyAt15000() =>
        Assert.Equal([new CommissionFall(15000, 225, 150)], CommissionTable.AsWritten.Falls());

    [Fact]
    public void Falls_Continuous_None() => Assert.Empty(CommissionTable.AsWritten.Continuous().Falls());

    [Fact]
    public void Of_ContinuousAndMoreSold_NeverPaysLess() => Property.Holds(
        from sales in Property.Cents(0, 60_000)
        from more in Property.Cents(0, 30_000)
        select (sales, more),
        x => CommissionTable.AsWritten.Continuous().Of(x.sales + x.more) >= CommissionTable.AsWritten.Continuous().Of(x.sales));

    [Fact]
    public void Make_BrokenSteps_AreRefusedByName()
    {
        Assert.NotNull(CommissionTable.Make(CommissionTable.AsWritten.Steps, "steps", out _));
        Assert.Equal("steps/required", Fault());
        Assert.Equal("steps[0].upTo/steps_not_rising", Fault(new CommissionStep(100, 0, 0.1m, 0)));
        Assert.Equal("steps[1].upTo/steps_not_rising", Fault(new CommissionStep(100, 0, 0.1m, 0), new CommissionStep(90, 0, 0.1m, 0), new CommissionStep(null, 0, 0, 0)));
        Assert.Equal("steps[0].rate/negative", Fault(new CommissionStep(null, 0, -0.1m, 0)));
    }

    [Fact]
    public void IsMet_OneMissOrNoData_ClosesTheGate()
    {
        var met = DepartmentGate.Indicators.Select(indicator => new GateLine(indicator, 5, 5)).ToList();

        Assert.True(DepartmentGate.IsMet(met));
        Assert.False(DepartmentGate.IsMet([.. met.Skip(1), met[0] with { Value = 5.01m }]));
        Assert.False(DepartmentGate.IsMet([.. met.Skip(1), met[0] with { Value = null }]));
        Assert.False(DepartmentGate.IsMet([]));
        Assert.True(new GateLine(IndicatorCatalogue.Get("dsr"), 4.8m, 4.9m).Met);
    }

    [Fact]
    public void Compute_AnyAmounts_NamedAmountsAddUpAndPayIsNeverBelowTheMinimumByPenalty() => Property.Holds(
        from post in Property.Cents(0, 4000)
        from sales in Property.Cents(0, 60_000)
        from performance in Property.Cents(0, 2000)
        from penalties in Property.Cents(0, 5000)
        from agents in Gen.Choose(0, 9)
        select MonthPay.Compute(
            new PayInputs
            {
                PostSalary = post, Sales = sales, RepeatSales = sales / 3, PublicSales = sales * 7, Agents = agents, PerformanceBase = performance, BonusRatio = 0.9m,
                DepartmentBonus = 300, DepartmentGateMet = agents > 4, Penalties = penalties, MinimumWage = 2200,
            },
            PayRules.Shipped),
        pay => pay.BeforePenalties == pay.PostSalary + pay.Variable + pay.Seniority + pay.Awards
            && pay.Total == pay.BeforePenalties - pay.Penalty.Deducted
            && pay.Total >= Math.Min(pay.BeforePenalties, 2200)
            && decimal.Round(pay.Total, 2) == pay.Total);

    private static string Fault(params CommissionStep[] steps)
    {
        Assert.Null(CommissionTable.Make(steps, "steps", out var errors));
        var error = Assert.Single(errors);
        return $"{error.Path}/{error.Code}";
    }

    private static Simulated<PaySimulationAnswer> Simulate(string request) => PaySimulator.Simulate(Wire.Read<PaySimulationRequest>(request));
}
