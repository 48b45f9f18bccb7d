using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Days of chats from a platform's export, one row per buyer, agent and day.</summary>
internal sealed class ImportChats(ImportSession session)
{
    private const int AtOnce = 500;

    private static readonly Dictionary<string, string[]> Aliases = new(StringComparer.Ordinal)
    {
        ["day"] = ["日期", "咨询日期", "接待日期", "统计日期", "date", "day"],
        ["agent"] = ["客服", "客服昵称", "客服账号", "客服名称", "旺旺", "接待客服", "agent"],
        ["buyer"] = ["买家", "买家昵称", "买家会员名", "顾客", "客户", "buyer", "buyer id"],
        ["sessions"] = ["会话数", "会话量", "接待次数", "咨询次数", "sessions"],
        ["first"] = ["首次响应时长", "首次响应时间", "首响时长", "首次响应(秒)", "first reply", "first reply seconds"],
        ["average"] = ["平均响应时长", "平均响应时间", "平均响应(秒)", "average reply", "average reply seconds"],
        ["unreplied"] = ["是否未回复", "未回复", "unreplied"],
    };

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, Aliases);
        columns.Require(session.Errors, "day", "buyer");
        if (session.Errors.Count > 0) return false;
        KnownAgents agents;
        await using (var db = session.Open()) agents = await KnownAgents.OfAsync(db, session.Shop.Id, cancellation);
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            if (Check(columns) is var (field, reason)) session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add($"{Day(columns["day"]):yyyy-MM-dd}|{columns["agent"]}|{columns["buyer"]}", 0, 0, table.Line, [columns["day"], columns["agent"], columns["buyer"], columns["sessions"], columns["first"], columns["average"], columns["unreplied"]]);
        }

        var facts = new FactRows<ChatFact>(
            session, (db, keys, token) => db.ChatFacts.AsTracking().Where(c => c.ShopId == session.Shop.Id && EF.Parameter(keys).Contains(c.NaturalKey)).ToListAsync(token), c => c.NaturalKey, Copy);
        await foreach (var groups in staged.GroupsAsync(AtOnce, cancellation))
        {
            // the same buyer, agent and day twice in one file: the later row is the newer word
            await facts.TakeAsync([.. groups.Select(g => Fact(g.Key, g.Rows[^1], agents))], cancellation);
            session.Result.Unchanged += groups.Sum(g => g.Rows.Count - 1);
        }

        if (agents.Remark() is { } remark) session.Result.Remarks.Add(remark);
        return true;
    }

    private static (string Field, string Reason)? Check(ExportColumns columns)
    {
        if (columns.Unfit() is { } unfit) return unfit;
        if (Day(columns["day"]) is null) return ("day", columns["day"].Length == 0 ? "time_missing" : "invalid_time");
        if (columns["buyer"].Length is 0 or > 80) return ("buyer", columns["buyer"].Length == 0 ? "buyer_missing" : "cell_too_long");
        if (columns["agent"].Length > 80) return ("agent", "cell_too_long");
        if (columns["sessions"].Length > 0 && (!CellText.TryReadCount(columns["sessions"], out var count) || count is < 0 or > 100_000)) return ("sessions", "invalid_number");
        if (columns["first"].Length > 0 && !CellText.TryReadSeconds(columns["first"], out _)) return ("first", "invalid_duration");
        if (columns["average"].Length > 0 && !CellText.TryReadSeconds(columns["average"], out _)) return ("average", "invalid_duration");
        return columns["unreplied"].Length > 0 && Flag(columns["unreplied"]) is null ? ("unreplied", "invalid_flag") : null;
    }

    private ChatFact Fact(string key, StagedRow row, KnownAgents agents)
    {
        var first = CellText.TryReadSeconds(row.Cells[4]!, out var f) ? f : (long?)null;
        return new ChatFact
        {
            Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, NaturalKey = key, ChattedOn = Day(row.Cells[0]!)!.Value,
            AgentId = agents.Find(row.Cells[1]!), PlatformBuyerId = row.Cells[2]!,
            Sessions = CellText.TryReadCount(row.Cells[3]!, out var count) ? (int)count : 1,
            FirstReplySeconds = first,
            AverageReplySeconds = CellText.TryReadSeconds(row.Cells[5]!, out var average) ? average : null,
            IsUnreplied = Flag(row.Cells[6]!) ?? false,
        };
    }

    private static bool Copy(ChatFact from, ChatFact to)
    {
        var isSame = (from.AgentId, from.Sessions, from.FirstReplySeconds, from.AverageReplySeconds, from.IsUnreplied) == (to.AgentId, to.Sessions, to.FirstReplySeconds, to.AverageReplySeconds, to.IsUnreplied);
        (to.AgentId, to.Sessions, to.FirstReplySeconds, to.AverageReplySeconds, to.IsUnreplied) = (from.AgentId, from.Sessions, from.FirstReplySeconds, from.AverageReplySeconds, from.IsUnreplied);
        return !isSame;
    }

    private static DateOnly? Day(string text) => CellText.TryReadInstant(text, TimeZoneInfo.Utc, out var at) ? DateOnly.FromDateTime(at) : null;

    private static bool? Flag(string text) => CellText.Narrow(text).ToUpperInvariant() switch
    {
        "是" or "1" or "TRUE" or "YES" or "Y" => true,
        "" or "否" or "0" or "FALSE" or "NO" or "N" => false,
        _ => null,
    };
}
