using System.Globalization;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Days of chats from a platform's export, one row per buyer, agent and day.</summary>
internal sealed class ImportChats(ImportSession session) : ImportFacts<ChatFact>(session)
{
    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["day"] = ["日期", "咨询日期", "接待日期", "统计日期", "date", "day"],
        ["agent"] = ["客服", "客服昵称", "客服账号", "客服名称", "旺旺", "接待客服", "agent"],
        ["buyer"] = ["买家", "买家昵称", "买家会员名", "顾客", "客户", "buyer", "buyer id"],
        ["consulted"] = ["首次咨询时间", "咨询时间", "进线时间", "consulted at"],
        ["sessions"] = ["会话数", "会话量", "接待次数", "咨询次数", "sessions"],
        ["human"] = ["人工会话数", "转人工会话数", "人工会话量", "人工接待次数", "human sessions"],
        ["in2"] = ["2分钟内首次回复会话数", "2分钟首响会话数", "2分钟内回复会话数", "两分钟首响会话数", "replied in 2 minutes"],
        ["in3"] = ["3分钟内回复会话数", "3分钟回复会话数", "三分钟内回复会话数", "replied in 3 minutes"],
        ["first"] = ["首次响应时长", "首次响应时间", "首响时长", "首次响应(秒)", "first reply", "first reply seconds"],
        ["average"] = ["平均响应时长", "平均响应时间", "平均响应(秒)", "average reply", "average reply seconds"],
        ["unreplied"] = ["是否未回复", "未回复", "unreplied"],
    };

    protected override IReadOnlyDictionary<string, string[]> Aliases => Columns;

    protected override string[] Needed => ["day", "buyer"];

    protected override (string Field, string Reason)? Check(Cells cells)
    {
        if (CheckDay(cells, "day") is { } day) return day;
        if (cells("buyer").Length is 0 or > 80) return ("buyer", cells("buyer").Length == 0 ? "buyer_missing" : "cell_too_long");
        if (cells("agent").Length > 80) return ("agent", "cell_too_long");
        var human = Count(cells("human")) ?? Sessions(cells);
        return CheckAll(cells, "invalid_time", t => TimeOfDay(t) is not null, "consulted")
            ?? CheckAll(cells, "invalid_number", t => Count(t) is not null, "sessions", "human", "in2", "in3")
            ?? CheckAll(cells, "more_than_sessions", t => Count(t) <= Sessions(cells), "human")
            ?? CheckAll(cells, "more_than_sessions", t => Count(t) <= human, "in2", "in3")
            ?? CheckAll(cells, "invalid_duration", t => CellText.TryReadSeconds(t, out _), "first", "average")
            ?? CheckAll(cells, "invalid_flag", t => CellText.Flag(t) is not null, "unreplied");
    }

    protected override string KeyOf(Cells cells) => string.Create(CultureInfo.InvariantCulture, $"{Day(cells("day")):yyyy-MM-dd}|{cells("agent")}|{cells("buyer")}");

    protected override ChatFact Fact(string key, Cells cells) => new()
    {
        Id = Session.Store.Ids.Next(), ShopId = Session.Shop.Id, NaturalKey = key, ChattedOn = Day(cells("day"))!.Value,
        AgentId = Agents.Find(cells("agent")), PlatformBuyerId = cells("buyer"), ConsultedAt = TimeOfDay(cells("consulted")),
        Sessions = Sessions(cells), HumanSessions = Count(cells("human")), RepliedIn2Minutes = Count(cells("in2")), RepliedIn3Minutes = Count(cells("in3")),
        FirstReplySeconds = Seconds(cells("first")), AverageReplySeconds = Seconds(cells("average")), IsUnreplied = CellText.Flag(cells("unreplied")) ?? false,
    };

    protected override bool Copy(ChatFact from, ChatFact to)
    {
        var before = Picture(to);
        (to.AgentId, to.Sessions, to.IsUnreplied) = (from.AgentId, from.Sessions, from.IsUnreplied);
        (to.FirstReplySeconds, to.AverageReplySeconds) = (from.FirstReplySeconds, from.AverageReplySeconds);
        // an export without these columns says nothing of them
        (to.ConsultedAt, to.HumanSessions) = (from.ConsultedAt ?? to.ConsultedAt, from.HumanSessions ?? to.HumanSessions);
        (to.RepliedIn2Minutes, to.RepliedIn3Minutes) = (from.RepliedIn2Minutes ?? to.RepliedIn2Minutes, from.RepliedIn3Minutes ?? to.RepliedIn3Minutes);
        return before != Picture(to);
    }

    private static (long?, int, int?, int?, int?, long?, long?, bool, TimeOnly?) Picture(ChatFact f) =>
        (f.AgentId, f.Sessions, f.HumanSessions, f.RepliedIn2Minutes, f.RepliedIn3Minutes, f.FirstReplySeconds, f.AverageReplySeconds, f.IsUnreplied, f.ConsultedAt);

    private static int Sessions(Cells cells) => Count(cells("sessions")) ?? 1;

    private static long? Seconds(string text) => text.Length > 0 && CellText.TryReadSeconds(text, out var seconds) ? seconds : null;

    /// <summary>A time alone, or the time of an instant in the shop's zone.</summary>
    private TimeOnly? TimeOfDay(string text)
    {
        var plain = CellText.Narrow(text);
        if (TimeOnly.TryParseExact(plain, ["H:m", "H:m:s"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        return plain.Length > 10 && Time(plain) is { } at ? TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, Session.Zone)) : null;
    }
}
