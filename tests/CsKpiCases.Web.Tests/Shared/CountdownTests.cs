using System.Text.Encodings.Web;
using System.Text.Unicode;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;
using CsKpiCases.Web.Tests.Resources;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Tests.Shared;

public sealed class CountdownTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc); // 16:00 in Shanghai
    private static readonly Texts Texts = Texts.Load(strict: true);
    private static readonly TimeTexts Times = new(Texts, new StoppedTime());
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(0, "剩 0 秒", "0 s left")]
    [InlineData(45, "剩 45 秒", "45 s left")]
    [InlineData(12 * 60 + 59, "剩 12 分", "12 min left")]
    [InlineData(2 * 3600 + 14 * 60, "剩 2 小时 14 分", "2 h 14 min left")]
    [InlineData(3600, "剩 1 小时", "1 h left")]
    [InlineData(86400 * 2 + 3600 * 3 + 59, "剩 2 天 3 小时", "2 d 3 h left")]
    [InlineData(86400 * 2 + 59, "剩 2 天", "2 d left")]
    [InlineData(-1, "超 1 秒", "1 s over")]
    [InlineData(-35 * 60, "超 35 分", "35 min over")]
    public void Left_AtAnyDistance_SaysTheTwoLargestUnits(int seconds, string chinese, string english)
    {
        Assert.Equal(chinese, Spoken.In("zh-CN", () => Times.Left(Now.AddSeconds(seconds))));
        Assert.Equal(english, Spoken.In("en", () => Times.Left(Now.AddSeconds(seconds))));
    }

    [Theory]
    [InlineData("2026-03-02T10:30:00", "今天 18:30", "Today 18:30")]
    [InlineData("2026-03-02T15:59:59", "今天 23:59", "Today 23:59")]
    [InlineData("2026-03-02T16:00:00", "明天 00:00", "Tomorrow 00:00")]
    [InlineData("2026-03-01T15:59:59", "昨天 23:59", "Yesterday 23:59")]
    [InlineData("2026-03-04T01:00:00", "3月4日 09:00", "4 Mar 09:00")]
    [InlineData("2025-12-31T01:00:00", "2025年12月31日 09:00", "31 Dec 2025 09:00")]
    public void When_InTheShopsZone_SaysTheDayAsPeopleDo(string instant, string chinese, string english)
    {
        var at = DateTime.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(chinese, Spoken.In("zh-CN", () => Times.When(at, Shanghai)));
        Assert.Equal(english, Spoken.In("en", () => Times.When(at, Shanghai)));
    }

    [Theory]
    [InlineData("running", 3600, 1800, 3000, false, CountdownTone.Running)]
    [InlineData("running", 3600, -1, 3000, false, CountdownTone.Warn)]
    [InlineData("running", 3600, 0, 3000, false, CountdownTone.Warn)]
    [InlineData("running", 3600, -2, -1, false, CountdownTone.Breach)]
    [InlineData("running", 0, 1, 1, false, CountdownTone.Running)] // at the due instant it is still in time
    [InlineData("running", -1, 1, 1, false, CountdownTone.Breach)]
    [InlineData("running", -1, 1, 1, true, CountdownTone.Warn)]
    [InlineData("missed", 3600, 1800, 3000, false, CountdownTone.Warn)]
    [InlineData("late", -1, 1, 1, false, CountdownTone.Warn)]
    [InlineData("breached", 3600, 1800, 3000, false, CountdownTone.Breach)]
    [InlineData("paused", -1, -1, -1, false, CountdownTone.Paused)]
    [InlineData("met", -1, -1, -1, false, CountdownTone.Met)]
    [InlineData("cancelled", -1, -1, -1, false, CountdownTone.Cancelled)]
    public void Tone_OfStateAndTime_IsOneOfTheFive(string state, int due, int warn, int alarm, bool soft, CountdownTone tone) =>
        Assert.Equal(tone, CountdownTones.Of(state, Now, Now.AddSeconds(due), Now.AddSeconds(warn), Now.AddSeconds(alarm), soft));

    [Fact]
    public void Countdown_Running_IsReadableWithoutScriptAndTicksWithIt()
    {
        var html = Render("zh-CN", new CountdownTag(Texts, Times, new PageZone()) { Due = Now.AddMinutes(150), Clock = "FirstHandling", Of = "AS1" });

        Assert.Contains("剩 2 小时 30 分", html);
        Assert.Contains("今天 18:30", html);
        Assert.Contains("首次处理", html);
        Assert.Contains("tone-running", html);
        Assert.Contains("data-due=\"1772447400\"", html);
        Assert.Contains("data-label=\"AS1 首次处理\"", html);
    }

    [Fact]
    public void Countdown_Paused_SaysOnWhomAndDoesNotTick()
    {
        var tag = () => new CountdownTag(Texts, Times, new PageZone()) { Due = Now, State = "Paused", WaitsOn = "Buyer" };

        Assert.Contains("暂停·等买家", Render("zh-CN", tag()));
        Assert.Contains("Paused · waits on the buyer", Render("en", tag()));
        Assert.DoesNotContain("data-due", Render("en", tag()));
    }

    [Theory]
    [InlineData("1234.5", "¥1,234.50")]
    [InlineData("-0.01", "−¥0.01")]
    [InlineData(null, "—")]
    public void Money_AnyAmount_HasSignAndTwoDecimals(string? amount, string expected)
    {
        decimal? value = amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, MoneyTag.Text(value));
    }

    private static string Render(string language, TagHelper tag) => Spoken.In(language, () =>
    {
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        tag.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return writer.ToString();
    });

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(Now);
    }
}
