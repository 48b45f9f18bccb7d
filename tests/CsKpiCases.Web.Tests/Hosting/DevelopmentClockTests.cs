using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CsKpiCases.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>Time can be moved in Development, from the machine itself; nowhere else does the address exist.</summary>
public sealed class DevelopmentClockTests
{
    [Fact]
    public async Task Clock_MovedInDevelopment_IsEverybodysNow()
    {
        await using var app = await StartAsync(Environments.Development);
        using var client = Client(app);

        var moved = await PostAsync(client, new { at = "2026-03-02T09:00:00+08:00", advance = "PT26H" });

        var expected = new DateTimeOffset(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);
        Assert.InRange(moved, expected, expected.AddMinutes(1));
        Assert.InRange(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), expected, expected.AddMinutes(1));
    }

    [Theory]
    [InlineData("26 hours")]
    [InlineData("P99999D")]
    public async Task Clock_MovedByNonsense_IsRefused(string advance)
    {
        await using var app = await StartAsync(Environments.Development);
        using var client = Client(app);

        using var response = await client.PostAsJsonAsync("/dev/clock", new { advance });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Clock_InProduction_IsTheSystemsAndHasNoAddress()
    {
        await using var app = await StartAsync(Environments.Production);
        using var client = Client(app);

        using var read = await client.GetAsync("/dev/clock");
        using var moved = await client.PostAsJsonAsync("/dev/clock", new { advance = "PT1H" });

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Contains(moved.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
        Assert.Same(TimeProvider.System, app.Services.GetRequiredService<TimeProvider>());
    }

    private static async Task<DateTimeOffset> PostAsync(HttpClient client, object move)
    {
        using var response = await client.PostAsJsonAsync("/dev/clock", move);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset();
    }

    // a real listener: the test server has no remote address to be local from
    private static async Task<WebApplication> StartAsync(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSite();
        var app = builder.Build();
        app.UseSite();
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
    };
}
