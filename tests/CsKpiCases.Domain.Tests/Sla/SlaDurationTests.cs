using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

public sealed class SlaDurationTests
{
    [Theory]
    [InlineData("PT4H", 14_400)]
    [InlineData("P1D", 86_400)]
    [InlineData("P1DT2H3M4S", 93_784)]
    [InlineData("PT90M", 5_400)]
    [InlineData("PT0S", 0)]
    [InlineData("PT36H", 129_600)]
    public void Parse_Iso_IsSeconds(string text, long seconds)
    {
        Assert.True(SlaDuration.TryParse(text, out var duration));
        Assert.Equal(SlaDuration.OfSeconds(seconds), duration);
        Assert.True(SlaDuration.TryParse(duration.ToString(), out var again));
        Assert.Equal(duration, again);
    }

    [Fact]
    public void Parse_WorkingDays_KeepsThem()
    {
        Assert.True(SlaDuration.TryParse("2WD", out var duration));
        Assert.Equal((2, true, "2WD"), (duration.Amount, duration.IsWorkingDays, duration.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P1W")]
    [InlineData("PT1.5H")]
    [InlineData("PT1,5H")]
    [InlineData("-PT1H")]
    [InlineData("PT-1H")]
    [InlineData("pt1h")]
    [InlineData("PT1H1H")]
    [InlineData("PT1M1H")]
    [InlineData("PT1D")]
    [InlineData("P1H")]
    [InlineData("PT1")]
    [InlineData("PTH")]
    [InlineData("PT1HT1M")]
    [InlineData("0WD")]
    [InlineData("WD")]
    [InlineData("1.5WD")]
    [InlineData("-1WD")]
    [InlineData("2wd")]
    [InlineData(" PT1H")]
    [InlineData("PT99999999999999999999H")]
    [InlineData("P9223372036854775807D")]
    [InlineData("4 hours")]
    public void Parse_AnythingElse_IsRefused(string? text) => Assert.False(SlaDuration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "PT0S")]
    [InlineData(93_900, "PT26H5M")]
    [InlineData(61, "PT1M1S")]
    [InlineData(3_601, "PT1H1S")]
    public void Format_Elapsed_LeavesZeroPartsOut(long seconds, string text) => Assert.Equal(text, SlaDuration.FormatSeconds(seconds));
}
