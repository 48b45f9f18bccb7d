using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Pay;

/// <summary>Rates of pay; configuration.</summary>
public sealed record PayRules
{
    /// <summary>The shipped rates.</summary>
    public static PayRules Shipped { get; } = new();

    /// <summary>Personal commission.</summary>
    public CommissionTable Commission { get; init; } = CommissionTable.AsWritten;

    /// <summary>Part of repeat sales: 0.3% (seed 000, I).</summary>
    public decimal RetentionRate { get; init; } = 0.003m;

    /// <summary>Part of public sales, shared evenly by the month's agents: 0.5%.</summary>
    public decimal PublicRate { get; init; } = 0.005m;

    /// <summary>Part of the month's pay that penalties may take.</summary>
    public decimal PenaltyShare { get; init; } = PenaltyCap.ShippedShare;
}

/// <summary>What a month's pay is made of; yuan unless said otherwise.</summary>
public sealed record PayInputs
{
    /// <summary>By the grade of the last published month before.</summary>
    public decimal PostSalary { get; init; }

    /// <summary>The agent's own sales.</summary>
    public decimal Sales { get; init; }

    /// <summary>Paid orders of buyers won back by the agent.</summary>
    public decimal RepeatSales { get; init; }

    /// <summary>Sales that are nobody's own.</summary>
    public decimal PublicSales { get; init; }

    /// <summary>Agents in the month who share the public commission; 0: none is paid.</summary>
    public long Agents { get; init; }

    /// <summary>What the bonus ratio multiplies.</summary>
    public decimal PerformanceBase { get; init; }

    /// <summary>Of the bonus ladder: 1 for 100%; 0 without a score.</summary>
    public decimal BonusRatio { get; init; }

    /// <summary>Paid only when the gate is met.</summary>
    public decimal DepartmentBonus { get; init; }

    /// <summary>True when every indicator of the gate meets its target.</summary>
    public bool DepartmentGateMet { get; init; }

    /// <summary>Seniority pay.</summary>
    public decimal Seniority { get; init; }

    /// <summary>Awards.</summary>
    public decimal Awards { get; init; }

    /// <summary>Confirmed penalties, before the cap.</summary>
    public decimal Penalties { get; init; }

    /// <summary>Local minimum wage a month.</summary>
    public decimal MinimumWage { get; init; }
}

/// <summary>A month's pay by its named amounts, each rounded to 0.01 once; yuan.</summary>
/// <param name="PostSalary">Post salary.</param>
/// <param name="PersonalCommission">On own sales.</param>
/// <param name="RetentionCommission">On repeat sales.</param>
/// <param name="PublicCommission">The agent's part of that on public sales.</param>
/// <param name="PerformanceBonus">Performance base × bonus ratio.</param>
/// <param name="DepartmentBonus">0 when the gate is missed.</param>
/// <param name="Seniority">Seniority pay.</param>
/// <param name="Awards">Awards.</param>
/// <param name="BeforePenalties">All of the above.</param>
/// <param name="Penalty">What penalties take, and what the cap waives.</param>
/// <param name="Total">Pay of the month.</param>
public sealed record MonthPay(
    decimal PostSalary,
    decimal PersonalCommission,
    decimal RetentionCommission,
    decimal PublicCommission,
    decimal PerformanceBonus,
    decimal DepartmentBonus,
    decimal Seniority,
    decimal Awards,
    decimal BeforePenalties,
    CappedPenalty Penalty,
    decimal Total)
{
    /// <summary>Commissions, performance and department bonus: what penalties may be taken from.</summary>
    public decimal Variable => PersonalCommission + RetentionCommission + PublicCommission + PerformanceBonus + DepartmentBonus;

    /// <summary>Computes a month's pay (scoring.md, 4).</summary>
    public static MonthPay Compute(PayInputs inputs, PayRules rules)
    {
        var pay = new MonthPay(
            Rounding.ToCents(inputs.PostSalary),
            rules.Commission.Of(inputs.Sales),
            Rounding.ToCents(inputs.RepeatSales * rules.RetentionRate),
            inputs.Agents == 0 ? 0 : Rounding.ToCents(inputs.PublicSales * rules.PublicRate / inputs.Agents),
            Rounding.ToCents(inputs.PerformanceBase * inputs.BonusRatio),
            inputs.DepartmentGateMet ? Rounding.ToCents(inputs.DepartmentBonus) : 0,
            Rounding.ToCents(inputs.Seniority),
            Rounding.ToCents(inputs.Awards),
            0,
            new CappedPenalty(new PenaltyLimit(0, CapReason.VariablePay), 0, 0),
            0);
        var before = Rounding.Plain(pay.PostSalary + pay.Variable + pay.Seniority + pay.Awards);
        var penalty = PenaltyCap.Apply(new CappedPay(before, pay.Variable, inputs.MinimumWage), inputs.Penalties, rules.PenaltyShare);
        return pay with { BeforePenalties = before, Penalty = penalty, Total = Rounding.Plain(before - penalty.Deducted) };
    }
}
