using CsKpiCases.Tests;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>The real program in its own process with its demo shop, as the first command of the README shows it.</summary>
public sealed class DemoSite : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string folder = Directory.CreateTempSubdirectory("cases-demo-").FullName;
    private readonly HttpClient http = new();
    private ProgramProcess? program;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (program, Address) = await ProgramProcess.ServeAsync(["--data", folder]);
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsFilledAsync())
        {
            if (program.HasExited || TimeProvider.System.GetElapsedTime(since) > Patience) throw new InvalidOperationException($"No demo shop came to be:\n{program.Said}");
            await Task.Delay(200);
        }
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
