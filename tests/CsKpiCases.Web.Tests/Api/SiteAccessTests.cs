using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.TestHost;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>The API from the site: by its session, its reference page, its reports.</summary>
public sealed class SiteAccessTests
{
    [Theory, OnSqlite]
    public async Task Session_WithoutTheAntiForgeryToken_MayOnlyRead(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var cookies = new CookieContainer();
        var site = new Uri("http://localhost/");
        using var client = api.App.GetTestServer().CreateClient();
        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? token = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            if (cookies.Count > 0) request.Headers.Add("Cookie", cookies.GetCookieHeader(site));
            if (token is not null) request.Headers.Add("X-CSRF-TOKEN", token);
            var response = await client.SendAsync(request);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []) cookies.SetCookies(site, cookie);
            return response;
        }

        await SendAsync(HttpMethod.Get, "/test/sign-in/agent");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/cases")).StatusCode);
        var body = new { subject = "杯子" };
        var refused = await SendAsync(HttpMethod.Post, "/api/v1/cases", body);
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.Contains("csrf_token", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, "/api/v1/cases", body, "nonsense")).StatusCode);
        var token = (await (await SendAsync(HttpMethod.Get, "/test/csrf")).Content.ReadAsStringAsync()).Trim('"');
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "/api/v1/cases", body, token)).StatusCode);
    }

    [Theory, OnSqlite]
    public async Task Token_OnAPage_OpensNothingThatItsScopeDoesNot(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        using var client = api.App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.TokenAsync("supervisor", "read"));
        foreach (var path in new[] { "/", "/cases", "/cases/new", "/tokens", "/users", "/responsibility", "/jobs" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/cases", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [OnSqlite("en", "Problem codes")]
    [OnSqlite("zh-CN", "问题代码")]
    public async Task ReferencePage_InEitherLanguage_ListsRoutesAndCodes(StoreProvider provider, string language, string heading)
    {
        await using var api = await ApiHost.StartAsync(provider);
        using var client = api.App.GetTestServer().CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await api.TokenAsync("auditor", "read"));
        var page = await client.GetStringAsync(new Uri("/api", UriKind.Relative));
        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.All(["fireTransition", "simulatePay", "schema-CaseAnswer", "transition_refused", "below_goal", "penalty_window_over"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.All(ProblemCodes.All, code => Assert.Contains($"id=\"{code.Code}\"", page, StringComparison.Ordinal));
    }

    [Theory, OnSqlite]
    public async Task NightlyReport_ThatIsNotThere_IsNotFound(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        (await api.SendAsync("supervisor", "GET", "/reports/nightly/2026-03-01")).Refused(404, "not_found");
        Assert.Equal(["date"], (await api.SendAsync("supervisor", "GET", "/reports/nightly/yesterday")).Refused(400, "invalid_request").Paths);
        Assert.Equal(["shop"], (await api.SendAsync("supervisor", "GET", "/reports/nightly/2026-03-01?shop=silk")).Refused(400, "invalid_request").Paths);
    }
}
