using System.Net;
using System.Net.Sockets;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Commands;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Commands;

/// <summary>A node that is started before its PostgreSQL was brought up to date.</summary>
public sealed class WaitForMigrationsTests
{
    [Theory, OnPostgres]
    public async Task Serve_BeforeMigrate_IsUpAndNotReadyUntilItHasRun(StoreProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        string[] store = ["--database", database.ConnectionString, "--data", database.Folder];
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}") };
        await using var program = ProgramProcess.Run(["serve", "--urls", http.BaseAddress.ToString(), .. store]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await UntilAsync(http, "/health/ready", _ => true, program, patience.Token));
        Assert.Contains("\"pendingMigrations\":", await (await http.GetAsync("/health/ready")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        var page = await http.GetAsync("/");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (page.StatusCode, page.Headers.RetryAfter!.Delta));

        await using (var migrate = ProgramProcess.Run(["migrate", .. store]))
        {
            Assert.Equal(ExitCode.Done, await migrate.ExitAsync());
        }

        Assert.Equal(HttpStatusCode.OK, await UntilAsync(http, "/health/ready", s => s == HttpStatusCode.OK, program, patience.Token));
    }

    /// <summary>Asks until the answer is as wished; a refused connection is no answer.</summary>
    private static async Task<HttpStatusCode> UntilAsync(HttpClient http, string path, Func<HttpStatusCode, bool> isWished, ProgramProcess program, CancellationToken patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience))
        {
            Assert.False(program.HasExited, program.Said);
            try
            {
                using var answer = await http.GetAsync(path, patience);
                if (isWished(answer.StatusCode)) return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }

        throw new TimeoutException();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
