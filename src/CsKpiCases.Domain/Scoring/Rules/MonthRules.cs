using System.Globalization;
using CsKpiCases.Domain.Pay;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>The rules in force for a shop and month.</summary>
public sealed record MonthRules
{
    public required CalendarMonth Month { get; init; }

    /// <summary>The schemes in force, by key.</summary>
    public required IReadOnlyDictionary<string, Scheme> Schemes { get; init; }
    public required GradeLadder<BonusRung> BonusLadder { get; init; }
    public required GradeLadder<PostRung> PostLadder { get; init; }
    public required DeductionRules Deductions { get; init; }
    public required PayTable Pay { get; init; }

    /// <summary>The versions beside the schemes'.</summary>
    public required RuleNumbers Numbers { get; init; }

    /// <summary>Each agent's terms of this month; who has none goes by the shop's.</summary>
    public required IReadOnlyDictionary<long, PayTerms> Terms { get; init; }

    /// <summary>The scheme of whoever has no other.</summary>
    public Scheme Default => Schemes.GetValueOrDefault(Pay.SchemeKey) ?? Schemes.GetValueOrDefault(ShippedSchemes.AfterSalesStandard.Key) ?? ShippedSchemes.AfterSalesStandard;

    /// <summary>The rung of a newcomer, who has no published month before.</summary>
    public PostRung Newcomer => PostLadder.Rungs.FirstOrDefault(r => r.Post.Key == Pay.NewcomerPost) ?? PostLadder.Rungs[^1];

    /// <summary>All versions in short, for a snapshot: <c>after-sales-standard/1 bonus/1 post/1 deductions/1 pay/1</c>.</summary>
    public string Names => string.Create(
        CultureInfo.InvariantCulture, $"{Default.Key}/{Default.Version} bonus/{Numbers.BonusLadder} post/{Numbers.PostLadder} deductions/{Numbers.Deductions} pay/{Numbers.Pay}");

    /// <summary>The scheme that scores an agent: his own where it is in force, else the shop's.</summary>
    public Scheme For(long accountId) => TermsOf(accountId)?.SchemeKey is { } key && Schemes.TryGetValue(key, out var own) ? own : Default;

    /// <summary>An agent's terms; null: the shop's.</summary>
    public PayTerms? TermsOf(long accountId) => Terms.GetValueOrDefault(accountId);

    /// <summary>Yuan that the bonus ladder's ratio multiplies.</summary>
    public decimal PerformanceBaseOf(long accountId) => TermsOf(accountId)?.PerformanceBase ?? Pay.PerformanceBase;

    /// <summary>What an agent's facts are scored by.</summary>
    public ScoreInputs InputsOf(long shopId, long accountId, AgentFacts facts) => new()
    {
        ShopId = shopId,
        AccountId = accountId,
        Month = Month,
        Scheme = For(accountId),
        Facts = facts,
        Deductions = Deductions,
        BonusLadder = BonusLadder,
        PostLadder = PostLadder,
        PerformanceBase = facts.RoleDays is { } role ? Money.Rounding.ToCents(role.Share(PerformanceBaseOf(accountId))) : PerformanceBaseOf(accountId),
        Rules = Numbers,
    };

    /// <summary>Of each agent the newest terms by a month.</summary>
    internal static Dictionary<long, PayTerms> NewestBy(CalendarMonth month, IEnumerable<PayTerms> terms)
    {
        var last = month.ToString();
        return terms.Where(t => string.CompareOrdinal(t.EffectiveFrom, last) <= 0)
            .GroupBy(t => t.AccountId)
            .ToDictionary(agent => agent.Key, agent => agent.MaxBy(t => t.EffectiveFrom, StringComparer.Ordinal)!);
    }
}
