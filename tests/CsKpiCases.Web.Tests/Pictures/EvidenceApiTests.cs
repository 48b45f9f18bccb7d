using System.IO.Compression;
using System.Net.Http.Headers;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Api;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.TestHost;

namespace CsKpiCases.Web.Tests.Pictures;

/// <summary>Videos and the evidence pack through the API.</summary>
public sealed class EvidenceApiTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Video_ThroughTheApi_IsTakenNamedAndPacked(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider, ("Evidence:VideoMegabytes", "1"));
        var no = await api.InvestigatingAsync();
        var version = await api.VersionAsync(no);
        var sent = (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", CaseLifeTests.Form(TestPictures.Video(), "../v.html"), version)).Ok(201);
        Assert.Equal(("video/mp4", "person", "false"), (sent.Text("contentType"), sent.Text("uploadedByKind"), sent.Json!["isFlagged"]!.ToJsonString()));
        var large = CaseLifeTests.Form(TestPictures.Video(size: (1024 * 1024) + 1), "v.mp4");
        (await api.SendAsync("agent", "POST", $"/cases/{no}/evidence", large, version + 1)).Refused(413, "too_large");

        using var client = api.App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.TokenAsync("auditor", "read"));
        using var pack = await client.GetAsync(new Uri($"/api/v1/cases/{no}/evidence/pack", UriKind.Relative));
        Assert.Equal("application/zip", pack.Content.Headers.ContentType!.MediaType);
        await using var zip = new ZipArchive(await pack.Content.ReadAsStreamAsync());
        Assert.Equal(4, zip.Entries.Count);
        Assert.EndsWith($"_{no}_1.mp4", zip.Entries[2].FullName);
        (await api.SendAsync("stranger", "GET", $"/cases/{no}/evidence/pack")).Refused(404, "not_found");
    }
}
