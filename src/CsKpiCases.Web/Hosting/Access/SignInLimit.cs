using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>How many times a minute one address may try to sign in.</summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";

    public static void Configure(RateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<SignInSettings>>().Value.AttemptsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));
    }
}
