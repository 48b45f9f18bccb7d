using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Buyers' ratings of the service: stars, or a platform's three levels.</summary>
internal sealed class ImportRatings(ImportSession session)
{
    private const int AtOnce = 500;

    public static IReadOnlyDictionary<string, string[]> Aliases { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["key"] = ["评价编号", "评价ID", "评价id", "rating id", "id"],
        ["stars"] = ["评分", "星级", "服务评分", "满意度", "评价结果", "评价", "stars", "rating"],
        ["at"] = ["评价时间", "评分时间", "时间", "rated at", "time"],
        ["reason"] = ["评价内容", "原因", "不满意原因", "reason", "comment"],
        ["agent"] = ["客服", "客服昵称", "客服账号", "客服名称", "旺旺", "接待客服", "agent"],
        ["buyer"] = ["买家", "买家昵称", "买家会员名", "顾客", "客户", "buyer", "buyer id"],
        ["case"] = ["工单编号", "工单号", "case number", "case"],
    };

    private static readonly Dictionary<string, int> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["非常满意"] = 5, ["很满意"] = 5, ["满意"] = 5, ["satisfied"] = 5, ["good"] = 5, ["一般"] = 3, ["neutral"] = 3,
        ["不满意"] = 1, ["失望"] = 1, ["很不满意"] = 1, ["非常不满意"] = 1, ["disappointed"] = 1, ["bad"] = 1,
    };

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, Aliases, session.Columns);
        columns.Require(session.Errors, "stars", "at");
        if (session.Errors.Count > 0) return false;
        KnownAgents agents;
        await using (var db = session.Open()) agents = await KnownAgents.OfAsync(db, session.Shop.Id, cancellation);
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            if (Check(columns) is var (field, reason)) session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add(KeyOf(columns), 0, 0, table.Line, [columns["stars"], columns["at"], columns["reason"], columns["agent"], columns["buyer"], columns["case"]]);
        }

        await TakeAsync(staged, agents, columns.Has("key"), cancellation);
        session.Remark(agents);
        return true;
    }

    private async Task TakeAsync(StagedRows staged, KnownAgents agents, bool hasKeys, CancellationToken cancellation)
    {
        var facts = new FactRows<Rating>(session, Copy);
        await foreach (var groups in staged.GroupsAsync(AtOnce, cancellation))
        {
            var ratings = new List<Rating>(groups.Count);
            foreach (var (key, rows) in groups)
            {
                if (hasKeys) ratings.Add(Fact(key, rows[^1], agents));
                else ratings.AddRange(rows.Select((row, i) => Fact($"{key}-{i + 1}", row, agents)));
            }

            await LinkCasesAsync(ratings, [.. groups.SelectMany(g => hasKeys ? [g.Rows[^1]] : g.Rows)], cancellation);
            await facts.TakeAsync(ratings, cancellation);
        }
    }

    private static (string Field, string Reason)? Check(ExportColumns columns)
    {
        if (columns.Unfit() is { } unfit) return unfit;
        if (columns.Has("key") && columns["key"].Length is 0 or > 180) return ("key", columns["key"].Length == 0 ? "number_missing" : "number_too_long");
        if (StarsOf(columns["stars"]) is null) return ("stars", "invalid_stars");
        return CellText.TryReadInstant(columns["at"], TimeZoneInfo.Utc, out _) ? null : ("at", columns["at"].Length == 0 ? "time_missing" : "invalid_time");
    }

    private static string KeyOf(ExportColumns columns) => columns.Has("key")
        ? columns["key"]
        : "row-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', Aliases.Keys.Select(f => columns[f])))).AsSpan(0, 16));

    private Rating Fact(string key, StagedRow row, KnownAgents agents)
    {
        CellText.TryReadInstant(row.Cells[1]!, session.Zone, out var at);
        return new Rating
        {
            Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, NaturalKey = key, Stars = StarsOf(row.Cells[0]!)!.Value, RatedAt = at,
            Reason = row.Cells[2] is { Length: > 0 } reason ? ClippedText.To(reason, 500) : null,
            AgentId = agents.Find(row.Cells[3]!),
            PlatformBuyerId = row.Cells[4] is { Length: > 0 } buyer ? ClippedText.To(buyer, 100) : null,
        };
    }

    /// <summary>Ties ratings to the cases that they name; where no agent is named, a rating is the owner's at the time of the rated service.</summary>
    private async Task LinkCasesAsync(List<Rating> ratings, List<StagedRow> rows, CancellationToken cancellation)
    {
        var numbers = rows.Select(r => r.Cells[5]!).Where(n => n.Length > 0).Distinct().ToList();
        if (numbers.Count == 0) return;
        await using var db = session.Open();
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == session.Shop.Id && (numbers.Contains(c.Number) || numbers.Contains(c.ExternalNumber!)))
            .Select(c => new { c.Id, c.Number, c.ExternalNumber, c.FirstResolvedAt }).ToListAsync(cancellation);
        var ids = cases.ConvertAll(c => c.Id);
        var owners = (await db.CaseEvents.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.CaseId))
            .Select(e => new { e.CaseId, e.At, e.Sequence, e.OwnerId }).ToListAsync(cancellation)).ToLookup(e => e.CaseId);
        foreach (var (rating, row) in ratings.Zip(rows))
        {
            if (row.Cells[5] is not { Length: > 0 } number || cases.Find(c => c.Number == number || c.ExternalNumber == number) is not { } rated) continue;
            rating.CaseId = rated.Id;
            // the service that is rated ended with the resolution; before it, it is still being given
            var servedAt = rated.FirstResolvedAt < rating.RatedAt ? rated.FirstResolvedAt : rating.RatedAt;
            rating.AgentId ??= owners[rated.Id].Where(e => e.At <= servedAt && e.OwnerId is not null).OrderBy(e => e.At).ThenBy(e => e.Sequence).LastOrDefault()?.OwnerId;
        }
    }

    private static bool Copy(Rating from, Rating to)
    {
        var isSame = (from.Stars, from.RatedAt, from.Reason, from.AgentId, from.PlatformBuyerId) == (to.Stars, to.RatedAt, to.Reason, to.AgentId, to.PlatformBuyerId) && (from.CaseId ?? to.CaseId) == to.CaseId;
        (to.Stars, to.RatedAt, to.Reason, to.AgentId, to.PlatformBuyerId, to.CaseId) = (from.Stars, from.RatedAt, from.Reason, from.AgentId, from.PlatformBuyerId, from.CaseId ?? to.CaseId);
        return !isSame;
    }

    private static int? StarsOf(string text)
    {
        var plain = CellText.Narrow(text).TrimEnd('星', '分');
        return Levels.TryGetValue(plain, out var level) ? level : CellText.TryReadCount(plain, out var stars) && stars is >= 1 and <= 5 ? (int)stars : null;
    }
}
