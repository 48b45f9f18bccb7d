using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Web.Hosting.Scoring.Pay;

/// <summary>An agent's pay as it is stored and shown: what it was computed from, and every named amount.</summary>
/// <param name="Facts">Where the amounts come from.</param>
/// <param name="Commission">Steps of the commission table that was used.</param>
/// <param name="RetentionRate">Part of repeat sales.</param>
/// <param name="PublicRate">Part of public sales that the agents share.</param>
/// <param name="PenaltyShare">Part of the month's pay that penalties may take.</param>
/// <param name="PostSalary">Yuan, as all that follows.</param>
/// <param name="CapReason">The limit that decided what penalties take.</param>
public sealed record PayDocument(
    AgentPayFacts Facts, IReadOnlyList<CommissionStep> Commission, decimal RetentionRate, decimal PublicRate, decimal PenaltyShare,
    decimal PostSalary, decimal PersonalCommission, decimal RetentionCommission, decimal PublicCommission, decimal PerformanceBonus, decimal DepartmentBonus, decimal Seniority, decimal Awards,
    decimal BeforePenalties, decimal PenaltyMost, CapReason CapReason, decimal PenaltyDeducted, decimal PenaltyWaived, decimal Adjusted, decimal Total)
{
    public static PayDocument Of(AgentPayFacts facts, PayRules rules)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        var pay = AgentPay.Compute(facts, rules);
        var month = pay.Month;
        return new PayDocument(
            facts, rules.Commission.Steps, rules.RetentionRate, rules.PublicRate, rules.PenaltyShare,
            month.PostSalary, month.PersonalCommission, month.RetentionCommission, month.PublicCommission, month.PerformanceBonus, month.DepartmentBonus, month.Seniority, month.Awards,
            month.BeforePenalties, month.Penalty.Limit.Most, month.Penalty.Limit.Reason, month.Penalty.Deducted, month.Penalty.Waived, pay.Adjusted, pay.Total);
    }

    /// <summary>Commissions, performance and department bonus: what penalties may be taken from.</summary>
    public decimal Variable() => PersonalCommission + RetentionCommission + PublicCommission + PerformanceBonus + DepartmentBonus;

    public string ToJson() => ScoreJson.Write(this);

    public static PayDocument Read(string json) => ScoreJson.Read<PayDocument>(json);

    /// <summary>SHA-256 over all slips: the same facts and rules give the same.</summary>
    public static byte[] HashOf(IEnumerable<PayDocument> slips)
    {
        var text = new StringBuilder("pay/1");
        foreach (var slip in slips) text.Append(CultureInfo.InvariantCulture, $"\n{slip.Facts.AccountId} {slip.ToJson()}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
