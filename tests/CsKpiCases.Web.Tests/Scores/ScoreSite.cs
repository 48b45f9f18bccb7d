using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>The site in process over the database of a <see cref="StoreHost"/>, with its clock; anybody can be signed in.</summary>
internal sealed partial class ScoreSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private ScoreSite(WebApplication app) => this.app = app;

    public static async Task<ScoreSite> StartAsync(StoreHost host)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        var store = host.Provider.GetRequiredService<StoreConnection>();
        builder.WebHost.UseTestServer();
        builder.Configuration["Store:Folder"] = store.DataFolder;
        builder.Configuration["ConnectionStrings:Cases"] = store.ConnectionString;
        builder.Configuration["Serve:Role"] = "web"; // no jobs beside the test
        builder.AddCases();
        builder.Services.AddSingleton<TimeProvider>(host.Clock);
        var app = builder.Build();
        app.UseSite();
        app.MapApi();
        app.MapGet("/test/sign-in/{id}", async (string id, HttpContext http) =>
        {
            var signIn = http.RequestServices.GetRequiredService<SignInManager<Account>>();
            await signIn.SignInAsync((await signIn.UserManager.FindByIdAsync(id))!, isPersistent: false);
        }).AllowAnonymous();
        await app.StartAsync();
        return new ScoreSite(app);
    }

    public IServiceProvider Services => app.Services;

    /// <summary>A browser in which this person is signed in.</summary>
    public async Task<Reader> SignInAsync(Actor person, string language = "zh-CN")
    {
        var reader = new Reader(app.GetTestServer(), language);
        await reader.GetAsync($"/test/sign-in/{person.AccountId}");
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A browser without script.</summary>
    internal sealed partial class Reader(TestServer server, string language)
    {
        private readonly Dictionary<string, string> cookies = [];
        private string token = "";

        public Task<(HttpStatusCode Status, string Html)> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        public Task<(HttpStatusCode Status, string Html)> PostAsync(string path, params (string Name, string Value)[] fields) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

        /// <summary>A form with a file in its part <c>file</c>.</summary>
        public Task<(HttpStatusCode Status, string Html)> UploadAsync(string path, string fileName, string text, params (string Name, string Value)[] fields)
        {
            var form = new MultipartFormDataContent { { new StringContent(text), "file", fileName } };
            foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
            return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
        }

        public Task<(HttpStatusCode Status, string Html)> PostJsonAsync(string path, string json) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") });

        private async Task<(HttpStatusCode Status, string Html)> SendAsync(HttpRequestMessage request)
        {
            using var client = server.CreateClient();
            request.Headers.Add("Accept-Language", language);
            if (request.Method == HttpMethod.Post) request.Headers.Add("X-CSRF-TOKEN", token);
            if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
            using var response = await client.SendAsync(request);
            foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                var pair = set.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            var html = await response.Content.ReadAsStringAsync();
            if (Token().Match(html) is { Success: true } found) token = found.Groups[1].Value;
            return (response.StatusCode, html);
        }

        [GeneratedRegex("<meta name=\"csrf\" content=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
