using System.Globalization;
using System.Net;
using System.Xml;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Hosting;

/// <summary>
/// The system's clock, moved by an offset: for demos and browser tests, in Development alone. Timers keep the machine's own
/// pace, and so do the ticks of jobs; what moves is what everything here takes for now.
/// </summary>
public sealed class DevelopmentClock : TimeProvider
{
    private long offsetTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>Moves it to an instant, from which it runs on.</summary>
    public void MoveTo(DateTimeOffset at) => Interlocked.Exchange(ref offsetTicks, (at - System.GetUtcNow()).Ticks);

    /// <summary>Moves it forward, or back where the time is negative.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref offsetTicks, by.Ticks);
}

/// <summary>
/// The setting <c>Development:ClockAt</c> says from which instant it runs; without it, from the machine's own.
/// <c>GET /dev/clock</c> answers what time it is here; <c>POST /dev/clock</c> moves it: <c>{"at":"2026-03-02T09:00:00+08:00"}</c>
/// or <c>{"advance":"PT26H"}</c>. What ran out until then has happened when it answers. Mapped in Development alone, and only
/// for callers on this machine.
/// </summary>
public static class DevelopmentClockRoute
{
    private const string Path = "/dev/clock";
    private const string Setting = "Development:ClockAt";
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3650);

    /// <summary>Outside Development nothing is registered.</summary>
    internal static void AddDevelopmentClock(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return;
        var clock = new DevelopmentClock();
        if (builder.Configuration.GetValue<DateTimeOffset?>(Setting) is { } at) clock.MoveTo(at);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(p => p.GetRequiredService<DevelopmentClock>());
    }

    /// <summary>Outside Development, or where a test brought a clock of its own, nothing is mapped.</summary>
    internal static void MapDevelopmentClock(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || app.Services.GetService<TimeProvider>() is not DevelopmentClock clock) return;
        app.MapGet(Path, (HttpContext context) => IsLocal(context) ? Results.Json(Answer(clock)) : Results.NotFound())
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, async (HttpContext context, ClockMove move) => IsLocal(context) ? await MoveAsync(context, clock, move) : Results.NotFound())
            .AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();
    }

    private static async Task<IResult> MoveAsync(HttpContext context, DevelopmentClock clock, ClockMove move)
    {
        if (move.At is { } at) clock.MoveTo(at);
        if (move.Advance is { } text)
        {
            if (!TryRead(text, out var by)) return Results.BadRequest(new { error = "advance is an ISO 8601 duration of at most ten years, such as PT26H" });
            clock.Advance(by);
        }

        await SettleAsync(context.RequestServices, context.RequestAborted);
        return Results.Json(Answer(clock));
    }

    /// <summary>Else whoever moved it would wait for the next minute's tick. A site without a store has nothing to settle.</summary>
    private static async Task SettleAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<JobRunner>() is not { } jobs) return;
        foreach (var shop in await services.GetRequiredService<ShopBook>().AllAsync(cancellation)) await jobs.SettleAsync(shop, cancellation);
    }

    private static bool TryRead(string text, out TimeSpan by)
    {
        try
        {
            by = XmlConvert.ToTimeSpan(text);
            return by.Duration() <= Farthest;
        }
        catch (FormatException)
        {
            by = TimeSpan.Zero;
            return false;
        }
    }

    private static object Answer(DevelopmentClock clock) => new { now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };

    private static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private sealed record ClockMove(DateTimeOffset? At, string? Advance);
}
