using System.Text.Json.Serialization;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Pay;

/// <summary>Body of <c>POST /api/v1/pay/simulate</c> (surface.md); yuan. Absent fields are 0 or false; numbers are numbers, not text.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PaySimulationRequest
{
    /// <summary>Post salary.</summary>
    public decimal? PostSalary { get; init; }

    /// <summary>Own sales.</summary>
    public decimal? Sales { get; init; }

    /// <summary>Repeat sales.</summary>
    public decimal? RepeatSales { get; init; }

    /// <summary>Public sales.</summary>
    public decimal? PublicSales { get; init; }

    /// <summary>Agents who share the public commission.</summary>
    public long? Agents { get; init; }

    /// <summary>Performance base.</summary>
    public decimal? PerformanceBase { get; init; }

    /// <summary>Bonus ratio, 1 for 100%.</summary>
    public decimal? BonusRatio { get; init; }

    /// <summary>Department bonus, if the gate is met.</summary>
    public decimal? DepartmentBonus { get; init; }

    /// <summary>Whether the gate is met.</summary>
    public bool? DepartmentGateMet { get; init; }

    /// <summary>Seniority pay.</summary>
    public decimal? Seniority { get; init; }

    /// <summary>Awards.</summary>
    public decimal? Awards { get; init; }

    /// <summary>Penalties before the cap.</summary>
    public decimal? Penalties { get; init; }

    /// <summary>Local minimum wage.</summary>
    public decimal? MinimumWage { get; init; }
}

/// <summary>Answer of <c>POST /api/v1/pay/simulate</c>; yuan, two decimals.</summary>
/// <param name="PersonalCommission">On own sales.</param>
/// <param name="RetentionCommission">On repeat sales.</param>
/// <param name="PublicCommission">Part of that on public sales.</param>
/// <param name="PerformanceBonus">Performance base × ratio.</param>
/// <param name="DepartmentBonus">0 when the gate is missed.</param>
/// <param name="BeforePenalties">Pay before penalties.</param>
/// <param name="PenaltyDeducted">What penalties take.</param>
/// <param name="PenaltyWaived">What the cap cuts off.</param>
/// <param name="Pay">Pay of the month.</param>
public sealed record PaySimulationAnswer(
    decimal PersonalCommission,
    decimal RetentionCommission,
    decimal PublicCommission,
    decimal PerformanceBonus,
    decimal DepartmentBonus,
    decimal BeforePenalties,
    decimal PenaltyDeducted,
    decimal PenaltyWaived,
    decimal Pay);

/// <summary>Computes a month's pay of given amounts by the shipped rules; touches nothing.</summary>
public static class PaySimulator
{
    // 1000 times the base is beyond every ladder, and keeps every product within a decimal.
    private const decimal HighestRatio = 1000;

    /// <summary>The answer, or every refused field.</summary>
    public static Simulated<PaySimulationAnswer> Simulate(PaySimulationRequest request)
    {
        var errors = Check(request);
        if (errors.Count > 0)
        {
            return new Simulated<PaySimulationAnswer>(null, errors);
        }

        var pay = MonthPay.Compute(Inputs(request), PayRules.Shipped);
        return new Simulated<PaySimulationAnswer>(
            new PaySimulationAnswer(
                pay.PersonalCommission, pay.RetentionCommission, pay.PublicCommission, pay.PerformanceBonus, pay.DepartmentBonus,
                pay.BeforePenalties, pay.Penalty.Deducted, pay.Penalty.Waived, pay.Total),
            []);
    }

    private static PayInputs Inputs(PaySimulationRequest request) => new()
    {
        PostSalary = request.PostSalary ?? 0,
        Sales = request.Sales ?? 0,
        RepeatSales = request.RepeatSales ?? 0,
        PublicSales = request.PublicSales ?? 0,
        Agents = request.Agents ?? 0,
        PerformanceBase = request.PerformanceBase ?? 0,
        BonusRatio = request.BonusRatio ?? 0,
        DepartmentBonus = request.DepartmentBonus ?? 0,
        DepartmentGateMet = request.DepartmentGateMet ?? false,
        Seniority = request.Seniority ?? 0,
        Awards = request.Awards ?? 0,
        Penalties = request.Penalties ?? 0,
        MinimumWage = request.MinimumWage ?? 0,
    };

    private static List<FieldError> Check(PaySimulationRequest request)
    {
        (string Path, decimal? Amount)[] amounts =
        [
            ("postSalary", request.PostSalary), ("sales", request.Sales), ("repeatSales", request.RepeatSales),
            ("publicSales", request.PublicSales), ("agents", request.Agents), ("performanceBase", request.PerformanceBase),
            ("bonusRatio", request.BonusRatio), ("departmentBonus", request.DepartmentBonus), ("seniority", request.Seniority),
            ("awards", request.Awards), ("penalties", request.Penalties), ("minimumWage", request.MinimumWage),
        ];
        var errors = new List<FieldError>();
        foreach (var (path, amount) in amounts)
        {
            if (amount < 0)
            {
                errors.Add(FieldError.Negative(path));
            }
            else if (amount > Fen.MaxEnteredYuan)
            {
                errors.Add(FieldError.TooLarge(path));
            }
        }

        if (request.BonusRatio is > HighestRatio and <= Fen.MaxEnteredYuan)
        {
            errors.Add(new FieldError("bonusRatio", "out_of_range", "A ratio is a fraction: 1 for 100%; at most 1000.", "系数为小数，100% 写作 1；最大 1000。"));
        }

        return errors;
    }
}
