using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsKpiCases.Web.Tests.Webhooks;

/// <summary>What another program got.</summary>
internal sealed record Got(string EventId, string Type, long Timestamp, string Signature, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>Another program that listens on this machine; how it answers the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Got> got = new();

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>Answers a request; the default is 204.</summary>
    public Func<Got, HttpResponse, Task> Answer { get; set; } = (_, response) =>
    {
        response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public IReadOnlyList<Got> All => [.. got];

    public string Url => app.Urls.Single() + "/hooks";

    public int Port => new Uri(app.Urls.Single()).Port;

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/{**path}", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a status for so many requests, then takes everything.</summary>
    public void RefuseFirst(int count, int status, Action<HttpResponse>? also = null)
    {
        var left = count;
        Answer = (_, response) =>
        {
            response.StatusCode = Interlocked.Decrement(ref left) >= 0 ? status : 204;
            if (response.StatusCode == status) also?.Invoke(response);
            return Task.CompletedTask;
        };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        var one = new Got(headers["Cases-Event-Id"]!, headers["Cases-Event-Type"]!, long.Parse(headers["Cases-Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture),
            headers["Cases-Signature"]!, await reader.ReadToEndAsync());
        got.Enqueue(one);
        await Answer(one, http.Response);
    }
}
