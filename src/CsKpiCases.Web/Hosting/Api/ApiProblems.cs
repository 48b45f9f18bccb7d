using CsKpiCases.Data.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Makes a problem document of whatever goes wrong below <c>/api</c>.</summary>
internal static class ApiProblems
{
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder app) => app.UseWhen(ApiPath.IsApi, api => api.Use(RunAsync));

    private static async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // nobody listens any more
        }
#pragma warning disable CA1031 // the last net: whatever it is becomes a document and a line in the log
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            var headers = KeptHeaders(http.Response);
            http.Response.Clear();
            foreach (var (name, value) in headers) http.Response.Headers[name] = value;
            await Explain(e, http).ExecuteAsync(http);
            return;
        }

        var response = http.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength is > 0) return;
        var problem = await OfStatusAsync(http);
        await problem.ExecuteAsync(http);
    }

    private static List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> KeptHeaders(HttpResponse response) =>
        [.. response.Headers.Where(h => h.Key.Equals(HeaderNames.ETag, StringComparison.OrdinalIgnoreCase))];

    private static Problem Explain(Exception error, HttpContext http)
    {
        switch (error)
        {
            case ProblemException known:
                return known.Problem;
            case BadHttpRequestException bad:
                return new Problem(ProblemCodes.OfStatus(bad.StatusCode));
        }

        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiProblems));
        log.LogError(error, "{Method} {Route} failed", http.Request.Method, http.GetEndpoint()?.DisplayName);
        return new Problem(Collisions.IsBusy(error) ? ProblemCodes.Unavailable : ProblemCodes.Internal);
    }

    private static async Task<Problem> OfStatusAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status != StatusCodes.Status401Unauthorized) return new Problem(ProblemCodes.OfStatus(status));
        var failure = (await http.AuthenticateAsync()).Failure;
        http.Response.Headers[HeaderNames.WWWAuthenticate] = failure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return failure is null ? new Problem(ProblemCodes.Unauthenticated) : new Problem(ProblemCodes.InvalidToken, failure.Message);
    }
}
