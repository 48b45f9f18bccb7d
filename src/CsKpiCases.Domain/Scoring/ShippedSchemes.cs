namespace CsKpiCases.Domain.Scoring;

/// <summary>The schemes as shipped, version 1 (scoring.md, 2).</summary>
public static class ShippedSchemes
{
    /// <summary>Buyer-days a month that make a full quantity score.</summary>
    public const decimal DefaultBuyerDays = 1200;

    /// <summary>Yuan that make a full score for the average order value, until the shop sets its own.</summary>
    public const decimal DefaultOrderValue = 100;

    private static readonly CalendarMonth Always = new(2000, 1);
    private static readonly ScoringRule Direct = new(ScoringRuleKind.Direct);

    /// <summary>After-sales, standard: 40 service, 40 resolution, 20 buyer-days (seed 000, IV).</summary>
    public static Scheme AfterSalesStandard { get; } = Make("after-sales-standard", "售后标准方案", "After-sales, standard",
    [
        Line("service_score", 40, Direct),
        Line("resolution_rate", 40, Direct),
        Line("customers_received", 20, Proportional(DefaultBuyerDays)),
    ]);

    /// <summary>Pre-sales, standard; its figures are imported (seed 000, IV).</summary>
    public static Scheme PreSalesStandard { get; } = PreSales(DefaultOrderValue, DefaultBuyerDays);

    /// <summary>After-sales, platform-driven: the platforms' own handling times.</summary>
    public static Scheme AfterSalesPlatform { get; } = Make("after-sales-platform", "售后平台导向方案", "After-sales, platform-driven",
    [
        Line("first_handling_avg", 20, Linear(4, 24)),
        Line("resolution_time_avg", 20, Linear(55, 150)),
        Line("service_score", 30, Direct),
        Line("resolution_rate", 30, Direct),
    ]);

    /// <summary>Skill-weighted, ordinary posts: skill weighs 60 to 70 (seed 001).</summary>
    public static Scheme SkillOrdinary { get; } = Make("skill-ordinary", "技能加权方案（普通岗）", "Skill-weighted, ordinary posts",
    [
        Line("mark:skill", 65, Direct),
        Line("mark:attitude", 20, Direct),
        Line("resolution_rate", 15, Direct),
    ]);

    /// <summary>Skill-weighted, senior posts: skill weighs 40 to 50 (seed 001).</summary>
    public static Scheme SkillSenior { get; } = Make("skill-senior", "技能加权方案（资深岗）", "Skill-weighted, senior posts",
    [
        Line("mark:skill", 45, Direct),
        Line("mark:management", 35, Direct),
        Line("resolution_rate", 20, Direct),
    ]);

    /// <summary>All of them, the standard one first.</summary>
    public static IReadOnlyList<Scheme> All { get; } = [AfterSalesStandard, PreSalesStandard, AfterSalesPlatform, SkillOrdinary, SkillSenior];

    /// <summary>The pre-sales scheme with a shop's own targets: yuan an order, buyer-days a month; both above 0.</summary>
    public static Scheme PreSales(decimal orderValue, decimal buyerDays) => Make("pre-sales-standard", "售前标准方案", "Pre-sales, standard",
    [
        Line("service_score", 35, Direct),
        Line("conversion_rate", 30, Linear(0.6m, 0.2m)),
        Line("average_order_value", 20, Proportional(orderValue)),
        Line("customers_received", 10, Proportional(buyerDays)),
        Line("refund_rate", 5, Linear(0.03m, 0.15m)),
    ]);

    private static Scheme Make(string key, string zh, string en, IReadOnlyList<SchemeLine> lines) => new(key, 1, Always, zh, en, lines);

    private static SchemeLine Line(string indicator, decimal weight, ScoringRule rule) => new(IndicatorCatalogue.Get(indicator), weight, rule);

    private static ScoringRule Proportional(decimal target) => new(ScoringRuleKind.Proportional, Target: target);

    private static ScoringRule Linear(decimal target, decimal threshold) => new(ScoringRuleKind.Linear, target, threshold);
}
