using System.Globalization;
using System.Runtime.InteropServices;

namespace CsKpiCases.Web.Hosting;

/// <summary>What the machine must have beside .NET; asked before anything else, since the runtime aborts the process without ICU.</summary>
public static class HostRequirements
{
    private const string Zone = "Asia/Shanghai";

    /// <summary>One line naming what to install, or null when nothing is missing.</summary>
    public static string? Missing()
    {
        var icuPresent = IcuPresent();
        if (!icuPresent)
        {
            // or the runtime would abort with its own page of text before the line is written
            AppContext.SetSwitch("System.Globalization.Invariant", true);
        }

        return Missing(icuPresent, () => TimeZoneInfo.FindSystemTimeZoneById(Zone));
    }

    internal static string? Missing(bool icuPresent, Func<TimeZoneInfo> findZone)
    {
        if (!icuPresent)
        {
            return "ICU was not found: install it (Debian: apt-get install libicu-dev, Alpine: apk add icu-libs icu-data-full) and start again.";
        }

        try
        {
            CultureInfo.GetCultureInfo("zh-CN");
        }
        catch (CultureNotFoundException)
        {
            return "Chinese culture data was not found: install ICU with all its data and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";
        }

        try
        {
            findZone();
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return $"Time zone {Zone} was not found: install tzdata (Debian: apt-get install tzdata, Alpine: apk add tzdata) and start again.";
        }

        return null;
    }

    private static bool IcuPresent()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true")
        {
            return true;
        }

        // digits by hand: formatting a number asks for a culture, and without ICU that ends the process
        for (var version = 99; version >= 50; version--)
        {
            if (Loads("libicuuc.so." + new string([(char)('0' + (version / 10)), (char)('0' + (version % 10))])))
            {
                return true;
            }
        }

        return Loads("libicuuc.so");
    }

    private static bool Loads(string library) => NativeLibrary.TryLoad(library, out _);
}
