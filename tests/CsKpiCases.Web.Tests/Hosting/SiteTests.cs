using System.Net;
using CsKpiCases.Web.Hosting;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Tests.Hosting;

public sealed class SiteTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData("/css/site.css", "text/css")]
    [InlineData("/css/parts.css", "text/css")]
    [InlineData("/js/site.js", "text/javascript")]
    [InlineData("/img/icons.svg", "image/svg+xml")]
    [InlineData("/lib/tabler/tabler.min.css", "text/css")]
    [InlineData("/lib/tabler/tabler.min.js", "text/javascript")]
    [InlineData("/lib/htmx/htmx.min.js", "text/javascript")]
    [InlineData("/lib/echarts/echarts.esm.min.js", "text/javascript")]
    public async Task StaticFile_Asked_HasTypeAndBody(string path, string type)
    {
        using var response = await site.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("zh-TW,zh;q=0.9,en;q=0.1", "zh-CN", "跳到正文")]
    [InlineData("zh", "zh-CN", "跳到正文")]
    [InlineData("fr-FR,de;q=0.5", "en", "Skip to content")]
    [InlineData("en-GB,zh-CN;q=0.5", "en", "Skip to content")]
    [InlineData("", "en", "Skip to content")]
    public async Task Page_AcceptLanguage_AnswersInTheLanguageLikedBest(string accepted, string language, string expected)
    {
        var html = await GetPage("/styleguide", accepted, cookie: null);

        Assert.Contains($"<html lang=\"{language}\"", html);
        Assert.Contains(expected, html);
    }

    [Fact]
    public async Task Page_LanguageCookie_OutranksTheBrowser()
    {
        Assert.Contains("<html lang=\"zh-CN\"", await GetPage("/styleguide", "en", "language=zh-CN"));
        Assert.Contains("<html lang=\"en\"", await GetPage("/styleguide", "zh", "language=en"));
        Assert.Contains("<html lang=\"zh-CN\"", await GetPage("/styleguide", "zh", "language=fr"));
    }

    [Fact]
    public async Task Page_ThemeAndDensityCookies_AreDrawnByTheServer()
    {
        var html = await GetPage("/styleguide", "en", "theme=dark; density=comfortable");

        Assert.Contains("data-bs-theme=\"dark\"", html);
        Assert.Contains("data-density=\"comfortable\"", html);
    }

    [Fact]
    public async Task AnyAnswer_Always_CarriesTheSecurityHeaders()
    {
        foreach (var path in new[] { "/styleguide", "/js/site.js", "/no-such-page", "/broken", "/api/broken" })
        {
            using var response = await site.Client.GetAsync(path);
            var policy = Assert.Single(response.Headers.GetValues(HeaderNames.ContentSecurityPolicy));
            Assert.Equal(SecurityHeaders.ContentSecurityPolicy, policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues(HeaderNames.XContentTypeOptions)));
        }
    }

    [Theory]
    [InlineData("/styleguide")]
    [InlineData("/no-such-page")]
    public async Task Page_UnderTheStrictPolicy_HasNoInlineStyleOrScript(string path)
    {
        var html = await GetPage(path, "zh", cookie: null);

        Assert.DoesNotContain(" style=", html);
        Assert.DoesNotContain("<style", html);
        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)", html);
        Assert.DoesNotMatch(@"\son[a-z]+=", html);
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound, "没有这一页")]
    [InlineData("/forbidden", HttpStatusCode.Forbidden, "管理员可以授予角色")]
    [InlineData("/broken", HttpStatusCode.InternalServerError, "追踪编号")]
    public async Task Page_GoesWrong_SaysWhatAndWhatNext(string path, HttpStatusCode status, string expected)
    {
        using var request = Request(HttpMethod.Get, path, "zh", cookie: null);
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains(expected, html);
        Assert.DoesNotContain("broken on purpose", html);
    }

    [Fact]
    public async Task ApiPath_GoesWrong_GetsNoPageForPeople()
    {
        using var response = await site.Client.GetAsync("/api/broken");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Language_Posted_IsRememberedAndReturnsToThePage()
    {
        var html = await site.Client.GetAsync("/styleguide");
        var cookie = html.Headers.GetValues(HeaderNames.SetCookie).First(value => value.Contains("Antiforgery", StringComparison.Ordinal)).Split(';')[0];
        var token = (await html.Content.ReadAsStringAsync()).Split("name=\"csrf\" content=\"")[1].Split('"')[0];
        using var request = Request(HttpMethod.Post, "/language", "en", cookie);
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["value"] = "zh-CN",
            ["returnUrl"] = "/?q=1",
            ["__RequestVerificationToken"] = token,
        });
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/?q=1", response.Headers.Location?.OriginalString);
        Assert.Contains(response.Headers.GetValues(HeaderNames.SetCookie), value => value.StartsWith("language=zh-CN;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Language_PostedWithoutToken_IsRefused()
    {
        using var request = Request(HttpMethod.Post, "/language", "en", cookie: null);
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["value"] = "zh-CN" });
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<string> GetPage(string path, string accepted, string? cookie)
    {
        using var request = Request(HttpMethod.Get, path, accepted, cookie);
        using var response = await site.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string accepted, string? cookie)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptLanguage, accepted);
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation(HeaderNames.Cookie, cookie);
        }

        return request;
    }
}
