using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Features.Assigning;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.BuyerLinks;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting;

/// <summary>The whole site from its parts, for the program and for the tests that run it in process.</summary>
public static class CasesSite
{
    private static readonly PathString[] Health = ["/health/live", "/health/ready"];

    /// <summary>Where the store is: <c>ConnectionStrings:Cases</c>, else the embedded database in <c>Store:Folder</c> (default <c>data</c>).</summary>
    public static StoreConnection StoreOf(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var folder = configuration["Store:Folder"] ?? "data";
        return configuration.GetConnectionString("Cases") is { Length: > 0 } named ? StoreConnection.Named(named, folder) : StoreConnection.Embedded(folder);
    }

    /// <summary>Adds store, access, features and pages.</summary>
    public static WebApplicationBuilder AddCases(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSettings(builder.Configuration);
        builder.Services.AddStore(StoreOf(builder.Configuration));
        builder.Services.AddHostedService<StoreOpening>();
        builder.Services.AddHostedService<NodeLeaseRenewal>();
        builder.Services.AddHostedService<RemoveLeftFiles>();
        builder.Services.AddHostedService(p => p.GetRequiredService<FollowInBackground>());
        builder.Services.AddAccess();
        builder.Services.AddSingleton<StoredKeys>();
        builder.Services.AddDataProtection().SetApplicationName("CsKpiCases");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<StoredKeys>((options, keys) => options.XmlRepository = keys);
        // Standard output belongs to results; statements are of interest only when asked for.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Why the site cannot start the command line says, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<BuyerLinkTokens>();
        builder.Services.AddFeatures();
        builder.Services.AddLiveListening(StoreOf(builder.Configuration), builder.Configuration["Serve:Role"]);
        builder.Services.AddJobTicks(StoreOf(builder.Configuration), builder.Configuration["Serve:Role"]);
        builder.Services.AddWebhookSending(builder.Configuration["Serve:Role"]);
        builder.Services.AddQuickAssigning(builder.Configuration["Serve:Role"]);
        builder.Services.AddQuickDelivery(builder.Configuration["Serve:Role"]);
        return builder.AddSite();
    }

    /// <summary>Pages and API; of a worker its health alone.</summary>
    public static WebApplication UseCases(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<IOptions<ServeSettings>>().Value.Role == "worker") app.UseHealthOnly();
        app.UseSite();
        app.MapApi();
        return app;
    }

    /// <summary>Before everything else: what a worker does not serve must not depend on which routes there are.</summary>
    private static void UseHealthOnly(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        app.Use((http, next) =>
        {
            if (Array.Exists(Health, path => http.Request.Path.Equals(path, StringComparison.OrdinalIgnoreCase))) return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
