using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>The compact form against the published facts, where those files are at hand.</summary>
public sealed class ChinaHolidaysTests
{
    [PublishedHolidaysFact]
    public void CompactForm_EveryYear_IsAsPublished()
    {
        var days = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(PublishedHolidaysFactAttribute.Folder!, "20*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var day in document.RootElement.GetProperty("days").EnumerateArray())
            {
                days[day.GetProperty("date").GetString()!] = day.GetProperty("isOffDay").GetBoolean();
            }
        }
        Assert.Equal(Texts(days, isOff: true), ChinaHolidays.DaysOff.Select(Text));
        Assert.Equal(Texts(days, isOff: false), ChinaHolidays.Workdays.Select(Text));
    }

    [Fact]
    public void CompactForm_KnownDays_AreRight()
    {
        Assert.Contains(new DateOnly(2026, 10, 1), ChinaHolidays.DaysOff);
        Assert.Contains(new DateOnly(2026, 10, 10), ChinaHolidays.Workdays);
        Assert.Contains(new DateOnly(2006, 12, 30), ChinaHolidays.Workdays);
        Assert.Equal((545, 133), (ChinaHolidays.DaysOff.Count, ChinaHolidays.Workdays.Count));
        Assert.Equal(ChinaHolidays.LastAnnouncedYear, ChinaHolidays.DaysOff[^1].Year);
    }

    private static string Text(DateOnly date) => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(SortedDictionary<string, bool> days, bool isOff) =>
        days.Where(day => day.Value == isOff).Select(day => day.Key);
}

/// <summary>Skipped where the folder of published holidays is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedHolidaysFactAttribute : FactAttribute
{
    public PublishedHolidaysFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "No cn-holidays folder: CASES_TEST_DATA names no data, and there is no shared/data beside the repository.";
        }
    }

    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("CASES_TEST_DATA");
        var folder = given is { Length: > 0 } ? Path.Combine(given, "cn-holidays") : BesideTheRepository();
        return folder is not null && Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideTheRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "CsKpiCases.sln")))
        {
            directory = directory.Parent;
        }
        return directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data", "cn-holidays") : null;
    }
}
