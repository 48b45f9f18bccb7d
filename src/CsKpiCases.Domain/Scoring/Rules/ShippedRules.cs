using CsKpiCases.Domain.Pay;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>Every rule as shipped, version 1, in force since ever: what a shop that has written none goes by.</summary>
public static class ShippedRules
{
    public static IReadOnlyList<RuleText> All { get; } =
    [
        .. ShippedSchemes.All.Select(Of),
        Only(RuleKinds.BonusLadder, "奖金等级", "Bonus ladder", RuleJson.Write(BonusLadderDraft.Of(ShippedLadders.Bonus))),
        Only(RuleKinds.PostLadder, "岗位等级", "Post ladder", RuleJson.Write(PostLadderDraft.Of(ShippedLadders.Post))),
        Only(RuleKinds.Deductions, "扣分规则", "Deductions", RuleJson.Write(DeductionsDraft.Of(DeductionRules.Shipped))),
        Only(RuleKinds.Pay, "薪酬与提成", "Pay and commission", RuleJson.Write(PayDraft.Of(PayTable.Shipped))),
    ];

    private static RuleText Of(Scheme scheme) =>
        new(new RuleName(RuleKinds.Scheme, scheme.Key, scheme.Version), scheme.EffectiveFrom, scheme.NameZh, scheme.NameEn, RuleJson.Write(SchemeDraft.Of(scheme.Lines)));

    private static RuleText Only(string kind, string zh, string en, string document) =>
        new(new RuleName(kind, RuleKinds.Only, 1), ShippedSchemes.AfterSalesStandard.EffectiveFrom, zh, en, document);
}
