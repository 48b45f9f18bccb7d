using System.Net;
using System.Text.Json;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>The site where it does not serve everything: a worker's, and the one whose demo is being made.</summary>
public sealed class PartsOfTheSiteTests
{
    [Fact]
    public async Task Worker_Asked_AnswersForItsHealthAlone()
    {
        await using var database = await TestDatabase.CreateAsync(StoreProvider.Sqlite);
        var builder = Builder();
        builder.Configuration["Store:Folder"] = database.Folder;
        builder.Configuration["ConnectionStrings:Cases"] = database.ConnectionString;
        builder.Configuration["Serve:Role"] = "web";
        builder.AddCases();
        builder.Configuration["Serve:Role"] = "worker"; // only now: no jobs beside the test
        await using var app = builder.Build();
        app.UseCases();
        await app.StartAsync();
        using var client = app.GetTestServer().CreateClient();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/ready"));
        foreach (var path in new[] { "/", "/sign-in", "/api", "/api/v1/cases", "/openapi/v1.json", "/css/site.css", "/health" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, path));
        }
    }

    [Fact]
    public async Task Api_WhileTheDemoIsMade_RefusesWithAListedProblem()
    {
        var builder = Builder();
        builder.AddSite();
        var gate = new PreparingGate();
        gate.Shut();
        builder.Services.AddSingleton(gate);
        await using var app = builder.Build();
        app.UseSite();
        await app.StartAsync();
        using var client = app.GetTestServer().CreateClient();

        using var response = await client.GetAsync("/api/v1/cases");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(Problem.ContentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(ProblemCodes.All, c => c.Code == problem.GetProperty("code").GetString() && c.Status == 503);
        Assert.NotEqual("", problem.GetProperty("traceId").GetString());
        Assert.Equal(0, problem.GetProperty("errors").GetArrayLength());
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseTestServer();
        return builder;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }
}
