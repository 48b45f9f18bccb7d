using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>Shut while the demo is being made on the very first start: pages say so instead of showing half of it.</summary>
public sealed class PreparingGate
{
    private volatile Progress progress = new(false, 0, 0);

    public bool IsShut => progress.IsShut;

    public long Done => progress.Done;

    public long Of => progress.Of;

    public void Shut() => progress = new Progress(true, 0, 0);

    public void Report(long done, long of) => progress = new Progress(true, done, of);

    public void Open() => progress = new Progress(false, 0, 0);

    private sealed record Progress(bool IsShut, long Done, long Of);
}

/// <summary>Sends whoever comes too early to the progress page.</summary>
public static class Preparing
{
    public const string Page = "/preparing";
    private static readonly PathString[] Open = ["/health", "/css", "/js", "/img", "/lib", "/language", "/theme", "/density", "/errors"];

    internal static IApplicationBuilder UsePreparing(this IApplicationBuilder app)
    {
        // The site can be run without a demo (tests, a worker): then there is no gate.
        if (app.ApplicationServices.GetService<PreparingGate>() is not { } gate) return app;
        return app.Use((context, next) =>
        {
            var path = context.Request.Path;
            if (!gate.IsShut || Array.Exists(Open, open => path.StartsWithSegments(open))) return next(context);
            if (ApiPath.IsApi(context)) return TellProgramAsync(context);
            context.Request.Path = Page;
            context.Request.Method = HttpMethods.Get;
            return next(context);
        });
    }

    private static Task TellProgramAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return new Problem(ProblemCodes.Preparing).ExecuteAsync(context);
    }
}
