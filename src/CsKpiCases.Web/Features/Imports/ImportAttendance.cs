using System.Globalization;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The shop's attendance list: what was due and what was worked, a row per person and day.</summary>
internal sealed class ImportAttendance(ImportSession session) : ImportFacts<AttendanceDay>(session)
{
    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["day"] = ["考勤日期", "日期", "出勤日期", "date", "day"],
        ["agent"] = ["客服", "姓名", "员工姓名", "员工", "客服昵称", "客服账号", "agent", "name"],
        ["due"] = ["应出勤天数", "应出勤", "应到", "due"],
        ["present"] = ["实际出勤天数", "实出勤天数", "实际出勤", "实出勤", "出勤天数", "出勤", "实到", "考勤结果", "出勤状态", "present"],
        ["reason"] = ["缺勤原因", "请假类型", "假别", "原因", "备注", "reason"],
    };

    /// <summary>Words that lists have instead of numbers: due and present.</summary>
    private static readonly Dictionary<string, (decimal Due, decimal Present)> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["出勤"] = (1, 1), ["正常"] = (1, 1), ["是"] = (1, 1), ["全天"] = (1, 1), ["present"] = (1, 1), ["yes"] = (1, 1),
        ["半天"] = (1, 0.5m), ["half"] = (1, 0.5m), ["缺勤"] = (1, 0), ["请假"] = (1, 0), ["旷工"] = (1, 0), ["病假"] = (1, 0), ["事假"] = (1, 0), ["年假"] = (1, 0),
        ["否"] = (1, 0), ["absent"] = (1, 0), ["leave"] = (1, 0), ["no"] = (1, 0), ["休息"] = (0, 0), ["休"] = (0, 0), ["off"] = (0, 0),
    };

    protected override IReadOnlyDictionary<string, string[]> Aliases => Columns;

    protected override string[] Needed => ["day", "agent", "present"];

    protected override (string Field, string Reason)? Check(Cells cells)
    {
        if (CheckDay(cells, "day") is { } day) return day;
        if (cells("agent").Length == 0) return ("agent", "agent_missing");
        if (Agents.Find(cells("agent")) is null) return ("agent", "unknown_agent");
        if (Present(cells) is null) return ("present", "invalid_part_of_day");
        return CheckAll(cells, "invalid_part_of_day", t => Part(t) is not null, "due");
    }

    protected override string KeyOf(Cells cells) => string.Create(CultureInfo.InvariantCulture, $"{Agents.Find(cells("agent"))}|{Day(cells("day")):yyyy-MM-dd}");

    protected override AttendanceDay Fact(string key, Cells cells)
    {
        var (due, present) = Present(cells)!.Value;
        return new AttendanceDay
        {
            Id = Session.Store.Ids.Next(), ShopId = Session.Shop.Id, NaturalKey = key, AgentId = Agents.Find(cells("agent"))!.Value, Day = Day(cells("day"))!.Value,
            Due = Part(cells("due")) ?? due, Present = present, Reason = Text(cells("reason"), 100),
        };
    }

    protected override bool Copy(AttendanceDay from, AttendanceDay to)
    {
        var isSame = (from.Due, from.Present, from.Reason) == (to.Due, to.Present, to.Reason);
        (to.Due, to.Present, to.Reason) = (from.Due, from.Present, from.Reason);
        return !isSame;
    }

    private static (decimal Due, decimal Present)? Present(Cells cells) =>
        Words.TryGetValue(CellText.Narrow(cells("present")), out var word) ? word : Part(cells("present")) is { } part ? (1, part) : null;

    /// <summary>0 to 1, of a day.</summary>
    private static decimal? Part(string text) => text.Length > 0 && CellText.TryReadAmount(text, out var part) && part is >= 0 and <= 1 ? part : null;
}
