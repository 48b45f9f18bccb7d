using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Pay;

/// <summary>An award of the month.</summary>
public sealed record AwardFact(long AwardId, AwardKind Kind, decimal Amount, string Reason);

/// <summary>A confirmed penalty of the month, yuan before the cap.</summary>
public sealed record PenaltyAmountFact(long PenaltyId, long CaseId, Severity Severity, decimal Amount);

/// <summary>Yuan by which an earlier month's pay is put right; signed.</summary>
public sealed record PayAdjustmentFact(long AdjustmentId, string CauseMonth, decimal Amount);

/// <summary>One condition of the department gate with the month's value.</summary>
/// <param name="Indicator">Key.</param>
/// <param name="Target">In the indicator's unit.</param>
/// <param name="Value">Null: no data.</param>
/// <param name="IsMet">At its target or better.</param>
public sealed record GateFact(string Indicator, decimal Target, decimal? Value, bool IsMet)
{
    /// <summary>From a line of the gate.</summary>
    public static GateFact Of(GateLine line) => new(line.Indicator.Key, line.Target, line.Value, line.Met);
}

/// <summary>Everything that an agent's pay of a month depends on, each amount with where it comes from; yuan.</summary>
public sealed record AgentPayFacts
{
    /// <summary>Whose.</summary>
    public required long AccountId { get; init; }

    /// <summary>Absent too long in the appraisal span: paid post and seniority, and nothing that a score or sales would bring.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Days as an agent, where the role began or ended within the month: post salary, seniority and department bonus are paid for them; null: the whole month.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public Scoring.TimeInRole? RoleDays { get; init; }

    /// <summary>The published month whose grade decides the post, yyyy-MM; null: a newcomer.</summary>
    public string? GradeMonth { get; init; }

    /// <summary>Key of the post held.</summary>
    public required string Post { get; init; }

    /// <summary>Its salary.</summary>
    public required decimal PostSalary { get; init; }

    /// <summary>Own sales of the month.</summary>
    public decimal Sales { get; init; }

    /// <summary>Paid orders of buyers won back.</summary>
    public decimal RepeatSales { get; init; }

    /// <summary>Sales that are nobody's own.</summary>
    public decimal PublicSales { get; init; }

    /// <summary>Agents who share the public commission.</summary>
    public long Agents { get; init; }

    /// <summary>What the bonus ratio multiplies; of part of a month as an agent the part.</summary>
    public decimal PerformanceBase { get; init; }

    /// <summary>The month's score; null: none.</summary>
    public decimal? Final { get; init; }

    /// <summary>Its bonus grade; null: none.</summary>
    public string? BonusGrade { get; init; }

    /// <summary>Its ratio; 0 without a score.</summary>
    public decimal BonusRatio { get; init; }

    /// <summary>Paid when the gate is met.</summary>
    public decimal DepartmentBonus { get; init; }

    /// <summary>The gate's conditions.</summary>
    public IReadOnlyList<GateFact> Gate { get; init; } = [];

    /// <summary>Seniority pay.</summary>
    public decimal Seniority { get; init; }

    /// <summary>Awards.</summary>
    public IReadOnlyList<AwardFact> Awards { get; init; } = [];

    /// <summary>Confirmed penalties.</summary>
    public IReadOnlyList<PenaltyAmountFact> Penalties { get; init; } = [];

    /// <summary>What earlier months got wrong.</summary>
    public IReadOnlyList<PayAdjustmentFact> Adjustments { get; init; } = [];

    /// <summary>Local minimum wage.</summary>
    public decimal MinimumWage { get; init; }

    /// <summary>True when every condition is met; a gate without conditions is open to nobody.</summary>
    public bool IsGateMet => Gate.Count > 0 && Gate.All(line => line.IsMet);
}

/// <summary>An agent's pay of a month.</summary>
/// <param name="Month">The named amounts, and what the cap takes and waives.</param>
/// <param name="Adjusted">What earlier months got wrong; it passes no cap, because that month's has been passed.</param>
/// <param name="Total">What is paid.</param>
public sealed record AgentPay(MonthPay Month, decimal Adjusted, decimal Total)
{
    /// <summary>Computes it (scoring.md, 4).</summary>
    public static AgentPay Compute(AgentPayFacts facts, PayRules rules)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var inputs = new PayInputs
        {
            PostSalary = Part(facts.PostSalary),
            Seniority = Part(facts.Seniority),
            Penalties = facts.Penalties.Sum(p => p.Amount),
            MinimumWage = facts.MinimumWage,
        };
        if (!facts.IsExcluded)
        {
            inputs = inputs with
            {
                Sales = facts.Sales,
                RepeatSales = facts.RepeatSales,
                PublicSales = facts.PublicSales,
                Agents = facts.Agents,
                PerformanceBase = facts.PerformanceBase,
                BonusRatio = facts.BonusRatio,
                DepartmentBonus = Part(facts.DepartmentBonus),
                DepartmentGateMet = facts.IsGateMet,
                Awards = facts.Awards.Sum(a => a.Amount),
            };
        }

        var month = MonthPay.Compute(inputs, rules);
        var adjusted = Money.Rounding.ToCents(facts.Adjustments.Sum(a => a.Amount));
        return new AgentPay(month, adjusted, Money.Rounding.Plain(month.Total + adjusted));

        decimal Part(decimal whole) => facts.RoleDays is { } role ? Money.Rounding.ToCents(role.Share(whole)) : whole;
    }
}
