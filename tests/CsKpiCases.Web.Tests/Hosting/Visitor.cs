using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>What a browser got.</summary>
internal sealed record Page(HttpStatusCode Status, string Html, string? Location, HttpResponseMessage Response);

/// <summary>A browser without script: keeps cookies, sends the anti-forgery token of the page it read last.</summary>
internal sealed partial class Visitor(TestServer server, string language)
{
    private readonly CookieContainer cookies = new();
    private string token = "";

    public Task<Page> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>As htmx asks: for a part of a page.</summary>
    public Task<Page> GetPartAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("HX-Request", "true");
        return SendAsync(request);
    }

    /// <summary>Opens what does not end by itself; the answer is read as it comes.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        var client = server.CreateClient();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (cookies.GetCookieHeader(new Uri(client.BaseAddress!, path)) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a form; a page must have been read before, for the token.</summary>
    public Task<Page> PostAsync(string path, params (string Name, string Value)[] fields) =>
        PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Sends a form with files.</summary>
    public Task<Page> PostFilesAsync(string path, (string Name, string Value)[] fields, params (string FileName, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        foreach (var (fileName, content) in files) form.Add(new ByteArrayContent(content), "photos", fileName);
        return PostAsync(path, form);
    }

    /// <summary>The page that a redirect leads to; the page itself otherwise.</summary>
    public Task<Page> FollowAsync(Page page) => page.Location is { } location ? GetAsync(location) : Task.FromResult(page);

    private Task<Page> PostAsync(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("X-CSRF-TOKEN", token);
        return SendAsync(request);
    }

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var client = server.CreateClient();
        var address = new Uri(client.BaseAddress!, request.RequestUri!);
        request.Headers.Add("Accept-Language", language);
        if (cookies.GetCookieHeader(address) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set) cookies.SetCookies(address, WithoutExpiry().Replace(cookie, ""));
        }

        var html = await response.Content.ReadAsStringAsync();
        if (Token().Match(html) is { Success: true } found) token = found.Groups[1].Value;
        return new Page(response.StatusCode, html, response.Headers.Location?.OriginalString, response);
    }

    // a page without script has it in its forms alone
    [GeneratedRegex("(?:<meta name=\"csrf\" content|name=\"__RequestVerificationToken\" type=\"hidden\" value)=\"([^\"]+)\"")]
    private static partial Regex Token();

    // the test's clock is not the machine's: a cookie that expires by it must not be dropped by this container
    [GeneratedRegex("; expires=[^;]+", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutExpiry();
}
