using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">The receiver's; null where it did not answer.</param>
/// <param name="Error">Null when it was taken.</param>
/// <param name="IsTargets">Whether the target itself fails: what else waits for it would fare no better now.</param>
/// <param name="Wish">How long it asked to be left alone.</param>
public sealed record PostOutcome(int? Status, string? Error, bool IsTargets, TimeSpan? Wish = null)
{
    public bool IsTaken => Error is null;
}

/// <summary>Sends one delivery once, signed, and reads of the answer no more than it shows.</summary>
public sealed class PostWebhook(IHttpClientFactory clients, WebhookSecrets secrets, TimeProvider clock)
{
    /// <summary>The client's name.</summary>
    public const string Client = "webhooks";

    private const int MostOfAnswer = 4096;
    private const int LongestError = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<PostOutcome> RunAsync(WebhookTarget target, WebhookDelivery delivery, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(delivery);
        if (secrets.Reveal(target.Secret) is not { } secret) return new PostOutcome(null, "The secret cannot be read any more: make a new one.", IsTargets: true);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = Request(target.Url, delivery, secret);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return await OutcomeAsync(response, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PostOutcome(null, "No answer within 10 seconds.", IsTargets: true);
        }
#pragma warning disable CA1031 // whatever a foreign program makes of a connection is an attempt that failed, and counts as one
        catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new PostOutcome(null, Clean(Innermost(e).Message), IsTargets: true);
        }
    }

    private HttpRequestMessage Request(string url, WebhookDelivery delivery, string secret)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Payload);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.UserAgent.ParseAdd("CsKpiCases/1");
        request.Headers.Add(WebhookSignature.EventIdHeader, delivery.EventId.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.EventTypeHeader, delivery.Type);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, timestamp, body));
        return request;
    }

    private async Task<PostOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new PostOutcome(status, null, IsTargets: false);
        var said = Clean(await BeginningAsync(response.Content, cancellation));
        var isTargets = status >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
        return new PostOutcome(status, said.Length == 0 ? response.StatusCode.ToString() : said, isTargets, WishOf(response.Headers.RetryAfter));
    }

    private TimeSpan? WishOf(RetryConditionHeaderValue? header)
    {
        var wish = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wish > TimeSpan.Zero ? wish : null;
    }

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MostOfAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, MostOfAnswer, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    /// <summary>One line that a page and both databases can take.</summary>
    private static string Clean(string text) =>
        ClippedText.To(string.Join(' ', new string([.. text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries)), LongestError);
}
