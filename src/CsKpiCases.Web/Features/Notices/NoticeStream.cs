using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsKpiCases.Data;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>
/// Somebody's notices as server-sent events, for as long as he stays: <c>notices</c> with what has come and how many are
/// unread, <c>crowded</c> when he has too many streams and this one is to stay closed. Between them a comment now and then, by
/// which a connection that has died is found out. Each look asks whether he may still be here.
/// </summary>
public sealed partial class NoticeStream(
    LiveHub hub, FindNews news, IDbContextFactory<CasesDbContext> contexts, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NoticeStream> log)
{
    // Below the half minute after which a changed role or password ends a session, and what proxies take for dead.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(25);

    // Then it is opened again, and the session looked at as with every request.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Answers the request; back when its reader has gone, the session has ended or the host stops. 401 where the session is over already.</summary>
    public async Task RunAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            if (!await EventStream.MayStayAsync(http, contexts, ending.Token))
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            using var reader = hub.Open(http.SignedIn().AccountId);
            await EventStream.BeginAsync(http.Response, ending.Token);
            await FollowAsync(http, reader, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // gone, or the host stops: its end is an ordinary one, and the browser comes again
        }
        catch (DbException e) when (http.Response.HasStarted)
        {
            Broken(log, e);
        }
    }

    private async Task FollowAsync(HttpContext http, LiveReader reader, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var told = new NewsTold(long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null);
        do
        {
            var found = await news.RunAsync(reader.AccountId, told, cancellation);
            await EventStream.WriteAsync(http.Response, found is null ? ":\n\n" : Event("notices", JsonSerializer.Serialize(found, Plain), told.Newest), cancellation);
            await reader.WaitAsync(Beat, cancellation);
        }
        while (reader.End is null && clock.GetElapsedTime(began) < Longest && await EventStream.MayStayAsync(http, contexts, cancellation));
        if (reader.End == LiveEnd.Crowded) await EventStream.WriteAsync(http.Response, Event("crowded", "{}", told.Newest), cancellation);
    }

    private static string Event(string name, string text, long id) => FormattableString.Invariant($"event: {name}\nid: {id}\ndata: {text}\n\n");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A stream of notices ends: the store cannot be read")]
    private static partial void Broken(ILogger logger, Exception error);
}
