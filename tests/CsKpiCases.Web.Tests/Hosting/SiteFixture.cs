using CsKpiCases.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>The site alone, without a database: headers, languages, static files, error pages.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private WebApplication? app;

    public HttpClient Client => app!.GetTestServer().CreateClient();

    public IServiceProvider Services => app!.Services;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseTestServer();
        builder.AddSite();
        app = builder.Build();
        app.UseSite();
        app.MapGet("/broken", string () => throw new InvalidOperationException("broken on purpose"));
        app.MapGet("/forbidden", (Microsoft.AspNetCore.Http.HttpContext context) => { context.Response.StatusCode = 403; });
        app.MapGet("/api/broken", (Microsoft.AspNetCore.Http.HttpContext context) => { context.Response.StatusCode = 404; });
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app!.DisposeAsync();
}
