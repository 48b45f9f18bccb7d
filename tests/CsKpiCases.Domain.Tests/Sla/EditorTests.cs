using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>What the editors of policies and calendars say beside errors: warnings, differences, dates.</summary>
public sealed class EditorTests
{
    [Theory]
    [InlineData("2026-09-30 23:59", null)]
    [InlineData("2026-10-01 00:00", 2027)]
    [InlineData("2027-03-01 00:00", 2027)]
    public void UnannouncedYear_OfChina_IsMissedFromOctoberOn(string local, int? year) =>
        Assert.Equal(year, SlaWarnings.UnannouncedYear(ShippedCalendars.China, At(local)));

    [Theory]
    [InlineData("2027-01-01", "4,5,10")]
    [InlineData("2027-01-01,2027-04-05,2027-05-01,2027-06-09", "10")]
    [InlineData("2027-01-01,2027-04-05,2027-05-01,2027-06-09,2027-10-01", "")]
    public void YearSaidToBeKnown_WithoutADayWhereTheYearsBeforeHadOne_IsIncomplete(string days, string months)
    {
        var hours = ShippedCalendars.China.Hours!;
        var weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, hours.WindowsOf);
        var added = hours.Holidays.Concat(days.Split(',').Select(day => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
        var calendar = new WorkingCalendar(new WorkingHours(hours.Zone, weekly, added, hours.Workdays, hours.WorkdayHours), "china", 2027);

        var warnings = SlaWarnings.OfYears(calendar, "", At("2026-12-01 00:00"));
        Assert.Equal(months.Length == 0 ? [] : ["year_incomplete china 2027 " + months], warnings.Select(w => $"{w.Code} {string.Join(' ', w.Arguments)}"));
        // not marked, the same days are some of a year
        var unmarked = Assert.Single(SlaWarnings.OfYears(new WorkingCalendar(calendar.Hours!, "china", 2026), "", At("2026-12-01 00:00")));
        Assert.Equal((SlaWarnings.YearNotAnnounced, days.Split(',').Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), (unmarked.Code, unmarked.Arguments[2]));
    }

    [Fact]
    public void ShippedCalendars_InTheirYears_AreComplete()
    {
        for (var year = 2010; year <= ChinaHolidays.LastAnnouncedYear; year++) Assert.Empty(CalendarYear.MissingMonths(ShippedCalendars.China.Hours!, year));
        Assert.Null(SlaWarnings.IncompleteYear(ShippedCalendars.Shift, At("2026-12-01 00:00")));
    }

    [Fact]
    public void UnannouncedYear_WhereHolidaysDoNotMatter_IsNone()
    {
        Assert.Null(SlaWarnings.UnannouncedYear(ShippedCalendars.Shift, At("2030-11-01 00:00")));
        Assert.Null(SlaWarnings.UnannouncedYear(WorkingCalendar.Continuous, At("2030-11-01 00:00")));
    }

    [Theory]
    [InlineData("09:00-12:00", "12:00-18:00", 0)]
    [InlineData("09:00-12:01", "12:00-18:00", 1)]
    [InlineData("09:00-18:00", "10:00-11:00", 1)]
    [InlineData("nonsense", "10:00-11:00", 0)]
    public void Overlaps_OfOneDay_AreCountedOnlyWhereTheyShareTime(string one, string other, int count)
    {
        var spec = new CalendarSpec { Weekly = new Dictionary<string, IReadOnlyList<string?>?> { ["mon"] = [one, other] } };
        Assert.Equal(count, SlaWarnings.Of(spec).Count(w => w is { Code: SlaWarnings.OverlappingWindows, Path: "weekly.mon" }));
    }

    [Theory]
    [InlineData("22:00-06:00", "06:00-09:00", 0)]
    [InlineData("22:00-06:01", "06:00-09:00", 1)]
    public void Overlaps_OfAnOvernightTail_AreFoundOnTheNextDay(string sunday, string monday, int count)
    {
        var spec = new CalendarSpec { Weekly = new Dictionary<string, IReadOnlyList<string?>?> { ["sun"] = [sunday], ["mon"] = [monday] } };
        Assert.Equal(count, SlaWarnings.Of(spec).Count(w => w is { Code: SlaWarnings.OverlapsNextDay, Path: "weekly.sun" }));
    }

    [Fact]
    public void ShippedPolicies_BesideEachOther_AreNeverEquallySpecific() =>
        Assert.DoesNotContain(ShippedPolicies.All.SelectMany(p => SlaWarnings.Of(p, ShippedPolicies.All, At("2026-06-01 00:00"))), w => w.Code == SlaWarnings.EquallySpecific);

    [Theory]
    [InlineData("2026-10-01..2026-10-03", "2026-10-01 2026-10-02 2026-10-03")]
    [InlineData("2026/10/1 至 x", "2026-10-01 至 x")]
    [InlineData("2026-10-01 至 2026-10-02、2026年10月4日 — 2026年10月5日", "2026-10-01 2026-10-02 2026-10-04 2026-10-05")]
    [InlineData("2026-10-01 - 2026-10-02 2026-10-04", "2026-10-01 2026-10-02 2026-10-04")]
    [InlineData("2026-10-03..2026-10-01, 20261010", "2026-10-03..2026-10-01 2026-10-10")]
    [InlineData("2026-10-01..2046-10-01", "2026-10-01..2046-10-01")]
    public void Expand_OfATypedList_LeavesWhatItCannotRead(string typed, string expected) =>
        Assert.Equal(expected.Split(' '), DateRanges.Expand(typed));

    [Fact]
    public void Write_OfDates_JoinsThoseThatFollowEachOther() => Assert.Equal(
        "2026-09-30..2026-10-02, 2026-10-04",
        DateRanges.Write([new(2026, 10, 4), new(2026, 9, 30), new(2026, 10, 1), new(2026, 10, 2), new(2026, 10, 1)]));

    [Theory]
    [InlineData("date,kind\n2027-01-01..2027-01-02,holiday\n2027-01-10,workday")]
    [InlineData("2027-01-01 至 2027-01-02 放假\n2027-01-10 班")]
    [InlineData("holidays:\n2027-01-01、2027-01-02\nworkdays:\n2027-01-10")]
    [InlineData("\"2027-01-01~2027-01-02\",\"休\"\r\n2027/1/10;上班\r\n")]
    [InlineData("""{ "holidays": ["2027-01-01", "2027-01-02"], "workdays": ["2027-01-10"] }""")]
    [InlineData("""[{ "name": "x" }, { "name": "china", "holidays": ["2027-01-01", "2027-01-02"], "workdays": ["2027-01-10"] }]""")]
    public void Notice_InEachForm_IsReadAlike(string text)
    {
        var errors = new FieldErrors();
        var notice = HolidayNotice.Read(text, "china", errors);
        Assert.Empty(errors.All);
        Assert.Equal([new(2027, 1, 1), new(2027, 1, 2)], notice.DaysOff);
        Assert.Equal([new(2027, 1, 10)], notice.Workdays);
    }

    [Theory]
    [InlineData("2027-01-01 holiday\nsoon", "line 2")]
    [InlineData("2027-01-01 holiday\n2027-01-02", "line 2")]
    [InlineData("2027-01-01..2027-01-03", "line 1")]
    [InlineData("date\n2027-01-01", "line 2")]
    [InlineData("[1]", "")]
    [InlineData("{", "")]
    [InlineData("""{ "holidays": "x" }""", "holidays")]
    [InlineData("""{ "holidays": ["x"] }""", "holidays[0]")]
    [InlineData("", "")]
    public void Notice_ThatCannotBeRead_SaysWhere(string text, string path)
    {
        var errors = new FieldErrors();
        HolidayNotice.Read(text, "china", errors);
        Assert.Equal(path, errors.All[0].Path);
    }

    [Fact]
    public void Difference_OfPolicies_NamesWhatMovedAndNothingElse()
    {
        var before = ShippedPolicies.All.Single(p => p.Name == "kuaishou-refund-only");
        var after = new Policy { Name = before.Name, Order = 20, Match = before.Match, Targets = [before.Targets[1], new Target { Clock = "warehouse", Limit = SlaDuration.OfHours(8) }] };
        Assert.Equal(
            ["Order  10>20", "Removed first_handling >", "Added warehouse >", "Limit warehouse >PT8H", "Calendar warehouse >continuous"],
            PolicyDifference.Between(before, after).Select(c => $"{c.Part} {c.Subject} {c.Before}>{c.After}"));
        Assert.Empty(PolicyDifference.Between(before, before));
    }

    [Fact]
    public void Difference_OfCalendars_NamesDaysAsRanges()
    {
        var hours = ShippedCalendars.China.Hours!;
        var weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, d => d == DayOfWeek.Saturday ? [new TimeWindow(600, 720)] : hours.WindowsOf(d));
        var after = new WorkingCalendar(new WorkingHours(hours.Zone, weekly, hours.Holidays.Append(new(2027, 1, 1)).Append(new(2027, 1, 2)), hours.Workdays, hours.WorkdayHours), "china", 2027);
        Assert.Equal(
            ["Weekly sat >10:00-12:00", "HolidaysAdded  >2027-01-01..2027-01-02", "KnownUntil  2026>2027"],
            CalendarDifference.Between(ShippedCalendars.China, after).Select(c => $"{c.Part} {c.Subject} {c.Before}>{c.After}"));
        Assert.Equal(52, CalendarYear.Moved(hours, after.Hours!, 2027).Count(day => day.After is DayKind.Working) + 1);
    }

    [Theory]
    [InlineData("house", true)]
    [InlineData("投诉（重大）", true)]
    [InlineData("", false)]
    [InlineData(" lead ", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a%2Fb", false)]
    [InlineData("a\0b", false)]
    public void Name_OfAPolicyOrCalendar_StandsInAddressesAndBothDatabases(string name, bool isGood)
    {
        Assert.Equal(isGood, SlaNames.IsGood(name));
        Assert.False(SlaNames.IsGood(new string('x', SlaNames.Longest + 1)));
    }

    [Theory]
    [InlineData("[{\"name\":\"a/b\",\"targets\":[{\"clock\":\"resolution\",\"limit\":\"PT1H\"}]}]", "[0].name", SlaErrorCodes.InvalidName)]
    [InlineData("[{\"name\":\"a\",\"match\":{\"shop\":\"x\",\"shop\":\"y\"},\"targets\":[{\"clock\":\"resolution\",\"limit\":\"PT1H\"}]}]", "[0].match.shop", SlaErrorCodes.DuplicateName)]
    [InlineData("[{\"name\":\"\\ud800\",\"targets\":[{\"clock\":\"resolution\",\"limit\":\"PT1H\"}]}]", "[0].name", SlaErrorCodes.WrongType)]
    [InlineData("[{\"name\":\"a\",\"calendar\":\"\\ud800\",\"targets\":[{\"clock\":\"resolution\",\"limit\":\"PT1H\"}]}]", "[0].calendar", SlaErrorCodes.WrongType)]
    [InlineData("[{\"name\":\"a\\u0000b\",\"targets\":[{\"clock\":\"resolution\",\"limit\":\"PT1H\"}]}]", "[0].name", SlaErrorCodes.WrongType)]
    public void File_WithTextThatCannotBeKept_NamesTheField(string json, string path, string code)
    {
        var errors = new FieldErrors();
        PolicyFile.Parse(json, _ => null, At("2026-06-01 09:00"), errors);
        Assert.Contains(errors.All, e => (e.Path, e.Code) == (path, code));
    }

    [Fact]
    public void Notice_WithADayThatIsBothOffAndWorked_IsRefused()
    {
        var errors = new FieldErrors();
        HolidayNotice.Read("2027-02-01 holiday\n2027-02-01 workday", "china", errors);
        Assert.Contains(errors.All, e => e.Message.Contains("2027-02-01", StringComparison.Ordinal));
    }
}
