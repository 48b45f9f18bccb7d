namespace CsKpiCases.Domain.Cases;

/// <summary>A grade as the rules propose it, with the rule that fired. A supervisor sets the grade.</summary>
public sealed record GradeProposal(Grade Grade, string ReasonKey)
{
    /// <summary>The first rule that fits, gravest first; C when none does (workflow.md: default C).</summary>
    private static readonly (Grade Grade, string ReasonKey, Func<GradeFacts, bool> Fits)[] Rules =
    [
        (Grade.A, "grade_rule.injury_or_danger", f => Mentions(f, "受伤", "过敏", "中毒", "起火", "爆炸", "漏电", "住院", "injur", "allerg", "on fire", "hospital")),
        (Grade.A, "grade_rule.authority_or_press", f => Mentions(f, "12315", "12345", "工商", "市监", "消协", "起诉", "法院", "媒体", "曝光", "lawsuit", "regulator")),
        (Grade.B, "grade_rule.fake", f => Mentions(f, "假货", "假冒", "仿品", "counterfeit", "fake")),
        (Grade.B, "grade_rule.repeated_within_30_days", f => f.IsRepeated),
        (Grade.B, "grade_rule.order_from_1000_yuan", f => f.OrderPaidAmount >= 1000m),
        // a refusal without contact is a grade C complaint by JD's rule (seed 002)
        (Grade.C, "grade_rule.refused_without_contact", f => f.WasRefusedWithoutContact),
        (Grade.C, "grade_rule.service", f => f.Category == ComplaintCatalogue.Service || f.Cause == ComplaintCatalogue.DissatisfiedWithService),
        (Grade.D, "grade_rule.suggestion", f => f.Category == ComplaintCatalogue.Suggestion),
        (Grade.D, "grade_rule.buyers_own_choice", f => f.Cause is not null && SelfRuling.Causes.Contains(f.Cause)),
        (Grade.D, "grade_rule.formality", f => f.Cause is ComplaintCatalogue.Invoice or ComplaintCatalogue.Price or ComplaintCatalogue.Review),
    ];

    public static GradeProposal For(GradeFacts facts)
    {
        foreach (var (grade, reasonKey, fits) in Rules)
        {
            if (fits(facts))
            {
                return new GradeProposal(grade, reasonKey);
            }
        }

        return new GradeProposal(Grade.C, "grade_rule.default");
    }

    private static bool Mentions(GradeFacts facts, params string[] words) =>
        Array.Exists(words, w => facts.Text.Contains(w, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a complaint's grade is proposed from.</summary>
public sealed record GradeFacts(string? Category, string? Cause)
{
    /// <summary>Subject and description.</summary>
    public string Text { get; init; } = "";

    /// <summary>Yuan; 0 without a known order.</summary>
    public decimal OrderPaidAmount { get; init; }

    /// <summary>How long before counts as the same trouble again.</summary>
    public const int RepeatedWithinDays = 30;

    /// <summary>A case on the same order within <see cref="RepeatedWithinDays"/> before.</summary>
    public bool IsRepeated { get; init; }
    public bool WasRefusedWithoutContact { get; init; }
}
