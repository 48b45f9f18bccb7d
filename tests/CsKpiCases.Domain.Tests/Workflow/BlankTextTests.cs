using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Tests.Workflow;

public sealed class BlankTextTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n\u3000")]
    [InlineData("\u200B\u200C\u200D\uFEFF")]
    [InlineData("\u2060 \u00AD\u202E")]
    [InlineData("\u3164\u2800")]
    [InlineData("\u0301")]
    public void Text_OfNothingToSee_IsBlank(string? text) => Assert.True(BlankText.Is(text));

    [Theory]
    [InlineData("a")]
    [InlineData("\u200B理由\u200B")]
    [InlineData("👨\u200D👩")]
    [InlineData(".")]
    public void Text_WithSomethingToSee_IsNot(string text) => Assert.False(BlankText.Is(text));
}
