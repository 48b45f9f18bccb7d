using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CsKpiCases.Web.Hosting.BuyerLinks;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>How much one address, and one link from wherever it is used, may ask of the buyer's page in a minute.</summary>
public sealed class BuyerRates : IDisposable
{
    /// <summary>What is sent in counts for so many looks.</summary>
    private const int SendingCounts = 5;

    /// <summary>A page shows many pictures.</summary>
    private const int FilesToAPage = 10;

    private readonly PartitionedRateLimiter<HttpContext> pages;
    private readonly PartitionedRateLimiter<HttpContext> files;

    public BuyerRates(IOptions<BuyerPageSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var most = settings.Value.RequestsPerMinute;
        pages = PartitionedRateLimiter.CreateChained(Limiter(AddressOf, most), Limiter(TokenOf, most / 2));
        files = Limiter(AddressOf, most * FilesToAPage);
    }

    /// <summary>False when it is too much.</summary>
    public async Task<bool> TakesAsync(HttpContext http, bool isFile)
    {
        ArgumentNullException.ThrowIfNull(http);
        var count = HttpMethods.IsPost(http.Request.Method) ? SendingCounts : 1;
        using var lease = await (isFile ? files : pages).AcquireAsync(http, count, http.RequestAborted);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        pages.Dispose();
        files.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> key, int most) => PartitionedRateLimiter.Create<HttpContext, string>(
        http => RateLimitPartition.GetFixedWindowLimiter(key(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Of the new kind of address a household has a whole network.</summary>
    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } six => new IPAddress([.. six.GetAddressBytes().Take(8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString(),
        var four => four.MapToIPv4().ToString(),
    };

    /// <summary>What is no token of ours shares one place: a guesser must not fill the memory with his guesses.</summary>
    private static string TokenOf(HttpContext http) =>
        http.Request.RouteValues["token"] is string token && BuyerLinkTokens.HashOf(token) is not null ? token : "";
}
