using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Tests.Cases;

public sealed class GradeProposalTests
{
    [Theory]
    [InlineData("product_quality", null, "孩子喝了住院了", 0, false, false, Grade.A, "injury_or_danger")]
    [InlineData("service", null, "我要打12315", 0, false, false, Grade.A, "authority_or_press")]
    [InlineData("product_quality", "quality", "这是假货", 0, false, false, Grade.B, "fake")]
    [InlineData("transport", "late", "还没到", 0, true, false, Grade.B, "repeated_within_30_days")]
    [InlineData("transport", "late", "还没到", 1000, false, false, Grade.B, "order_from_1000_yuan")]
    [InlineData("transport", "late", "还没到", 999.99, false, false, Grade.C, "default")]
    [InlineData("suggestion", null, "", 0, false, true, Grade.C, "refused_without_contact")]
    [InlineData("service", null, "", 0, false, false, Grade.C, "service")]
    [InlineData("suggestion", null, "", 0, false, false, Grade.D, "suggestion")]
    [InlineData("purchase_contract", "buyer_changed_mind", "", 0, false, false, Grade.D, "buyers_own_choice")]
    [InlineData("purchase_contract", "invoice", "", 0, false, false, Grade.D, "formality")]
    public void Facts_ProposeAGradeAndSayWhy(
        string category, string? cause, string text, double paid, bool repeated, bool refused, Grade grade, string rule) =>
        Assert.Equal(
            new GradeProposal(grade, "grade_rule." + rule),
            GradeProposal.For(new GradeFacts(category, cause)
            {
                Text = text,
                OrderPaidAmount = (decimal)paid,
                IsRepeated = repeated,
                WasRefusedWithoutContact = refused,
            }));
}
