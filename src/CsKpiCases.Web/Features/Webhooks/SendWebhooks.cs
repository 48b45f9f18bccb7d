using System.Collections.Concurrent;
using CsKpiCases.Data.Rows;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// Sends what is due, target by target and a few at a time, with no transaction open meanwhile. A target that fails or takes its
/// time holds up nobody but itself: calls may overlap, and each leaves alone the targets that another is at.
/// </summary>
public sealed class SendWebhooks(ClaimDeliveries claims, PostWebhook post) : IDisposable
{
    private const int AtOnce = 64;
    private const int AtOnceForOne = 4;

    private readonly SemaphoreSlim posts = new(AtOnce);
    private readonly ConcurrentDictionary<long, bool> busy = new();

    public void Dispose() => posts.Dispose();

    /// <summary>Sends until nothing is due that could be sent; how many attempts were made.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var targets = await claims.WaitingAsync(cancellation);
        var attempts = await Task.WhenAll(targets.Where(t => busy.TryAdd(t, true)).Select(t => DrainAsync(t, cancellation)));
        return attempts.Sum();
    }

    private async Task<int> DrainAsync(long target, CancellationToken cancellation)
    {
        try
        {
            var attempts = 0;
            while (!cancellation.IsCancellationRequested && await claims.TakeAsync(target, cancellation) is { } claimed)
            {
                var outcomes = await PostAsync(claimed, cancellation);
                await claims.KeepAsync(claimed, outcomes);
                attempts += outcomes.Count;
                if (outcomes.Values.Any(o => o.IsTargets)) break;
            }

            return attempts;
        }
        finally
        {
            busy.TryRemove(target, out _);
        }
    }

    /// <summary>After the first sign that the target fails, and when the process stops, the rest is not sent.</summary>
    private async Task<IReadOnlyDictionary<long, PostOutcome>> PostAsync(ClaimedDeliveries claimed, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<long, PostOutcome>();
        var waiting = new ConcurrentQueue<WebhookDelivery>(claimed.Deliveries);
        var fails = false;
        await Task.WhenAll(Enumerable.Range(0, AtOnceForOne).Select(_ => NextAsync()));
        return outcomes;

        async Task NextAsync()
        {
            while (!Volatile.Read(ref fails) && !cancellation.IsCancellationRequested && waiting.TryDequeue(out var delivery))
            {
                if (await TryPostAsync(claimed.Target, delivery, cancellation) is not { } outcome) return;
                outcomes[delivery.Id] = outcome;
                if (outcome.IsTargets) Volatile.Write(ref fails, true);
            }
        }
    }

    /// <summary>Null when the process stops before there is an answer: it is sent again.</summary>
    private async Task<PostOutcome?> TryPostAsync(WebhookTarget target, WebhookDelivery delivery, CancellationToken cancellation)
    {
        try
        {
            await posts.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            return await post.RunAsync(target, delivery, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            posts.Release();
        }
    }
}
