using System.Globalization;
using System.Text.Json.Nodes;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>A whole complaint through the API: logged, breached, solved, ruled, its penalty decided.</summary>
public sealed class CaseLifeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Complaint_ThroughTheApi_LivesFromLoggedToDecidedPenalty(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync("T1");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/contacts", new { channel = "phone", reached = true, note = "已致歉" }, await api.VersionAsync(no))).Ok(201);
        var proposed = (await api.FireAsync("agent", no, "propose", new { solution = "退一半", amount = 150, purpose = "compensation" })).Ok();
        Assert.Equal("SolutionApproval", proposed.Text("state"));
        Assert.Equal(150, (decimal)proposed.Json!["proposal"]!["amount"]!);

        // nobody approves in time
        api.Clock.Advance(TimeSpan.FromDays(4));
        var clocks = (await api.SendAsync("supervisor", "GET", $"/cases/{no}/clocks")).Ok().Items;
        var resolution = clocks.Single(c => (string?)c!["clock"] == "resolution")!;
        Assert.Equal("breached", (string?)resolution["state"]);
        Assert.Equal(resolution["limitDueAt"]!.ToJsonString(), resolution["breachedAt"]!.ToJsonString());
        Assert.NotEmpty(resolution["segments"]!.AsArray());

        (await api.FireAsync("supervisor", no, "approve")).Ok();
        Assert.Equal("Fulfilling", (await api.FireAsync("agent", no, "accept")).Ok().Text("state"));
        var payment = (string)(await api.SendAsync("finance", "GET", $"/cases/{no}/ledger")).Ok().Items[^1]!["paymentId"]!;
        (await api.SendAsync("finance", "POST", $"/cases/{no}/ledger", new { paymentId = payment, step = "succeeded", reference = "R-1" }, await api.VersionAsync(no))).Ok();
        Assert.Equal("Resolved", (await api.SendAsync("agent", "GET", $"/cases/{no}")).Text("state"));
        Assert.All((await api.SendAsync("agent", "GET", $"/cases/{no}/promises")).Items, p => Assert.NotNull(p!["keptAt"]));
        await RuledAsync(api, no);
        await EventsAsync(api, no);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clock_AtItsLimitInTheClosedNight_IsBreachedWithTheNextWorkingSecond(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.LoggedAsync();
        (await api.FireAsync("agent", no, "classify", new { type = "complaint", category = "product_quality", cause = "quality", grade = "C" })).Ok();
        async Task<JsonNode> ClockAsync() => (await api.SendAsync("auditor", "GET", $"/cases/{no}/clocks")).Ok().Items.Single(c => (string?)c!["clock"] == "resolution")!;
        var due = DateTime.Parse((string)(await ClockAsync())["limitDueAt"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        Assert.Equal(new TimeSpan(10, 0, 0), due.TimeOfDay); // 18:00 in Shanghai: five working days end at closing

        api.Clock.Advance(due.AddHours(2) - api.Clock.Now);
        Assert.Equal(("running", null), ((string?)(await ClockAsync())["state"], (string?)(await ClockAsync())["breachedAt"]));
        api.Clock.Advance(due.AddDays(4) - api.Clock.Now);
        var breached = await ClockAsync();
        Assert.Equal(("breached", (string?)breached["limitDueAt"]), ((string?)breached["state"], (string?)breached["breachedAt"]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deadline_ToldThroughTheApi_IsListedAndEnded(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        (await api.SendAsync("agent", "POST", $"/cases/{no}/deadlines", new { key = "TS1", dueAt = "soon" }, await api.VersionAsync(no))).Refused(400, "invalid_request");
        var set = (await api.SendAsync("agent", "POST", $"/cases/{no}/deadlines", new { key = "TS1", dueAt = "2026-03-04T18:00:00+08:00", what = "上传举证", atZero = "自动退款" }, await api.VersionAsync(no))).Ok();
        Assert.Equal("2026-03-04T10:00:00Z", (string?)set.Items.Single()!["dueAt"]);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/deadlines", new { key = "TS2", news = "met" }, await api.VersionAsync(no))).Refused(409, "transition_refused");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/deadlines", new { key = "TS1", news = "met" }, await api.VersionAsync(no))).Ok();
        Assert.NotNull((await api.SendAsync("auditor", "GET", $"/cases/{no}/deadlines")).Ok().Items.Single()!["metAt"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Miss_JudgedThroughTheApi_SaysWhoseItIsAndWhy(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        api.Clock.Advance(TimeSpan.FromDays(1));
        (await api.SendAsync("agent", "POST", $"/cases/{no}/notes", new { note = "还在查" }, await api.VersionAsync(no))).Ok(201);
        async Task<Answer> JudgeAsync(string who, string clock, object body) => await api.SendAsync(who, "POST", $"/cases/{no}/clocks/{clock}/1/judgement", body, await api.VersionAsync(no));

        (await JudgeAsync("agent", "first_response", new { judgement = "excuse", note = "x" })).Refused(403, "forbidden");
        (await JudgeAsync("supervisor", "resolution", new { judgement = "excuse", note = "x" })).Refused(409, "transition_refused");
        Assert.Equal(["note"], (await JudgeAsync("supervisor", "first_response", new { judgement = "excuse" })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["party"], (await JudgeAsync("supervisor", "first_response", new { judgement = "reattribute", note = "x" })).Refused(400, "invalid_request").Paths);
        Assert.Equal(["clock"], (await JudgeAsync("supervisor", "no_such", new { judgement = "excuse", note = "x" })).Refused(400, "invalid_request").Paths);

        (await JudgeAsync("supervisor", "first_response", new { judgement = "reattribute", party = "warehouse", note = "仓库停电" })).Ok();
        Assert.Equal(["part"], (await JudgeAsync("supervisor", "first_response", new { judgement = "excuse", part = "excuse", note = "x" })).Refused(400, "invalid_request").Paths);
        var supervisor = api.Account("supervisor");
        Assert.Equal(["accountId"], (await JudgeAsync("supervisor", "first_response", new { judgement = "reattribute", party = "agent", accountId = $"{supervisor}", note = "x" })).Refused(400, "invalid_request").Paths);
        var judged = (await JudgeAsync("supervisor", "first_response", new { judgement = "excuse", note = "平台故障" })).Ok().Items.Single(c => (string?)c!["clock"] == "first_response")!;
        Assert.Equal(("warehouse", "仓库停电", "平台故障", false), ((string?)judged["attribution"]!["party"], (string?)judged["reattribution"]!["reason"], (string?)judged["excuse"]!["reason"], (bool)judged["scored"]!));
        var restored = (await JudgeAsync("supervisor", "first_response", new { judgement = "restore", part = "attribution", note = "仓库有电" })).Ok().Items.Single(c => (string?)c!["clock"] == "first_response")!;
        Assert.Equal(("agent", "平台故障"), ((string?)restored["attribution"]!["party"], (string?)restored["excuse"]!["reason"]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Promise_MadeAndKept_IsListedSo(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        var made = (await api.SendAsync("agent", "POST", $"/cases/{no}/promises", new { kind = "callBack", what = "回电", owedBy = "agent", dueAt = "2026-03-03T15:00:00+08:00" }, await api.VersionAsync(no))).Ok(201);
        var id = (string)made.Items.Single()!["id"]!;
        Assert.Equal("2026-03-03T07:00:00Z", (string?)made.Items[0]!["dueAt"]);
        var kept = (await api.SendAsync("agent", "POST", $"/cases/{no}/promises/{id}/keep", new { }, await api.VersionAsync(no))).Ok();
        Assert.NotNull(kept.Items.Single()!["keptAt"]);
        (await api.SendAsync("agent", "POST", $"/cases/{no}/promises/{id}/cancel", new { note = "x" }, await api.VersionAsync(no))).Refused(409, "transition_refused");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Evidence_Uploaded_IsListedAndComesBackByteForByte(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync();
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        var version = await api.VersionAsync(no);
        var sent = (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", Form(png, "../杯子.png"), version)).Ok(201);
        Assert.Equal("image/png", sent.Text("contentType"));
        Assert.Equal("杯子.png", sent.Text("fileName"));
        Assert.Equal($"\"{version + 1}\"", sent.Headers.ETag!.Tag);
        Assert.Single((await api.SendAsync("agent", "GET", $"/cases/{no}/evidence")).Items);
        var content = await api.SendAsync("agent", "GET", $"/cases/{no}/evidence/{sent.Text("id")}/content");
        Assert.Equal((200, "image/png"), (content.Status, content.MediaType));
        (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", Form(png, "again.png"), version + 1)).Refused(409, "transition_refused");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", Form("text"u8.ToArray(), "a.png"), version + 1)).Refused(400, "invalid_request");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", Form([], "a.png"), version + 1)).Refused(400, "invalid_request");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", new { }, version + 1)).Refused(415, "unsupported_media_type");
    }

    internal static MultipartFormDataContent Form(byte[] bytes, string name)
    {
        var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(bytes) { Headers = { { "Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace('"', '_')}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}" } } });
        return form;
    }

    /// <summary>A case whose buyer was paid.</summary>
    internal static async Task<string> ResolvedAsync(ApiHost api)
    {
        var no = await api.InvestigatingAsync("T1");
        (await api.FireAsync("agent", no, "propose", new { solution = "退一半", amount = 50, purpose = "compensation" })).Ok();
        (await api.FireAsync("agent", no, "accept")).Ok();
        var payment = (string)(await api.SendAsync("finance", "GET", $"/cases/{no}/ledger")).Ok().Items[^1]!["paymentId"]!;
        (await api.SendAsync("finance", "POST", $"/cases/{no}/ledger", new { paymentId = payment, step = "succeeded", reference = "R-1" }, await api.VersionAsync(no))).Ok();
        return no;
    }

    /// <summary>The agent's share is <paramref name="first"/>; with 6000 the shares sum up.</summary>
    internal static object Ruling(ApiHost api, int first) => new
    {
        question = "caused", loss = 300, severity = "B", reason = "发错型号", evidence = "聊天记录",
        shares = new object[]
        {
            new { party = "agent", accountId = api.Account("agent").ToString(CultureInfo.InvariantCulture), basisPoints = first },
            new { party = "courier", basisPoints = 4000 },
        },
    };

    private static async Task RuledAsync(ApiHost api, string no)
    {
        var version = await api.VersionAsync(no);
        Assert.Equal(["shares"], (await api.SendAsync("supervisor", "POST", $"/cases/{no}/ruling", Ruling(api, 5000), version)).Refused(400, "invalid_request").Paths);
        (await api.SendAsync("supervisor", "POST", $"/cases/{no}/ruling", Ruling(api, 6000))).Refused(428, "precondition_required");
        var ruled = (await api.SendAsync("supervisor", "POST", $"/cases/{no}/ruling", Ruling(api, 6000), version)).Ok(201);
        var penalty = ruled.Json!["penalties"]![0]!;
        Assert.Equal((54m, "proposed"), ((decimal)penalty["amount"]!, (string)penalty["state"]!));
        Assert.Equal("Closed", (await api.SendAsync("agent", "GET", $"/cases/{no}")).Text("state"));

        var at = $"/cases/{no}/penalties/{(string)penalty["id"]!}";
        (await api.SendAsync("agent2", "POST", at + "/answer", new { accepts = true }, await api.VersionAsync(no))).Refused(403, "forbidden");
        (await api.SendAsync("agent", "POST", at + "/answer", new { accepts = false, note = "仓库贴错标签" }, await api.VersionAsync(no))).Ok();
        (await api.SendAsync("supervisor", "POST", at + "/decision", new { decision = "confirm", note = "x" }, await api.VersionAsync(no))).Refused(409, "transition_refused");
        var decided = (await api.SendAsync("supervisor2", "POST", at + "/decision", new { decision = "reduce", reduceTo = 20.5, note = "部分属实" }, await api.VersionAsync(no))).Ok();
        Assert.Equal(("reduced", 20.5m), ((string)decided.Json!["penalties"]![0]!["state"]!, (decimal)decided.Json["penalties"]![0]!["effectiveAmount"]!));
        (await api.SendAsync("generalManager", "POST", at + "/decision", new { decision = "drop", note = "x" }, await api.VersionAsync(no))).Refused(409, "transition_refused");
    }

    private static async Task EventsAsync(ApiHost api, string no)
    {
        var (seen, after) = (new List<int>(), "");
        do
        {
            var page = (await api.SendAsync("agent", "GET", $"/cases/{no}/events?limit=3{after}")).Ok();
            seen.AddRange(page.Items.Select(e => (int)e!["sequence"]!));
            after = page.Json!["next"] is { } next ? $"&after={(string)next!}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(Enumerable.Range(1, await api.VersionAsync(no)), seen);
    }
}
