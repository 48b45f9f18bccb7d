using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>A month's scores and pay for programs.</summary>
public sealed class MonthRoutesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Month_ItsScoresAndPay_AreReadByWhoMay(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        await api.InvestigatingAsync();

        var scores = (await api.SendAsync("auditor", "GET", "/scores/2026-03?shop=cotton")).Ok();
        var pay = (await api.SendAsync("auditor", "GET", "/pay/2026-03?shop=cotton")).Ok();

        Assert.Equal(("2026-03", "running"), (scores.Text("month"), scores.Text("state")));
        Assert.Equal("running", pay.Text("state"));
        Assert.All(pay.Json!["agents"]!.AsArray(), agent => Assert.True(agent!["pay"]!.GetValue<decimal>() >= 1500));
        Assert.NotEmpty(pay.Json!["agents"]!.AsArray());
        (await api.SendAsync("agent", "GET", "/pay/2026-03?shop=cotton")).Refused(403, "forbidden");
        (await api.SendAsync("supervisor", "GET", "/pay/2026-03?shop=cotton")).Refused(403, "forbidden");
        (await api.SendAsync("auditor", "GET", "/pay/March?shop=cotton")).Refused(400, "invalid_request");
        (await api.SendAsync("auditor", "GET", "/scores/2031-01?shop=cotton")).Refused(404, "not_found");
    }
}
