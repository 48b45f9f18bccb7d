using System.Net;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>Whose word on the caller's address and scheme is taken.</summary>
public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("", "10.0.0.5", "10.0.0.5", "http")]
    [InlineData("10.0.0.5", "10.0.0.5", "203.0.113.9", "https")]
    [InlineData("10.0.0.5", "10.0.0.6", "10.0.0.6", "http")]
    [InlineData("192.168.0.1, 10.0.0.0/24", "10.0.0.6", "203.0.113.9", "https")]
    [InlineData("::1", "::1", "203.0.113.9", "https")]
    public async Task Forwarded_ByAProxy_IsBelievedOfTheNamedOnesAlone(string proxies, string from, string address, string scheme)
    {
        var seen = await AskAsync(proxies, from, "203.0.113.9");
        Assert.Equal((address, scheme), (seen.Connection.RemoteIpAddress!.ToString(), seen.Request.Scheme));
    }

    [Fact]
    public async Task Forwarded_ByTwoProxies_EndsAtTheFirstThatIsNotNamed()
    {
        var seen = await AskAsync("10.0.0.0/24", "10.0.0.5", "127.0.0.1, 203.0.113.9, 10.0.0.6", "https, https, https");
        Assert.Equal("203.0.113.9", seen.Connection.RemoteIpAddress!.ToString());
    }

    [Fact]
    public async Task Forwarded_OfThisMachineByANamedProxy_IsNotThisMachine()
    {
        var seen = await AskAsync("127.0.0.1", "127.0.0.1", "127.0.0.1");
        Assert.Equal("127.0.0.1", seen.Connection.RemoteIpAddress!.ToString());
        Assert.False(seen.IsFromLoopback());
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.5; 10.0.0.6")]
    public void Read_OfWhatIsNoAddress_IsNothing(string text) => Assert.Null(TrustedProxies.Read(text));

    private static async Task<HttpContext> AskAsync(string proxies, string from, string forwardedFor, string proto = "https")
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.Configure<ServeSettings>(s => s.Proxies = proxies);
        await using var app = builder.Build();
        app.UseTrustedProxies();
        app.Run(_ => Task.CompletedTask);
        await app.StartAsync();
        return await app.GetTestServer().SendAsync(http =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            http.Request.Headers["X-Forwarded-For"] = forwardedFor;
            http.Request.Headers["X-Forwarded-Proto"] = proto;
        });
    }
}
