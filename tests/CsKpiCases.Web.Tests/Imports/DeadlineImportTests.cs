using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>A platform's list of what it waits for, taken again and again.</summary>
public sealed class DeadlineImportTests
{
    private const string Head = "平台单号,工单编号,订单编号,截止时间,待办,超时结果,处理状态\n";

    [Theory, OnSqlite, OnPostgres]
    public async Task List_TakenAgain_SetsMovesAndEndsDeadlinesOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var line = $"TS1,{@case.Number},,2026-03-04 18:00,上传举证,自动退款给买家,待处理\n";
        var first = await TakeAsync(app, Head + line + $",,{app.Order.Number},2026-03-03 12:00,回复买家,平台介入,\n");
        Assert.Equal((2, 0, 0), ((int)first.Added, (int)first.Changed, (int)first.Rejected));
        Assert.Equal(2, (await TakeAsync(app, Head + line + $",,{app.Order.Number},2026-03-03 12:00,回复买家,平台介入,\n")).Unchanged);
        var moved = await TakeAsync(app, Head + line.Replace("03-04", "03-05", StringComparison.Ordinal) + $",,{app.Order.Number},2026-03-03 12:00,回复买家,平台介入,已处理\n");
        Assert.Equal((0, 2, 0), ((int)moved.Added, (int)moved.Changed, (int)moved.Unchanged));

        await using var db = app.Read();
        var deadlines = await db.PlatformDeadlines.OrderByDescending(d => d.DueAt).ToListAsync();
        Assert.Equal([("TS1", new DateTime(2026, 3, 5, 10, 0, 0, DateTimeKind.Utc), true), ("回复买家", new DateTime(2026, 3, 3, 4, 0, 0, DateTimeKind.Utc), false)], deadlines.Select(d => (d.Key, d.DueAt, d.IsOpen)));
        var clocks = await db.CaseClocks.Where(c => c.Clock == ClockNames.PlatformDeadline).OrderByDescending(c => c.LimitDueAt).ToListAsync();
        Assert.Equal([("TS1", ClockState.Running), ("回复买家", ClockState.Met)], clocks.Select(c => (c.Occasion, c.State)));
        Assert.All(await db.CaseEvents.Where(e => e.Kind == EventKind.DeadlineSet).ToListAsync(), e => Assert.Equal(ActorKind.Platform, e.ActorKind));
        var page = (await (await app.SignInAsync(app.Agent)).GetAsync("/cases/" + @case.Number)).Html;
        Assert.Contains("上传举证 · TS1", page);
        Assert.Contains("到期：自动退款给买家", page);
    }

    [Theory, OnSqlite]
    public async Task Rows_ThatCannotBeTaken_AreRejectedByTheirReason(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var result = await TakeAsync(app, Head
            + "1,AS0,,2026-03-04 18:00,举证,退款,\n"
            + $"2,{@case.Number},,soon,举证,退款,\n"
            + $"3,{@case.Number},,2026-03-04 18:00,,退款,\n"
            + $"4,{@case.Number},,2026-03-04 18:00,举证,退款,也许\n"
            + $"5,{@case.Number},,2036-03-04 18:00,举证,退款,\n"
            + "6,,,2026-03-04 18:00,举证,退款,\n");

        Assert.Equal(["invalid_argument", "invalid_time", "number_missing", "text_missing", "unknown_case", "unknown_state"], result.FirstRejected.Select(r => r.Reason).Order(StringComparer.Ordinal));
        Assert.Equal(0, result.Added);
    }

    [Theory, OnSqlite]
    public async Task Form_OnTheCasePage_SetsAndEndsADeadline(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var @case = await app.InvestigatingAsync();
        var agent = await app.SignInAsync(app.Agent, "en");
        var path = "/cases/" + @case.Number;
        await agent.GetAsync(path + "?act=deadline");
        var version = ("version", $"{@case.Version}");
        var missing = await agent.PostAsync(path + "/acts/deadline", version, ("key", "TS9"), ("what", "Reply"), ("dueAt", "2026-03-03T18:00"));
        Assert.Contains("What it does then", missing.Html);
        await agent.PostAsync(path + "/acts/deadline", version, ("key", "TS9"), ("what", "Reply"), ("dueAt", "2026-03-03T18:00"), ("atZero", "refunds the buyer"));

        var page = (await agent.GetAsync(path)).Html;
        Assert.Contains("at zero: refunds the buyer", page);
        Assert.Contains("act=deadline-met&key=TS9", page);
        await agent.PostAsync(path + "/acts/deadline-met", ("version", $"{@case.Version + 1}"), ("key", "TS9"));
        Assert.Contains("did what the platform waited for", (await agent.GetAsync(path)).Html);
        await using var db = app.Read();
        Assert.NotNull((await db.PlatformDeadlines.SingleAsync()).MetAt);
    }

    private static async Task<ImportResult> TakeAsync(CasesApp app, string csv)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, csv);
            var outcome = await app.Services.GetRequiredService<ImportFile>().RunAsync(new ImportRequest("deadlines", path) { FileName = "deadlines.csv", Shop = app.Shop.Code });
            return Assert.IsType<ImportOutcome.Done>(outcome).Result;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
