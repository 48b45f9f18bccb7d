using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// Deadlines that a platform sets, from its list of open disputes or complaints: instants, never durations (sla.md). A row names
/// its case, by its number or its order's; the same row again changes nothing, another instant moves the deadline.
/// </summary>
internal sealed class ImportDeadlines(ImportSession session)
{
    private const int AtOnce = 500;

    private static readonly Actor Platform = new(ActorKind.Platform, null, new HashSet<Role>());

    private static readonly Dictionary<string, string[]> Aliases = new(StringComparer.Ordinal)
    {
        ["key"] = ["平台单号", "投诉单号", "纠纷单号", "维权编号", "任务编号", "deadline id", "ticket", "id"],
        ["case"] = ["工单编号", "工单号", "case number", "case"],
        ["order"] = ["订单编号", "订单号", "order number", "order"],
        ["due"] = ["处理截止时间", "截止时间", "到期时间", "超时时间", "举证截止时间", "due at", "deadline"],
        ["what"] = ["待办", "处理事项", "需处理", "what", "task"],
        ["zero"] = ["超时结果", "超时后", "逾期结果", "at zero", "consequence"],
        ["state"] = ["处理状态", "状态", "state", "status"],
    };

    private static readonly Dictionary<string, DeadlineState> States = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = DeadlineState.Open, ["待处理"] = DeadlineState.Open, ["处理中"] = DeadlineState.Open, ["open"] = DeadlineState.Open,
        ["已处理"] = DeadlineState.Met, ["已完成"] = DeadlineState.Met, ["done"] = DeadlineState.Met, ["met"] = DeadlineState.Met,
        ["已撤销"] = DeadlineState.Withdrawn, ["已取消"] = DeadlineState.Withdrawn, ["withdrawn"] = DeadlineState.Withdrawn, ["cancelled"] = DeadlineState.Withdrawn,
    };

    private enum DeadlineState
    {
        Open,
        Met,
        Withdrawn,
    }

    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new ExportColumns(table, Aliases, session.Columns);
        columns.Require(session.Errors, "due", "what", "zero");
        if (!columns.Has("case") && !columns.Has("order")) columns.Require(session.Errors, "case");
        if (session.Errors.Count > 0) return false;
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            if (Check(columns) is var (field, reason)) session.Rejected.Add(table.Line, columns.HeaderOf(field), reason, columns[field]);
            else staged.Add(columns["case"] + "\u001F" + columns["order"], 0, 0, table.Line, [columns["case"], columns["order"], KeyOf(columns), columns["due"], columns["what"], columns["zero"], columns["state"]]);
        }

        await foreach (var groups in staged.GroupsAsync(AtOnce, cancellation)) await TakeAsync([.. groups.SelectMany(g => g.Rows)], columns, cancellation);
        return true;
    }

    private static (string Field, string Reason)? Check(ExportColumns columns)
    {
        if (columns.Unfit() is { } unfit) return unfit;
        if (columns["case"].Length + columns["order"].Length == 0) return ("case", "number_missing");
        if (columns["key"].Length > PlatformDeadline.LongestKey) return ("key", "number_too_long");
        foreach (var text in (string[])["what", "zero"])
        {
            if (columns[text].Length is 0 or > PlatformDeadline.LongestText) return (text, columns[text].Length == 0 ? "text_missing" : "text_too_long");
        }

        if (!States.ContainsKey(columns["state"])) return ("state", "unknown_state");
        return CellText.TryReadInstant(columns["due"], TimeZoneInfo.Utc, out _) ? null : ("due", columns["due"].Length == 0 ? "time_missing" : "invalid_time");
    }

    /// <summary>Without a number of the platform's a deadline is known by what it waits for.</summary>
    private static string KeyOf(ExportColumns columns) => columns["key"].Length > 0 ? columns["key"] : ClippedText.To(columns["what"], PlatformDeadline.LongestKey);

    private async Task TakeAsync(IReadOnlyList<StagedRow> rows, ExportColumns columns, CancellationToken cancellation)
    {
        var cases = await CasesAsync(rows, cancellation);
        foreach (var row in rows)
        {
            if (cases(row.Cells[0]!, row.Cells[1]!) is not { } id)
            {
                var field = row.Cells[0]!.Length > 0 ? "case" : "order";
                session.Rejected.Add(row.Line, columns.HeaderOf(field), "unknown_case", row.Cells[field == "case" ? 0 : 1]!);
                continue;
            }

            await TakeAsync(id, row, cancellation);
            session.Report();
        }
    }

    private async Task TakeAsync(long caseId, StagedRow row, CancellationToken cancellation)
    {
        CellText.TryReadInstant(row.Cells[3]!, session.Zone, out var due);
        var (key, state) = (row.Cells[2]!, States[row.Cells[6]!]);
        await using var db = session.Open();
        var known = await db.PlatformDeadlines.AsNoTracking().Where(d => d.CaseId == caseId && d.Key == key).OrderByDescending(d => d.Id).FirstOrDefaultAsync(cancellation);
        CaseAct? act = state == DeadlineState.Open ? new SetDeadline(key, due, row.Cells[4]!, row.Cells[5]!)
            : known is not { IsOpen: true } ? null
            : state == DeadlineState.Met ? new MeetDeadline(key) : new WithdrawDeadline(key);
        var isSame = act is null || (act is SetDeadline set && known is { IsOpen: true } && (known.DueAt, known.What, known.AtZero) == (set.DueAt, set.What, set.AtZero));
        if (isSame) session.Result.Unchanged++;
        else if (session.IsDryRun) Count(known, state);
        else if (await session.Store.Cases.ActAsync(session.Shop, caseId, act!, Platform, null, cancellation: cancellation) is CaseResult.Refused refused)
        {
            session.Rejected.Add(row.Line, "", refused.Refusal.Reason, key);
        }
        else
        {
            Count(known, state);
        }
    }

    private void Count(PlatformDeadline? known, DeadlineState state)
    {
        if (state == DeadlineState.Open && known is not { IsOpen: true }) session.Result.Added++;
        else session.Result.Changed++;
    }

    /// <summary>A case by its number here or elsewhere; by its order where that has one open case.</summary>
    private async Task<Func<string, string, long?>> CasesAsync(IReadOnlyList<StagedRow> rows, CancellationToken cancellation)
    {
        var numbers = rows.Select(r => r.Cells[0]!).Where(n => n.Length > 0).Distinct().ToList();
        var orders = rows.Where(r => r.Cells[0]!.Length == 0).Select(r => r.Cells[1]!).Distinct().ToList();
        await using var db = session.Open();
        var shop = session.Shop.Id;
        var byNumber = numbers.Count == 0 ? [] : await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop && (EF.Parameter(numbers).Contains(c.Number) || EF.Parameter(numbers).Contains(c.ExternalNumber!)))
            .Select(c => new { c.Id, c.Number, c.ExternalNumber }).ToListAsync(cancellation);
        var byOrder = orders.Count == 0 ? [] : await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop && c.Stage < Stage.Penalize && EF.Parameter(orders).Contains(c.OrderNumber!)).Select(c => new { c.Id, c.OrderNumber }).ToListAsync(cancellation);
        return (number, order) => number.Length > 0
            ? byNumber.Find(c => c.Number == number || c.ExternalNumber == number)?.Id
            : byOrder.FindAll(c => c.OrderNumber == order) is [var only] ? only.Id : null;
    }
}
