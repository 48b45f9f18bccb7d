using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Tests.Shared;

public sealed class TypedDurationTests
{
    [Theory]
    [InlineData("4h", "PT4H")]
    [InlineData(" 90 M ", "PT90M")]
    [InlineData("30s", "PT30S")]
    [InlineData("1d", "P1D")]
    [InlineData("2wd", "2WD")]
    [InlineData("4小时", "PT4H")]
    [InlineData("90 分钟", "PT90M")]
    [InlineData("1天", "P1D")]
    [InlineData("2个工作日", "2WD")]
    [InlineData("pt4h", "PT4H")]
    [InlineData("P1DT12H", "P1DT12H")]
    [InlineData("4 hours", "4 hours")]
    [InlineData("两天", "两天")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Read_OfWhatPeopleType_IsTheFilesFormOrTheTextItself(string? typed, string expected) => Assert.Equal(expected, TypedDuration.Read(typed));
}
