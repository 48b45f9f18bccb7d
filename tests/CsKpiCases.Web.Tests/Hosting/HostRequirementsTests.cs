using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Tests.Hosting;

public sealed class HostRequirementsTests
{
    [Fact]
    public void Machine_RunningTheseTests_LacksNothing() => Assert.Null(HostRequirements.Missing());

    [Fact]
    public void Machine_WithoutIcu_IsToldWhatToInstallInOneLine()
    {
        var line = HostRequirements.Missing(icuPresent: false, () => TimeZoneInfo.Utc);

        Assert.Contains("libicu", line);
        Assert.DoesNotContain('\n', line!);
    }

    [Fact]
    public void Machine_WithoutZones_IsToldWhatToInstallInOneLine()
    {
        var line = HostRequirements.Missing(icuPresent: true, () => throw new TimeZoneNotFoundException());

        Assert.Contains("tzdata", line);
        Assert.DoesNotContain('\n', line!);
    }
}
