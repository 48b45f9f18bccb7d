using System.Net.Http.Json;
using CsKpiCases.Tests;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>Tests that share one demo shop, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DemoLives : ICollectionFixture<DemoSite>
{
    public const string Name = "demo shop";
}

/// <summary>
/// The real program in its own process with its demo shop, as the first command of the README shows it, but on a day of its own:
/// Friday 6 March 2026, 10:00 in Shanghai, so that it is the same shop every time.
/// </summary>
public sealed class DemoSite : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string folder = Directory.CreateTempSubdirectory("cases-demo-").FullName;
    private readonly HttpClient http = new();
    private ProgramProcess? program;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (program, Address) = await ProgramProcess.ServeAsync(["--data", folder], "Development", ("Development:ClockAt", "2026-03-06T10:00:00+08:00"));
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsFilledAsync())
        {
            if (program.HasExited || TimeProvider.System.GetElapsedTime(since) > Patience) throw new InvalidOperationException($"No demo shop came to be:\n{program.Said}");
            await Task.Delay(200);
        }
    }

    /// <summary>Moves the shop's time to a local instant.</summary>
    public async Task MoveToAsync(DateTimeOffset at)
    {
        using var response = await http.PostAsJsonAsync(new Uri(Address, "/dev/clock"), new { at });
        response.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync()
    {
        await program!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => http.Dispose();

    // the cards stand on the sign-in page once the shop is there
    private async Task<bool> IsFilledAsync()
    {
        using var response = await http.GetAsync(new Uri(Address, "/sign-in"));
        return response.IsSuccessStatusCode && (await response.Content.ReadAsStringAsync()).Contains("demo-card\"", StringComparison.Ordinal);
    }
}
