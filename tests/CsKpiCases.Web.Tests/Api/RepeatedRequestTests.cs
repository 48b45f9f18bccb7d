using System.Globalization;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>Requests that change a case, sent again with the same idempotency key.</summary>
public sealed class RepeatedRequestTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory, OnSqlite, OnPostgres]
    public async Task Change_SentAgainWithItsKey_IsAnsweredTheSameAndDoneOnce(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync("T1");
        var call = new { kind = "callBack", what = "回电", owedBy = "agent", dueAt = "2026-03-03T15:00:00+08:00" };
        await TwiceAsync(api, "agent", no, "/notes", () => new { note = "买家下午在线" }, 201);
        await TwiceAsync(api, "agent", no, "/contacts", () => new { channel = "phone", reached = true }, 201);
        await TwiceAsync(api, "agent", no, "/evidence", () => CaseLifeTests.Form(Png, "杯子.png"), 201);
        var promise = (string)(await TwiceAsync(api, "agent", no, "/promises", () => call, 201)).Items.Single()!["id"]!;
        await TwiceAsync(api, "agent", no, $"/promises/{promise}/keep", () => new { }, 200);
        promise = (string)(await TwiceAsync(api, "agent", no, "/promises", () => call, 201)).Items[^1]!["id"]!;
        await TwiceAsync(api, "agent", no, $"/promises/{promise}/cancel", () => new { note = "买家不要" }, 200);
        await TwiceAsync(api, "agent", no, "/transitions", () => new { trigger = "propose", data = new { solution = "退五元", amount = 5, purpose = "compensation" } }, 200);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Ruling_SentAgainWithItsKey_ProposesOnePenalty(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await CaseLifeTests.ResolvedAsync(api);
        var ruled = await TwiceAsync(api, "supervisor", no, "/ruling", () => CaseLifeTests.Ruling(api, 6000), 201);
        var penalty = (string)ruled.Json!["penalties"]!.AsArray().Single()!["id"]!;
        await TwiceAsync(api, "agent", no, $"/penalties/{penalty}/answer", () => new { accepts = false, note = "仓库贴错标签" }, 200);
        await TwiceAsync(api, "supervisor2", no, $"/penalties/{penalty}/decision", () => new { decision = "drop", note = "属实" }, 200);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Change_SixTimesAtOnceWithOneKey_IsDoneOnce(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        var version = await api.VersionAsync(no);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "买家下午在线" }, null, ("If-Match", "*"), ("Idempotency-Key", "at-once"))));
        Assert.All(answers, a => a.Ok(201));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Equal(version + 1, await api.VersionAsync(no));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Key_OfAnotherRequest_IsRefusedAndOfARefusedOneIsFree(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var (no, other) = (await api.InvestigatingAsync(), await api.InvestigatingAsync());
        (string, string)[] key = [("Idempotency-Key", "k-1")];
        var version = await api.VersionAsync(no);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" }, version - 1, key)).Refused(412, "stale");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" }, version, key)).Ok(201);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "二" }, version + 1, key)).Refused(422, "idempotency_key_reused");
        (await api.SendAsync("agent", "POST", $"/cases/{other}/notes", new { note = "一" }, version, key)).Refused(422, "idempotency_key_reused");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "一" }, version + 1, ("Idempotency-Key", "\u00ff"))).Refused(400, "invalid_header");
        Assert.Equal(version + 1, await api.VersionAsync(no));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Evidence_OfAStaleVersion_IsRefusedBeforeTheFileIsTaken(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        var stale = (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", CaseLifeTests.Form(Png, "a.png"), await api.VersionAsync(no) - 1)).Refused(412, "stale");
        Assert.Single(stale.Json!["changes"]!.AsArray());
        Assert.False(Directory.Exists(Path.Combine(api.Folder, "evidence")) && Directory.EnumerateFiles(Path.Combine(api.Folder, "evidence"), "*", SearchOption.AllDirectories).Any());
    }

    private static async Task<Answer> TwiceAsync(ApiHost api, string who, string no, string route, Func<object> body, int status)
    {
        var version = await api.VersionAsync(no);
        (string, string)[] key = [("Idempotency-Key", $"{route}-{version.ToString(CultureInfo.InvariantCulture)}".Replace('/', '-'))];
        var first = (await api.SendAsync(who, "POST", $"/cases/{no}{route}", body(), version, key)).Ok(status);
        var after = await api.VersionAsync(no);
        Assert.Equal($"\"{after}\"", first.Headers.ETag!.Tag);
        var again = (await api.SendAsync(who, "POST", $"/cases/{no}{route}", body(), version, key)).Ok(status);
        Assert.Equal((first.Body, first.Headers.ETag), (again.Body, again.Headers.ETag));
        Assert.Equal(after, await api.VersionAsync(no));
        return first;
    }
}
