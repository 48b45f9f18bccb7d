using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Exports;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Imports.Reading;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Orders, ratings, chats, policies and calendars as platforms and people write them.</summary>
public sealed class PlatformExportTests
{
    private const string Orders = """
        订单编号,买家会员名,收货人姓名,联系手机,订单创建时间,订单付款时间,买家实际支付金额,买家应付邮费,物流公司,物流单号,订单状态,商家编码,宝贝标题,购买数量,商品实付金额
        ="20260301001",甜甜,王芳,13800000000,2026/3/1 9:05,2026/3/1 9:06,"¥1,234.50",10,顺丰,SF001,已发货,SKU-1,纯棉被套,2,1000.00
        20260301002,小明,,,2026-03-01 10:00:00,,９９,0,,,等待付款,SKU-2,枕头,1,
        ="20260301001",甜甜,王芳,13800000000,2026/3/1 9:05,2026/3/1 9:06,"¥1,234.50",10,顺丰,SF001,已发货,SKU-3,枕套,1,224.50
        ,无名,,,2026-03-01 10:00:00,,1,0,,,,,,,
        20260301003,小红,,,昨天,,1,0,,,,,,,
        20260301004,小红,,,2026-03-01 10:00:00,,一元,0,,,,,,,
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task Orders_OfAPlatform_AreTakenOnceAndUpdated(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var first = await host.ImportAsync(new ImportRequest("orders", host.Write("orders.csv", Orders)) { Shop = "s" });
        Assert.Equal((6, 2, 3), ((int)first.Read, (int)first.Added, (int)first.Rejected));
        Assert.Equal(["number_missing", "invalid_time", "invalid_amount"], first.FirstRejected.Select(r => r.Reason));
        var again = await host.ImportAsync(new ImportRequest("orders", host.Write("orders.csv", Orders)) { Shop = "s" });
        Assert.Equal((0, 0, 2), ((int)again.Added, (int)again.Changed, (int)again.Unchanged));
        var later = await host.ImportAsync(new ImportRequest("orders", host.Write("later.csv", "订单号,签收时间,订单状态\n20260301001,2026-03-04 12:00,交易成功\n")) { Shop = "s" });
        Assert.Equal((0, 1, 0), ((int)later.Added, (int)later.Changed, (int)later.Unchanged));

        await using var db = host.Read();
        var order = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Number == "20260301001");
        Assert.Equal((1234.50m, 10m, "顺丰", "SF001", "交易成功"), (order.PaidAmount, order.FreightAmount, order.Courier, order.TrackingNumber, order.Status));
        Assert.Equal(new DateTime(2026, 3, 1, 1, 5, 0, DateTimeKind.Utc), order.PlacedAt);
        Assert.Equal([("SKU-1", 2, 1000m), ("SKU-3", 1, 224.50m)], order.Lines.OrderBy(l => l.LineNumber).Select(l => (l.Sku, l.Quantity, l.PaidAmount)));
        var buyer = await db.Buyers.SingleAsync(b => b.Id == order.BuyerId);
        Assert.Equal(("甜甜", "王芳", "13800000000"), (buyer.PlatformBuyerId, buyer.Name, buyer.Phone));
        Assert.Equal(99m, (await db.Orders.SingleAsync(o => o.Number == "20260301002")).PaidAmount);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Orders_ExportedInPart_KeepTheLinesThatTheFileDoesNotHold(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        Task<ImportResult> Take(string text) => host.ImportAsync(new ImportRequest("orders", host.Write("orders.csv", text)) { Shop = "s" });
        async Task<List<(int, string, string, int, decimal)>> Lines()
        {
            await using var db = host.Read();
            return (await db.OrderLines.OrderBy(l => l.LineNumber).ToListAsync()).ConvertAll(l => (l.LineNumber, l.Sku, l.Title, l.Quantity, l.PaidAmount));
        }

        await Take("订单编号,子订单编号,商家编码,宝贝标题,购买数量,商品实付金额\n1,11,S-A,被套,2,60\n1,12,S-B,枕头,3,40\n");
        await Take("订单编号,子订单编号,商家编码,宝贝标题,购买数量,商品实付金额\n1,12,S-B,枕头,4,50\n");
        Assert.Equal([(1, "S-A", "被套", 2, 60m), (2, "S-B", "枕头", 4, 50m)], await Lines());

        var parcel = await Take("订单编号,宝贝标题,物流单号\n1,枕头,SF1\n");
        Assert.Equal((1, 0), ((int)parcel.Changed, (int)parcel.Rejected));
        Assert.Equal([(1, "S-A", "被套", 2, 60m), (2, "S-B", "枕头", 4, 50m)], await Lines());

        await Take("订单编号,商家编码,宝贝标题,购买数量,商品实付金额\n1,S-C,枕头,1,5\n");
        Assert.Equal([(1, "S-A", "被套", 2, 60m), (2, "S-B", "枕头", 4, 50m), (3, "S-C", "枕头", 1, 5m)], await Lines());
        await using var read = host.Read();
        var order = await read.Orders.SingleAsync();
        Assert.Equal((115m, "SF1"), (order.PaidAmount, order.TrackingNumber));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Texts_CutWithinACharacter_AreCutBeforeIt(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        static string Cut(int most) => new string('a', most - 1) + "😀";
        var orders = host.Write("orders.csv", $"订单编号,买家会员名,收货人姓名,商家编码,宝贝标题,物流公司,订单状态\n1,{Cut(100)},{Cut(100)},{Cut(60)},{Cut(200)},{Cut(60)},{Cut(40)}\n2\0,,,,,,\n");
        var taken = await host.ImportAsync(new ImportRequest("orders", orders) { Shop = "s" });
        Assert.Equal((1, "invalid_text"), ((int)taken.Added, Assert.Single(taken.FirstRejected).Reason));
        var ratings = host.Write("ratings.csv", $"评价时间,满意度,评价内容,买家\n2026-03-01 10:00,满意,{Cut(500)},{Cut(100)}\n");
        Assert.Equal(1, (await host.ImportAsync(new ImportRequest("ratings", ratings) { Shop = "s" })).Added);

        await using var db = host.Read();
        var line = await db.OrderLines.SingleAsync();
        Assert.Equal((59, 199), (line.Sku.Length, line.Title.Length));
        var rating = await db.Ratings.SingleAsync();
        Assert.Equal((499, 99), (rating.Reason!.Length, rating.PlatformBuyerId!.Length));
        Assert.Equal(new string('a', 199), EvidenceFiles.CleanName("😀" + new string('a', 199)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task RatingsAndChats_OfAPlatform_FindTheirAgentsAndAreTakenOnce(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.ImportAsync(new ImportRequest("event-log", Path.Combine(ImportHost.Here, "incidents-300.csv")) { Map = ImportHost.EventLogMap.Replace("\"policy\": \"imported-24h\",", "", StringComparison.Ordinal) });
        await using var db = host.Read();
        var agent = await db.Users.Where(u => u.IsImported).OrderBy(u => u.Id).FirstAsync();
        var ratings = host.Write("ratings.csv", $"评价时间,满意度,客服,买家\n2026-03-01 10:00,满意,{agent.UserName},甜甜\n2026-03-01 10:00,满意,{agent.UserName},甜甜\n2026-03-01 11:00,2星,路人,小明\n2026-03-01 11:00,还行,路人,小明\n");
        var first = await host.ImportAsync(new ImportRequest("ratings", ratings) { Shop = "desk" });
        Assert.Equal((3, 1), ((int)first.Added, (int)first.Rejected));
        Assert.Contains(first.Remarks, r => r.Contains("路人", StringComparison.Ordinal));
        Assert.Equal(3, (await host.ImportAsync(new ImportRequest("ratings", ratings) { Shop = "desk" })).Unchanged);
        Assert.Equal([(2, (long?)null), (5, agent.Id), (5, agent.Id)], (await db.Ratings.ToListAsync()).Select(r => (r.Stars, r.AgentId)).Order());

        var chats = host.Write("chats.csv", $"日期,客服,买家,会话数,首次响应时长,平均响应时长,是否未回复\n2026/3/1,店铺:{agent.UserName},甜甜,2,1分5秒,12,否\n2026/3/1,{agent.UserName},小明,1,,,是\n2026/3/1,{agent.UserName},小红,x,,,\n");
        var taken = await host.ImportAsync(new ImportRequest("chats", chats) { Shop = "desk" });
        Assert.Equal((2, 1), ((int)taken.Added, (int)taken.Rejected));
        Assert.Equal(2, (await host.ImportAsync(new ImportRequest("chats", chats) { Shop = "desk" })).Unchanged);
        Assert.Equal([(2, (long?)65, false), (1, null, true)], (await db.ChatFacts.OrderByDescending(c => c.Sessions).ToListAsync()).Select(c => (c.Sessions, c.FirstReplySeconds, c.IsUnreplied)));
        Assert.All(await db.ChatFacts.ToListAsync(), c => Assert.Equal(agent.Id, c.AgentId));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ratings_ThatNameACaseAndNoAgent_AreItsOwnersWhenItWasResolved(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        const string map = """{ "shop": "desk", "caseType": "complaint", "case": { "number": "no" }, "event": { "at": "at", "state": "state", "owner": "owner" }, "states": { "New": "Logged", "Active": "Investigating", "Resolved": "Resolved", "Closed": "Closed" } }""";
        var log = host.Write("log.csv", """
            no,state,at,owner
            C1,New,2026-02-01T09:00,李静
            C1,Active,2026-02-01T10:00,王敏
            C1,Resolved,2026-02-01T12:00,王敏
            C1,Closed,2026-02-03T12:00,赵磊
            C2,Active,2026-02-01T09:00,李静
            C2,Active,2026-02-05T09:00,王敏
            """);
        await host.ImportAsync(new ImportRequest("event-log", log) { Map = map });
        var ratings = host.Write("ratings.csv", "评价时间,满意度,工单编号\n2026-02-04 10:00,5星,C1\n2026-02-03 10:00,4星,C2\n2026-02-03 10:00,3星,C9\n");

        Assert.Equal(3, (await host.ImportAsync(new ImportRequest("ratings", ratings) { Shop = "desk" })).Added);

        await using var db = host.Read();
        var names = await db.Users.ToDictionaryAsync(u => u.Id, u => u.DisplayName);
        var rated = await db.Ratings.OrderByDescending(r => r.Stars).Select(r => r.AgentId).ToListAsync();
        Assert.Equal(["王敏", "李静", null], rated.Select(id => id is { } known ? names[known] : null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Policies_Changed_MakeANewVersionAndExportAsTheyWere(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        Assert.Equal(1, (await host.PolicyAsync("")).Added);
        Assert.Equal(1, (await host.PolicyAsync("")).Unchanged);
        Assert.Equal(1, (await host.PolicyAsync("\"buyer\"")).Changed);
        await using var db = host.Read();
        Assert.Equal([(1, false), (2, true)], (await db.PolicyVersions.Where(p => p.Name == "imported-24h").OrderBy(p => p.Version).ToListAsync()).Select(p => (p.Version, p.IsCurrent)));

        var export = host.Provider.GetRequiredService<ExportFile>();
        foreach (var kind in new[] { "calendars", "policies" })
        {
            var path = host.Write($"{kind}.json", "");
            var count = await export.RunAsync(kind, path, null);
            var back = await host.ImportAsync(new ImportRequest(kind, path));
            Assert.Equal((count, 0L, count), (back.Read, back.Added + back.Changed, back.Unchanged));
        }
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".json")]
    [InlineData(".xlsx")]
    public async Task Cases_Exported_CanBeReadAsATable(string extension)
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        await host.ImportAsync(new ImportRequest("event-log", Path.Combine(ImportHost.Here, "incidents-300.csv")) { Map = ImportHost.EventLogMap.Replace("\"policy\": \"imported-24h\",", "", StringComparison.Ordinal) });
        var path = host.Write("cases" + extension, "");
        Assert.Equal(300, await host.Provider.GetRequiredService<ExportFile>().RunAsync("cases", path, "desk"));
        await using var table = await TableReader.OpenAsync(path, null, default);
        var rows = 0;
        while (await table.ReadAsync(default)) rows++;
        Assert.Equal((300, "number"), (rows, table.Headers[0]));
    }

    [Fact]
    public async Task Workbook_WithTextOfEveryKind_HoldsItWithoutWhatXmlCannotHold()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var path = host.Write("texts.xlsx", "");
        await using (var writer = TableWriter.Create(path, ".xlsx", ["text"])) await writer.WriteAsync(["杯子😀 <b>&\u000B"]);
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal("杯子😀 <b>&", table.Cell(0));
    }

    [Theory]
    [InlineData(".csv", "'-1+1,-12.50,")]
    [InlineData(".json", "[{\"text\":\"-1+1\",\"amount\":-12.50,\"none\":null}]")]
    [InlineData(".xlsx", "<x:c><x:v>-12.50</x:v></x:c>")]
    public async Task Numbers_InATable_AreNumbersAndTextsAreNoFormulas(string extension, string expected)
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var path = host.Write("numbers" + extension, "");
        await using (var writer = TableWriter.Create(path, extension, ["text", "amount", "none"])) await writer.WriteAsync(["-1+1", TableCell.Of(-12.5m), TableCell.Of(null)]);
        Assert.Contains(expected, await TextOfAsync(path));
        await using var table = await TableReader.OpenAsync(path, null, default);
        Assert.True(await table.ReadAsync(default));
        Assert.Equal(-12.5m, decimal.Parse(table.Cell(1)!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<string> TextOfAsync(string path)
    {
        if (!path.EndsWith(".xlsx", StringComparison.Ordinal)) return await File.ReadAllTextAsync(path);
        await using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(path);
        using var sheet = new StreamReader(await zip.Entries.Single(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)).OpenAsync());
        return await sheet.ReadToEndAsync();
    }
}
