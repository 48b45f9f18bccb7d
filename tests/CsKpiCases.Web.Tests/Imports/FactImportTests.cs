using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Facts as platforms and shops write them: taken once, changed in place, rejected whole, taken back.</summary>
public sealed class FactImportTests
{
    private const string Shipments = """
        订单编号,物流公司,运单号,承诺发货时间,发货时间,揽收时间,退款申请时间
        1001,顺丰,SF1,2026/2/3 18:00,2026-02-02 10:00,2026-02-02 19:30,
        1002,,,2026-02-03 18:00,,,2026/2/2 9:00
        1003,,,昨天,,,
        ,,,,,,
        """;

    private const string Attendance = """
        日期,姓名,应出勤,出勤,备注
        2026-02-02,wangmin,1,1,
        2026-02-03,wangmin,1,0.5,半天事假
        2026-02-04,wangmin,,请假,病假
        2026-02-05,wangmin,,休息,
        2026-02-06,路人,1,1,
        2026-02-07,wangmin,1,2,
        """;

    private const string Figures = """
        指标,月份,开始日期,结束日期,客服,数值,分子,分母
        询单转化率,2026-02,,,wangmin,45.5%,,
        average_order_value,2026年2月,,,wangmin,"¥1,088.50",,
        dsr,2026-02,,,,4.86,,
        内部投诉数,,2026-02-01,2026-02-28,,3,,
        public_sales,2026-02,,,,120000,,
        纠纷率,,2026/2/1,2026/2/28,,,2,1000
        纠纷率,2026-03,,,,5,,
        纠纷率,2026-03,,,wangmin,0.5%,,
        sales,2026-03,,,,100,,
        mark:skill,2026-03,,,wangmin,90,,
        态度,2026-03,,,,1,,
        dsr,2026-13,,,,4,,
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task Facts_OfEveryKind_AreTakenWholeOnceAndUndone(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider, services => services.AddFeatures());
        var agent = host.Agent.AccountId!.Value;
        var files = new FactFiles(host);

        var shipments = await files.TakeAsync("shipments", Shipments);
        Assert.Equal((4, 2, 2), ((int)shipments.Read, (int)shipments.Added, (int)shipments.Rejected));
        Assert.Equal(["承诺发货时间 invalid_time", "订单编号 number_missing"], shipments.FirstRejected.Select(r => $"{r.Column} {r.Reason}"));
        Assert.Equal(2, (await files.TakeAsync("shipments", Shipments)).Unchanged);
        var later = await files.TakeAsync("shipments", "order number,shipped at,picked up at\n1002,2026-02-03 20:00,2026-02-04 08:00\n1001,,\n");
        Assert.Equal((0, 1, 1), ((int)later.Added, (int)later.Changed, (int)later.Unchanged));

        var attendance = await files.TakeAsync("attendance", Attendance);
        Assert.Equal(["姓名 unknown_agent", "出勤 invalid_part_of_day"], attendance.FirstRejected.Select(r => $"{r.Column} {r.Reason}"));
        Assert.Equal((4, 4), ((int)attendance.Added, (int)(await files.TakeAsync("attendance", Attendance)).Unchanged));

        var figures = await files.TakeAsync("shop-figures", Figures);
        Assert.Equal(["数值 out_of_range", "客服 not_an_agents", "客服 agent_missing", "指标 unknown_indicator", "指标 unknown_indicator", "月份 invalid_days"], figures.FirstRejected.Select(r => $"{r.Column} {r.Reason}"));
        Assert.Equal((6, 6), ((int)figures.Added, (int)(await files.TakeAsync("shop-figures", Figures)).Unchanged));

        await using var read = host.Read();
        var second = await read.Shipments.SingleAsync(s => s.OrderNumber == "1002");
        Assert.Equal((new DateTime(2026, 2, 3, 10, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 2, 1, 0, 0, DateTimeKind.Utc)), (second.PromisedAt, second.RefundAppliedAt));
        Assert.Equal(new DateTime(2026, 2, 3, 12, 0, 0, DateTimeKind.Utc), second.ShippedAt);
        Assert.Equal([(1m, 1m), (1m, 0.5m), (1m, 0m), (0m, 0m)], (await read.AttendanceDays.OrderBy(a => a.Day).ToListAsync()).Select(a => (a.Due, a.Present)));
        var values = await read.ShopFigures.ToDictionaryAsync(f => f.Indicator);
        Assert.Equal((0.455m, 1088.5m, 4.86m, 3m, 120_000m, 0.002m), (values["conversion_rate"].Value, values["average_order_value"].Value, values["dsr"].Value, values["internal_complaints"].Value, values["public_sales"].Value, values["dispute_rate"].Value));
        Assert.Equal((agent, null), (values["conversion_rate"].AgentId, values["dsr"].AgentId));
        Assert.Equal((new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28)), (values["dsr"].From, values["dsr"].To));
        Assert.True(await read.ShopFigures.AllAsync(f => f.ImportId != null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ChatsAndOrders_WithWhatIsNew_TellSessionsAndSellers(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider, services => services.AddFeatures());
        var agent = host.Agent.AccountId!.Value;
        var files = new FactFiles(host);
        var chats = await files.TakeAsync("chats", "日期,客服,买家,首次咨询时间,会话数,人工会话数,2分钟内首次回复会话数,3分钟内回复会话数\n2026-02-10,店铺:wangmin,甜甜,09:15,3,2,1,2\n2026-02-10,wangmin,小明,2026-02-10 21:05:09,1,,,\n2026-02-10,wangmin,小红,,1,2,,\n2026-02-10,wangmin,小黑,,2,1,2,\n");
        Assert.Equal(["more_than_sessions", "more_than_sessions"], chats.FirstRejected.Select(r => r.Reason));
        // an export without these columns does not wipe them out
        Assert.Equal(1, (await files.TakeAsync("chats", "日期,客服,买家,会话数\n2026-02-10,店铺:wangmin,甜甜,3\n")).Unchanged);
        var orders = await files.TakeAsync("orders", "订单编号,下单时间,付款时间,实付金额,成交客服,老客召回,订单关闭时间,订单类型,是否预售\n1,2026-02-10 10:00,2026-02-10 10:05,88,wangmin,是,2026-02-12 10:00,预售订单,\n2,2026-02-10 11:00,,,wangmin,,2026-02-11 11:00,预售订单,否\n3,2026-02-10 11:00,,,wangmin,也许,,,\n4,2026-02-10 11:00,,,wangmin,,,,也许\n");
        Assert.Equal((2, "invalid_flag", "invalid_flag"), ((int)orders.Added, orders.FirstRejected[0].Reason, orders.FirstRejected[1].Reason));

        await using var read = host.Read();
        var chat = await read.ChatFacts.SingleAsync(c => c.PlatformBuyerId == "甜甜");
        Assert.Equal((new TimeOnly(9, 15), 3, 2, 1, 2, agent), (chat.ConsultedAt, chat.Sessions, chat.HumanSessions, chat.RepliedIn2Minutes, chat.RepliedIn3Minutes, chat.AgentId));
        Assert.Equal(new TimeOnly(21, 5, 9), (await read.ChatFacts.SingleAsync(c => c.PlatformBuyerId == "小明")).ConsultedAt);
        var sold = await read.Orders.OrderBy(o => o.Number).ToListAsync();
        Assert.Equal([(agent, true, true, null), (agent, false, false, new DateTime(2026, 2, 11, 3, 0, 0, DateTimeKind.Utc))], sold.Select(o => (o.SoldById!.Value, o.IsWonBack, o.IsPresale, o.ClosedUnpaidAt)));
    }
}

/// <summary>Files that are imported into the shop of a <see cref="StoreHost"/>.</summary>
internal sealed class FactFiles(StoreHost host)
{
    public async Task<ImportResult> TakeAsync(string kind, string text)
    {
        var path = Path.Combine(host.Provider.GetRequiredService<StoreConnection>().DataFolder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text);
        var outcome = await host.Provider.GetRequiredService<ImportFile>().RunAsync(new ImportRequest(kind, path) { Shop = host.Shop.Code });
        return outcome is ImportOutcome.Done done ? done.Result : throw new InvalidOperationException(string.Join("; ", ((ImportOutcome.Refused)outcome).Errors));
    }
}
