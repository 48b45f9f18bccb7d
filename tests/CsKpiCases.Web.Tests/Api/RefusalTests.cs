using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>What the API refuses, and how it says so.</summary>
public sealed class RefusalTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Request_WithoutAValidToken_IsUnauthenticated(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (await api.SendAsync(null, "GET", "/cases")).Refused(401, "unauthenticated");
        (await api.SendAsync(null, "GET", "/no/such/route")).Refused(401, "unauthenticated");
        Assert.Contains("Bearer", (await api.SendAsync("ck_nonsense", "GET", "/cases")).Refused(401, "invalid_token").Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        (await api.SendAsync(await api.TokenAsync("agent", "read", api.Clock.Now.AddMinutes(-1)), "GET", "/cases")).Refused(401, "invalid_token");
        (await api.SendAsync(await api.TokenAsync("agent", "read", isRevoked: true), "GET", "/cases")).Refused(401, "invalid_token");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Request_WithoutScopeOrRight_IsForbidden(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var reader = await api.TokenAsync("agent", "read");
        (await api.SendAsync(reader, "GET", "/cases")).Ok();
        (await api.SendAsync(reader, "POST", "/cases", new { subject = "x" })).Refused(403, "scope_missing");
        (await api.SendAsync(await api.TokenAsync("agent", "cases"), "GET", "/cases")).Refused(403, "scope_missing");
        var refused = (await api.SendAsync("auditor", "POST", "/cases", new { subject = "x" })).Refused(403, "forbidden");
        Assert.Contains("agent", refused.Json!["roles"]!.AsArray().Select(r => (string)r!));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_OfAnotherShop_DoesNotExist(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.LoggedAsync();
        (await api.SendAsync("stranger", "GET", $"/cases/{no}")).Refused(404, "not_found");
        (await api.SendAsync("stranger", "POST", $"/cases/{no}/notes", new { note = "x" }, 1)).Refused(404, "not_found");
        (await api.SendAsync("agent", "GET", "/cases/AS9901010001")).Refused(404, "not_found");
        Assert.Empty((await api.SendAsync("stranger", "GET", "/cases")).Items);
        Assert.Equal(["shop"], (await api.SendAsync("stranger", "GET", "/cases?shop=cotton")).Refused(400, "invalid_request").Paths);
        Assert.Equal(["shop"], (await api.SendAsync("agent", "POST", "/cases", new { shop = "silk", subject = "x" })).Refused(400, "invalid_request").Paths);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Change_WithAnOldVersion_IsToldWhatHappened(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.LoggedAsync();
        var version = await api.VersionAsync(no);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" })).Refused(428, "precondition_required");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" }, null, ("If-Match", "abc"))).Refused(400, "invalid_header");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" }, version)).Ok(201);
        var stale = (await api.SendAsync("supervisor", "POST", $"/cases/{no}/notes", new { note = "二" }, version)).Refused(412, "stale");
        Assert.Equal(version + 1, (int)stale.Json!["version"]!);
        Assert.Equal("一", (string?)stale.Json["changes"]!.AsArray().Single()!["note"]);
        (await api.SendAsync("supervisor", "POST", $"/cases/{no}/notes", new { note = "二" }, null, ("If-Match", $"W/\"{version + 1}\""))).Refused(412, "stale");
        (await api.SendAsync("supervisor", "POST", $"/cases/{no}/notes", new { note = "二" }, null, ("If-Match", "*"))).Ok(201);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Trigger_ThatTheWorkflowRefuses_SaysWhy(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        (await api.FireAsync("agent2", no, "ask-department", new { department = "quality" }, "?")).Refused(403, "forbidden");
        var refused = (await api.FireAsync("agent", no, "approve")).Refused(409, "transition_refused");
        Assert.Equal(("not_from_this_state", "SolutionApproval"), (refused.Text("reason"), (string?)refused.Json!["arguments"]!["states"]));
        (await api.FireAsync("agent", no, "find-unjustified", note: "买家用错")).Refused(409, "transition_refused");
        Assert.Equal(["data"], (await api.FireAsync("agent", no, "propose")).Refused(400, "invalid_request").Paths);
        Assert.Equal(["data.solution"], (await api.FireAsync("agent", no, "propose", new { amount = 1 })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["data.amount"], (await api.FireAsync("agent", no, "propose", new { solution = "x", amount = "1" })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["data.colour"], (await api.FireAsync("agent", no, "propose", new { solution = "x", colour = 1 })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["data.toAccountId"], (await api.FireAsync("agent", no, "hand-over", new { toAccountId = "12" })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["trigger"], (await api.FireAsync("agent", no, "explode")).Refused(400, "invalid_request").Paths);
        var may = (await api.SendAsync("agent", "GET", $"/cases/{no}/transitions")).Ok().Items;
        Assert.True((bool)may.Single(t => (string?)t!["trigger"] == "propose")!["allowed"]!);
        Assert.NotNull(may.Single(t => (string?)t!["trigger"] == "propose")!["dataSchema"]);
        Assert.Equal("not_from_this_state", (string?)may.Single(t => (string?)t!["trigger"] == "approve")!["reason"]);
    }

    private static readonly (string Body, string Code, string Path)[] Faulty =
    [
        ("{", "invalid_json", ""),
        ("", "invalid_request", ""),
        ("[]", "invalid_request", ""),
        ("null", "invalid_request", ""),
        ("{\"subject\":\"x\",\"colour\":1}", "invalid_request", "colour"),
        ("{\"subject\":\"x\",\"subject\":\"y\"}", "invalid_request", "subject"),
        ("{\"Subject\":\"x\"}", "invalid_request", "Subject"),
        ("{\"subject\":7}", "invalid_request", "subject"),
        ("{\"subject\":\"a\\u0000b\"}", "invalid_request", "subject"),
        ("{\"subject\":\"a\\ud800b\"}", "invalid_request", "subject"),
        ("{\"subject\":\" \"}", "invalid_request", "subject"),
        ("{\"subject\":\"x\",\"source\":\"pigeon\"}", "invalid_request", "source"),
        ("{\"subject\":\"x\",\"priority\":3}", "invalid_request", "priority"),
        ("{\"subject\":\"x\",\"openedAt\":\"2026-03-02T09:00:00\"}", "invalid_request", "openedAt"),
        ("{\"subject\":\"x\",\"openedAt\":\"2030-03-02T09:00:00Z\"}", "invalid_request", "openedAt"),
        ("{\"subject\":\"x\",\"buyerId\":\"5\"}", "invalid_request", "buyerId"),
        ("{\"subject\":\"x\",\"teamId\":\"five\"}", "invalid_request", "teamId"),
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task Create_WithAFaultyBody_NamesTheField(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        foreach (var (body, code, path) in Faulty)
        {
            var refused = (await api.SendAsync("agent", "POST", "/cases", body)).Refused(400, code);
            Assert.Equal((body, path), (body, refused.Paths.Single()));
        }

        await using var db = api.Read();
        Assert.False(await db.Cases.AnyAsync());
    }

    [Theory, OnSqlite]
    public async Task Request_OfTheWrongShape_IsAProblemToo(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (await api.SendAsync("agent", "GET", "/no/such/route")).Refused(404, "not_found");
        (await api.SendAsync("agent", "DELETE", "/cases")).Refused(405, "method_not_allowed");
        (await api.SendAsync("agent", "POST", "/cases", new StringContent("{}", System.Text.Encoding.UTF8, "text/plain"))).Refused(415, "unsupported_media_type");
        (await api.SendAsync("agent", "POST", "/cases", "{\"subject\":\"" + new string('x', 1_100_000) + "\"}")).Refused(413, "too_large");
        (await api.SendAsync("agent", "POST", "/cases", string.Concat(Enumerable.Repeat("[", 100)))).Refused(400, "invalid_json");
        Assert.Equal(["limit", "stage"], (await api.SendAsync("agent", "GET", "/cases?limit=0&stage=late")).Refused(400, "invalid_request").Paths.Order());
        Assert.Equal(["colour"], (await api.SendAsync("agent", "GET", "/cases?colour=red")).Refused(400, "invalid_request").Paths);
        Assert.Equal(["q"], (await api.SendAsync("agent", "GET", "/cases?q=%00%00")).Refused(400, "invalid_request").Paths);
    }

    [Theory, OnSqlite]
    public async Task Caller_WhoSendsTooMuch_IsToldToWait(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider, ("Api:Burst", "5"), ("Api:RequestsPerSecond", "1"));
        for (var i = 0; i < 5; i++) (await api.SendAsync("agent", "GET", "/cases")).Ok();
        var refused = (await api.SendAsync("agent", "GET", "/cases")).Refused(429, "rate_limited");
        Assert.NotNull(refused.Headers.RetryAfter);
        (await api.SendAsync("agent2", "GET", "/cases")).Ok();
    }
}
