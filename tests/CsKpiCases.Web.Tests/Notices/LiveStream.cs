using System.Text.Json;
using CsKpiCases.Web.Tests.Hosting;

namespace CsKpiCases.Web.Tests.Notices;

/// <summary>An open stream of server-sent events, read as a browser does.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    // Far more than anything takes here, and less than what a stream would find by looking on its own.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly StreamReader lines;

    private LiveStream(HttpResponseMessage response, StreamReader lines) => (Response, this.lines) = (response, lines);

    public HttpResponseMessage Response { get; }

    public static async Task<LiveStream> OpenAsync(Visitor visitor, params (string Name, string Value)[] headers)
    {
        var response = await visitor.OpenAsync("/notices/live", headers);
        return new LiveStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; null when the stream has ended. Comments and the hint when to come again are passed over.</summary>
    public async Task<LiveEvent?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (name, id) = ("", "");
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) return new LiveEvent(name, id, JsonDocument.Parse(line[6..]).RootElement);
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        Response.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One event.</summary>
internal sealed record LiveEvent(string Name, string Id, JsonElement Told)
{
    public string Unread => Told.GetProperty("unread").GetString()!;

    public string Words => Told.GetProperty("words").GetString()!;

    public IReadOnlyList<string> Texts => [.. Told.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("text").GetString()!)];

    public int More => Told.GetProperty("more").GetInt32();
}
