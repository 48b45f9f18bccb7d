using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Presence;

/// <summary>Somebody else at a case, in the reader's words.</summary>
public sealed record OtherReader(string Text, bool Writing);

/// <summary>
/// Who else looks at a case, as server-sent events for as long as its page is looked at: being on the stream is being there.
/// <c>present</c> comes with everybody but the reader, whenever that changes.
/// </summary>
public sealed class PresenceStream(
    PresenceBook book, PresenceNews news, LiveHub hub, ShopPeople people, IDbContextFactory<CasesDbContext> contexts, Texts texts, TimeTexts times,
    IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // Then it is opened again, and the session looked at as with every request.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Answers the request; back when the reader has gone, the session has ended or the host stops. 401 where the session is over already.</summary>
    public async Task RunAsync(HttpContext http, Shop shop, long caseId)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(shop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            if (!await EventStream.MayStayAsync(http, contexts, ending.Token))
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            await FollowAsync(http, shop, caseId, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // gone, or the host stops
        }
    }

    private async Task FollowAsync(HttpContext http, Shop shop, long caseId, CancellationToken cancellation)
    {
        hub.Listen();
        var viewer = book.Open(caseId, http.SignedIn().AccountId);
        try
        {
            await news.CameAsync(viewer);
            await EventStream.BeginAsync(http.Response, cancellation);
            var began = clock.GetTimestamp();
            string? told = null;
            do
            {
                var found = JsonSerializer.Serialize(await OthersAsync(shop, viewer, cancellation), Plain);
                await EventStream.WriteAsync(http.Response, found == told ? ":\n\n" : $"event: present\ndata: {found}\n\n", cancellation);
                told = found;
                await viewer.WaitAsync(PresenceBook.Beat, cancellation);
            }
            while (!viewer.IsCrowded && clock.GetElapsedTime(began) < Longest && await EventStream.MayStayAsync(http, contexts, cancellation));
        }
        finally
        {
            viewer.Dispose();
            await news.LeftAsync(viewer);
        }
    }

    private async Task<List<OtherReader>> OthersAsync(Shop shop, PresenceViewer viewer, CancellationToken cancellation)
    {
        var others = book.At(viewer.CaseId).Where(p => p.AccountId != viewer.AccountId).ToList();
        if (others.Count == 0) return [];
        var names = (await people.OfAsync(shop.Id, cancellation)).ToDictionary(p => p.Id, p => p.Name);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return others.ConvertAll(p => new OtherReader(
            texts[p.IsWriting ? "presence.writes" : "presence.looks", names.GetValueOrDefault(p.AccountId, texts["presence.somebody"]), times.When(p.Since, zone)], p.IsWriting));
    }
}
