using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Settings of the API, section <c>Api</c>.</summary>
public sealed class ApiSettings
{
    public const string Section = "Api";

    /// <summary>Requests a second that one token may send for ever.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Requests that one token may send at once.</summary>
    [Range(1, 10_000_000)]
    public int Burst { get; set; } = 2000;

    /// <summary>The same for an address that sends no valid token: what guesses tokens is slow.</summary>
    [Range(1, 1_000_000)]
    public int AnonymousBurst { get; set; } = 100;
}

/// <summary>How much one caller may ask of the API.</summary>
public sealed class ApiRates : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limiter;

    public ApiRates(IOptions<ApiSettings> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.Value;
        limiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(KeyOf(http), key => key[0] == 'a'
            ? Bucket(settings.AnonymousBurst, Math.Max(1, settings.AnonymousBurst / 10))
            : Bucket(settings.Burst, settings.RequestsPerSecond)));
    }

    internal async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        using var lease = await limiter.AcquireAsync(http, 1, http.RequestAborted);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        http.Response.Headers[HeaderNames.RetryAfter] = wait.ToString(CultureInfo.InvariantCulture);
        await new Problem(ProblemCodes.RateLimited).ExecuteAsync(http);
    }

    public void Dispose() => limiter.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int most, int perSecond) =>
        new() { TokenLimit = most, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 };

    private static string KeyOf(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true) return "a" + http.Connection.RemoteIpAddress;
        // by account: the same token can be written in many ways, and an account can have many tokens
        return "t" + http.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value;
    }
}

internal static class ApiRatesUse
{
    public static IApplicationBuilder UseApiRates(this IApplicationBuilder app) => app.UseWhen(
        ApiPath.IsApi,
        api => api.Use((http, next) => http.RequestServices.GetRequiredService<ApiRates>().RunAsync(http, next)));
}
