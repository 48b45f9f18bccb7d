using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Tests.People;

public sealed class MentionsTests
{
    private static readonly (long, string)[] People = [(1, "王敏"), (2, "王敏敏"), (3, "Li Jing"), (4, "Li"), (5, "李静"), (6, "李静"), (7, "")];

    [Theory]
    [InlineData("@王敏 请看", new long[] { 1 })]
    [InlineData("请@王敏敏看", new long[] { 2 })]
    [InlineData("@王敏，@王敏敏，再叫 @王敏", new long[] { 1, 2 })]
    [InlineData("@li jing please", new long[] { 3 })]
    [InlineData("@Li, please", new long[] { 4 })]
    [InlineData("@Lion", new long[0])]
    [InlineData("@李静", new long[] { 5, 6 })]
    [InlineData("mail a@Li.cn or @@王敏", new long[] { 1 })]
    [InlineData("@", new long[0])]
    [InlineData("王敏", new long[0])]
    [InlineData(null, new long[0])]
    public void In_ANote_FindsWhomItNames(string? note, long[] expected) => Assert.Equal(expected, Mentions.In(note, People));
}
