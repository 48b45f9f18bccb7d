using System.Globalization;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>Goods, parcels and holds through the API.</summary>
public sealed class GoodsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Return_ThroughTheApi_ShowsItsGoodsAndIsHeldAndReleased(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await DecidingAsync(api);
        var held = (await api.FireAsync("agent", no, "hold-shipment", new { lines = new[] { new { orderLineId = await LineAsync(api), quantity = 2 } }, reason = "quality" })).Ok();
        Assert.Equal("WarehouseHold", held.Text("state"));

        var goods = (await api.SendAsync("agent", "GET", $"/cases/{no}/goods")).Ok();
        Assert.Equal(2, (int)goods.Json!["items"]![0]!["quantity"]!);
        Assert.Equal("none", (string?)goods.Json["items"]![0]!["state"]);

        var until = api.Clock.Now.AddDays(2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var waits = (await api.SendAsync("agent", "POST", $"/cases/{no}/hold", new Dictionary<string, object> { ["for"] = "supplier", ["until"] = until, ["note"] = "等到货" }, await api.VersionAsync(no))).Ok();
        Assert.Equal("supplier", waits.Text("waitsOn"));
        Assert.Equal("warehouse", (await api.SendAsync("agent", "POST", $"/cases/{no}/hold", new { }, await api.VersionAsync(no))).Ok().Text("waitsOn"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SplitAndVisit_ThroughTheApi_AnswerTheCaseThatTheyOpened(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await DecidingAsync(api);
        var one = new { lines = new[] { new { orderLineId = await LineAsync(api), quantity = 1 } }, note = "另一件换货" };
        var split = (await api.SendAsync("agent", "POST", $"/cases/{no}/split", one, await api.VersionAsync(no))).Ok(201);
        var (opened, old) = ((string)split.Json!["number"]!, split.Json["case"]!);
        Assert.Equal((no, "Deciding"), ((string?)old["number"], (string?)old["state"]));
        Assert.Equal("Assigned", (await api.SendAsync("agent", "GET", $"/cases/{opened}")).Ok().Text("state"));
        (await api.SendAsync("agent", "POST", $"/cases/{no}/split", new { lines = new[] { new { orderLineId = await LineAsync(api), quantity = 9 } } }, await api.VersionAsync(no))).Refused(409, "transition_refused");
        Assert.Equal(["lines[0].orderLineId", "lines[0].quantity"], (await api.SendAsync("agent", "POST", $"/cases/{no}/split", new { lines = new[] { new { } } }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        Assert.Equal(["lines"], (await api.SendAsync("agent", "POST", $"/cases/{no}/split", new { }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);

        var on = api.Clock.Now.AddDays(3).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Assert.Equal(["plannedFor"], (await api.SendAsync("agent", "POST", $"/cases/{no}/visits", new { }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/visits", new { plannedFor = on }, await api.VersionAsync(no))).Refused(409, "transition_refused");
        (await api.FireAsync("agent", no, "refund-only", new { lines = new[] { new { orderLineId = await LineAsync(api), quantity = 1, amount = 5 } }, reason = "quality" })).Ok();
        (await api.FireAsync("agent", no, "paid", new { reference = "TK1" })).Ok();
        var visit = (await api.SendAsync("agent", "POST", $"/cases/{no}/visits", new { plannedFor = on }, await api.VersionAsync(no))).Ok(201);
        Assert.Equal("returnVisit", (await api.SendAsync("agent", "GET", $"/cases/{(string)visit.Json!["number"]!}")).Ok().Text("type"));
        (await api.SendAsync("agent", "POST", $"/cases/{no}/visits", new { plannedFor = on }, await api.VersionAsync(no))).Refused(409, "transition_refused");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task MissingGift_ThroughTheApi_IsCheckedBeforeItsValueIsPaid(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await DecidingAsync(api, "missing_gift");
        var refund = new { lines = new[] { new { orderLineId = await LineAsync(api), quantity = 1, amount = 5 } }, reason = "missing" };
        (await api.FireAsync("agent", no, "refund-only", refund)).Refused(409, "transition_refused");
        Assert.Equal(["finding"], (await api.SendAsync("agent", "POST", $"/cases/{no}/gift", new { }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/gift", new { finding = "owed" }, await api.VersionAsync(no))).Ok();
        (await api.FireAsync("agent", no, "refund-only", refund)).Ok();
    }

    [Fact]
    public async Task Goods_AskedForWrongly_SayWhatIsWrong()
    {
        await using var api = await ApiHost.StartAsync(StoreProvider.Sqlite);
        var no = await DecidingAsync(api);
        var line = await LineAsync(api);
        (await api.FireAsync("agent", no, "hold-shipment", new { lines = new[] { new { orderLineId = line, quantity = 9 } }, reason = "quality" })).Refused(409, "transition_refused");
        Assert.Contains("until", (await api.SendAsync("agent", "POST", $"/cases/{no}/hold", new Dictionary<string, object> { ["for"] = "buyer", ["note"] = "等" }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        Assert.Contains("step", (await api.SendAsync("agent", "POST", $"/cases/{no}/parcels/1", new { }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        Assert.Equal(["to", "quantity"], (await api.SendAsync("warehouse", "POST", $"/cases/{no}/goods/1", new { }, await api.VersionAsync(no))).Refused(400, "invalid_request").Paths);
        (await api.SendAsync("warehouse", "POST", $"/cases/{no}/goods/1", new { to = "restocked", quantity = 1 }, await api.VersionAsync(no))).Refused(409, "transition_refused");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/parcels/x", new { step = "scanned" }, await api.VersionAsync(no))).Refused(404, "not_found");
    }

    private static async Task<string> LineAsync(ApiHost api)
    {
        await using var db = api.Read();
        return (await db.OrderLines.Select(l => l.Id).SingleAsync()).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<string> DecidingAsync(ApiHost api, string cause = "quality")
    {
        var no = await api.LoggedAsync(order: "T1");
        (await api.FireAsync("agent", no, "classify", new { type = "return", category = "product_quality", cause, subKind = "pre_shipment" })).Ok();
        (await api.FireAsync("supervisor", no, "assign", new { ownerId = api.Account("agent").ToString(CultureInfo.InvariantCulture) })).Ok();
        (await api.FireAsync("agent", no, "start")).Ok();
        return no;
    }
}
