using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.Health;

/// <summary>
/// What a node does whose PostgreSQL lacks migrations: a node that serves never changes that database, so it stays up without being
/// ready, and says how many are missing, until <c>migrate</c> has brought them.
/// </summary>
public static partial class WaitForMigrations
{
    private const int RetrySeconds = 5;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Returns true at once where nothing is missing, else when nothing is missing any more; false when the process is to end before.</summary>
    public static async Task<bool> RunAsync(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var store = CasesSite.StoreOf(builder.Configuration);
        if (store.Provider != StoreProvider.Postgres) return true;
        builder.Services.AddStore(store).AddHealth();
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        await using var app = builder.Build();
        var migrator = app.Services.GetRequiredService<StoreMigrator>();
        if (await migrator.PendingAsync() is not { Count: > 0 } pending) return true;
        Map(app);
        await app.StartAsync();
        Waits(app.Logger, pending.Count);
        var isReady = await UntilAppliedAsync(migrator, app.Lifetime.ApplicationStopping);
        await app.StopAsync();
        return isReady;
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => new { status = "live" });
        app.MapGet("/health/ready", async (CheckReadiness check, CancellationToken cancellation) =>
            Results.Json(await check.RunAsync(cancellation), statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapFallback((HttpContext http) =>
        {
            http.Response.Headers.RetryAfter = $"{RetrySeconds}";
            return Results.Text("503: the database is being brought up to date.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static async Task<bool> UntilAppliedAsync(StoreMigrator migrator, CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Look);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (await IsAppliedAsync(migrator, stopping)) return true;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the process is to end
        }

        return false;
    }

    private static async Task<bool> IsAppliedAsync(StoreMigrator migrator, CancellationToken stopping)
    {
        try
        {
            return (await migrator.PendingAsync(stopping)).Count == 0;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            return false; // away for the moment
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database lacks {Count} migration(s): run the command `migrate`. Until then this node is up and not ready")]
    private static partial void Waits(ILogger logger, int count);
}
