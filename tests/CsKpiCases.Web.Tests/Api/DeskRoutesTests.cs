using System.Text;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>Cases that skip the front, and the read routes beside cases.</summary>
public sealed class DeskRoutesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Create_OfATypeThatSkipsTheFront_BeginsInItsOwnState(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        Assert.Equal("MerchantReply", (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "举证", type = "dispute" })).Ok(201).Text("state"));
        Assert.Equal("Planned", (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "回访", type = "returnVisit", plannedFor = "2026-03-05T09:00:00+08:00" })).Ok(201).Text("state"));
        (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "回访", type = "returnVisit" })).Refused(400, "invalid_request");
        (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "退货", type = "return" })).Refused(400, "invalid_request");
        (await api.SendAsync("agent", "POST", "/cases", new { shop = "cotton", subject = "举证", type = "dispute", plannedFor = "2026-03-05T09:00:00+08:00" })).Refused(400, "invalid_request");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ReadRoutes_OfAShop_AnswerPages(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        await api.LoggedAsync();
        var registers = (await api.SendAsync("agent", "GET", "/registers?shop=cotton")).Ok();
        foreach (var key in registers.Json!["items"]!.AsArray().Select(r => r!["key"]!.GetValue<string>()))
        {
            Assert.NotNull((await api.SendAsync("agent", "GET", $"/registers/{key}?shop=cotton&limit=1")).Ok().Json!["items"]);
        }

        (await api.SendAsync("agent", "GET", "/registers/nothing?shop=cotton")).Refused(404, "not_found");
        (await api.SendAsync("agent", "GET", "/registers/reshipments?shop=cotton&from=yesterday")).Refused(400, "invalid_request");
        foreach (var path in new[] { "/replies", "/measures", "/incidents", "/quality/2026-03" })
        {
            Assert.NotNull((await api.SendAsync("agent", "GET", path + "?shop=cotton")).Ok().Json!["items"]);
            (await api.SendAsync("agent", "GET", path + "?shop=nowhere")).Refused(400, "invalid_request");
        }

        (await api.SendAsync("agent", "GET", "/quality/march?shop=cotton")).Refused(400, "invalid_request");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfAPlatformsList_AnswersWhatCameOfIt(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        MultipartFormDataContent Form(string kind, string name, string dryRun)
        {
            var form = CaseLifeTests.Form(Encoding.UTF8.GetBytes("订单编号,退款编号,售后类型,退款状态,退款的申请时间\nT1,R1,仅退款,待商家处理,2026-03-01 10:00\nT1,R2,仅退款,天气晴,2026-03-01 10:00\n"), name);
            form.Add(new StringContent(kind), "kind");
            form.Add(new StringContent("cotton"), "shop");
            form.Add(new StringContent(dryRun), "dryRun");
            return form;
        }

        foreach (var (dryRun, cases) in new[] { ("true", 0), ("false", 1) })
        {
            var id = (await api.SendAsync("supervisor", "POST", "/imports", Form("platform-after-sales", "refunds.csv", dryRun))).Ok(202).Text("id");
            await api.App.Services.GetRequiredService<ImportWorker>().WhenIdleAsync();
            var answer = (await api.SendAsync("supervisor", "GET", "/imports/" + id)).Ok().Json!;
            Assert.Equal((2L, 1L, 1L), (answer["read"]!.GetValue<long>(), answer["added"]!.GetValue<long>(), answer["rejected"]!.GetValue<long>()));
            Assert.Equal("unknown_state", answer["firstRejected"]![0]!["reason"]!.GetValue<string>());
            await using var db = api.Read();
            Assert.Equal(cases, await db.Cases.CountAsync(c => c.IsImported));
        }

        (await api.SendAsync("supervisor", "POST", "/imports", Form("policies", "p.json", "false"))).Refused(400, "invalid_request");
        (await api.SendAsync("supervisor", "POST", "/imports", Form("platform-after-sales", "refunds.exe", "false"))).Refused(400, "invalid_request");
        (await api.SendAsync("agent", "POST", "/imports", Form("platform-after-sales", "refunds.csv", "false"))).Refused(403, "forbidden");
    }
}
