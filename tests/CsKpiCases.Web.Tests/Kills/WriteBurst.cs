using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>What the burst knows for certain: the requests that were answered, and those that nobody answered.</summary>
internal sealed class WriteBurst(TrialStore store)
{
    public const int Clients = 8;
    private int acknowledged;

    /// <summary>Idempotency key of every create that was answered 2xx, with the number that it got.</summary>
    public ConcurrentDictionary<string, string> Created { get; } = new();

    /// <summary>Keys of creates that were sent and, when the program died, not answered.</summary>
    public ConcurrentDictionary<string, byte> Unanswered { get; } = new();

    /// <summary>Notes that were answered 2xx, with their case.</summary>
    public ConcurrentDictionary<string, string> Notes { get; } = new();

    /// <summary>Answers that are neither 2xx nor the death of the program.</summary>
    public ConcurrentQueue<string> Surprises { get; } = new();

    /// <summary>Writes that were answered 2xx.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>Eight clients write as fast as they are answered, until the program is gone.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="round">Part of every key and text, so that rounds differ.</param>
    public Task RunAsync(Uri address, int round) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ClientAsync(address, $"r{round}c{client}"))));

    /// <summary>Sends a create with its key; its number, or null when the program was gone.</summary>
    public async Task<string?> CreateAsync(HttpClient http, string key)
    {
        var answer = await SendAsync(http, HttpMethod.Post, "/api/v1/cases", new { shop = TrialStore.ShopCode, subject = $"杯子碎了 {key}", source = "phone" }, m => m.Headers.Add("Idempotency-Key", key));
        return answer is { } a ? a.Json.GetProperty("number").GetString() : null;
    }

    public HttpClient Client(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.Token);
        return http;
    }

    private async Task ClientAsync(Uri address, string prefix)
    {
        using var http = Client(address);
        for (var i = 0; ; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{prefix}n{i}");
            Unanswered[key] = 0;
            if (await CreateAsync(http, key) is not { } number) return;
            Created[key] = number;
            Unanswered.TryRemove(key, out _);
            Interlocked.Increment(ref acknowledged);
            for (var note = 0; note < 2; note++)
            {
                var text = $"{key} 备注 {note}";
                if (await SendAsync(http, HttpMethod.Post, $"/api/v1/cases/{number}/notes", new { note = text }, m => m.Headers.Add("If-Match", "*")) is null) return;
                Notes[text] = number;
                Interlocked.Increment(ref acknowledged);
            }
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)?> SendAsync(HttpClient http, HttpMethod method, string path, object body, Action<HttpRequestMessage> dress)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            dress(request);
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
            Surprises.Enqueue($"{(int)response.StatusCode} {text}");
        }
        catch (HttpRequestException)
        {
            // the program was killed: what it had not answered may be there or not
        }

        return null;
    }
}
