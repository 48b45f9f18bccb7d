using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>What must hold on every route of the API, walked from the program's own list.</summary>
public sealed class RouteWalkTests
{
    private const int FuzzRequests = 600;
    private const int FuzzSeed = 20260302;

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "null", "0", "\"x\"", "{}", "{\"a\":", "{\"\\u0000\":1}", "{\"note\":\"\\ud800\"}", "{\"note\":\"\\u0000\"}", "{\"note\":{}}", "{\"data\":[],\"trigger\":\"start\"}",
        "{\"trigger\":\"classify\",\"data\":{\"type\":\"complaint\",\"category\":\"\"}}", "{\"trigger\":\"classify\",\"data\":{\"type\":99,\"category\":\"x\"}}",
        "{\"trigger\":\"assign\",\"data\":{\"ownerId\":-5}}", "{\"trigger\":\"assign\",\"data\":{\"ownerId\":1e99}}", "{\"trigger\":\"rule\",\"data\":{\"ruling\":{\"shares\":[null]}}}",
        "{\"trigger\":\"propose\",\"data\":{\"solution\":\"x\",\"promises\":[null]}}", "{\"trigger\":\"withdraw\",\"note\":\"x\",\"at\":\"0001-01-01T00:00:00Z\"}", "{\"trigger\":\"mark-duplicate\",\"data\":{\"ofCaseId\":1}}",
        "{\"question\":\"caused\",\"loss\":1e28,\"severity\":\"A\",\"reason\":\"x\",\"evidence\":\"x\",\"shares\":[null]}", "{\"question\":\"caused\",\"shares\":[{\"party\":\"agent\",\"accountId\":\"99999999999999999999\",\"basisPoints\":2147483647},{\"basisPoints\":2147483647}]}",
        "{\"paymentId\":\"1\",\"step\":\"sent\"}", "{\"kind\":\"refund\",\"what\":\"x\",\"owedBy\":\"finance\",\"dueAt\":\"2199-01-01T00:00:00Z\",\"amount\":0.001}",
        "{\"kind\":\"refund\",\"what\":\"x\",\"owedBy\":\"none\",\"dueAt\":\"9999-12-31T23:59:59Z\",\"amount\":79228162514264337593543950335}",
        "{\"targets\":[null],\"events\":[null]}", "{\"calendar\":{\"weekly\":{\"mon\":[\"00:00-00:00\"]}},\"targets\":[{\"clock\":\"x\",\"limit\":\"99999999WD\"}],\"events\":[{\"at\":\"2200-12-31T23:59:59Z\",\"type\":\"start\"}]}",
        "{\"targets\":[{\"clock\":\"x\",\"goal\":\"P99999999999D\"}],\"events\":[{\"at\":\"1900-01-01T00:00:00Z\",\"type\":\"start\"}],\"asOf\":\"2200-01-01T00:00:00Z\"}",
        "{\"scheme\":{\"lines\":[null]},\"values\":{\"\":null}}", "{\"values\":{\"service_score\":1e28},\"scheme\":{\"lines\":[{\"indicator\":\"service_score\",\"weight\":100,\"rule\":\"bands\",\"bands\":[null]}]}}",
        "{\"sales\":1e27,\"bonusRatio\":1e27}", "{\"subject\":\"x\",\"openedAt\":\"2026-13-45T99:99:99Z\"}", "{\"subject\":\"x\",\"externalNumber\":\"\u0001\"}", "{\"accepts\":true}", "{\"decision\":\"reduce\"}", "{\"channel\":\"unknown\",\"reached\":true}",
        "{\"channel\":\"phone\",\"direction\":\"incoming\",\"at\":\"2026-03-02T09:00:00+99:00\"}",
    ];

    [Theory, OnSqlite]
    public async Task EveryRoute_ForEveryRole_KeepsToTheTableOfRights(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.LoggedAsync();
        foreach (var (method, path, access) in Routes(api))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var answer = await api.SendAsync(EnumNames.Of(role), method, Filled(path, no), method == "GET" ? null : "{}");
                var isForbidden = answer.Status == 403 && answer.Json!["right"] is not null;
                Assert.True(isForbidden != Rights.Allow([role], access.Right), $"{role}: {method} {path}: {answer.Body}");
            }

            (await api.SendAsync(null, method, Filled(path, no))).Refused(401, "unauthenticated");
            var otherScope = await api.TokenAsync("supervisor", access.Scope == ApiScope.Admin ? ApiScope.Read : ApiScope.Admin);
            (await api.SendAsync(otherScope, method, Filled(path, no), method == "GET" ? null : "{}")).Refused(403, "scope_missing");
            var isOthers = path.Contains("{no}", StringComparison.Ordinal) && Rights.Allow([Role.Supervisor], access.Right);
            if (isOthers) Assert.True((await api.SendAsync("stranger", method, Filled(path, no), method == "GET" ? null : "{}", 1)).Status is 404 or 400);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task EveryRoute_OnBrokenRequests_AnswersWithoutAFault(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var no = await api.InvestigatingAsync("T1");
        var version = await api.VersionAsync(no);
        var routes = Routes(api);
        var random = new Random(FuzzSeed);
        string[] who = ["agent", "supervisor", "finance", "generalManager"];
        for (var i = 0; i < FuzzRequests; i++)
        {
            var (method, path, _) = routes[i % routes.Count];
            var address = random.Next(4) == 0 ? Twisted(Filled(path, no), random) : Filled(path, no);
            var body = method == "GET" ? null : Body(random);
            int? seen = random.Next(5) == 0 ? random.Next(-5, 50) : version;
            var answer = await api.SendAsync(who[random.Next(who.Length)], method, address, body, method == "GET" ? null : seen, Odd(random));
            Assert.True(answer.Status < 500, $"{method} {address}: {answer.Body}");
            if (answer.Status >= 400) Assert.Equal("application/problem+json", answer.MediaType);
            if (answer.Headers.ETag is not null) version = await api.VersionAsync(no);
        }

        await using var db = api.Read();
        Assert.Equal(db.CaseEvents.Count(), db.Cases.Sum(c => c.EventCount));
    }

    [Theory, OnSqlite]
    public async Task OpenApiDocument_ForAnybody_CoversEveryRoute(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        using var client = api.App.GetTestServer().CreateClient();
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        var all = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal)).ToList();
        Assert.Equal(all.Count, Routes(api).Count);
        foreach (var (method, path, _) in Routes(api))
        {
            var operation = document["paths"]!["/api/v1" + path]?[method.ToLower(CultureInfo.InvariantCulture)];
            Assert.True(operation is not null, $"{method} {path} is not in the document");
            Assert.All(["401", "403", "429", "500"], status => Assert.NotNull(operation["responses"]![status]!["content"]!["application/problem+json"]));
            Assert.NotEmpty(operation["security"]!.AsArray());
            Assert.NotEmpty((string)operation["summary"]!);
            if (method == "POST") Assert.NotNull(operation["requestBody"]!["content"]!.AsObject().First().Value!["schema"]);
            var good = operation["responses"]!.AsObject().First(r => r.Key[0] == '2').Value!;
            Assert.NotNull(good["content"]!.AsObject().First().Value);
        }

        Assert.Equal(document["paths"]!.AsObject().Sum(p => p.Value!.AsObject().Count), Routes(api).Count);
        Assert.NotNull(document["components"]!["securitySchemes"]!["bearer"]);
        Assert.NotNull(document["components"]!["schemas"]!["Problem"]);
    }

    private static List<(string Method, string Path, ApiAccess Access)> Routes(ApiHost api) =>
    [
        .. api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ApiAccess>() is not null)
            .Select(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], e.RoutePattern.RawText!["/api/v1".Length..].TrimEnd('/'), e.Metadata.GetMetadata<ApiAccess>()!))
            .OrderBy(r => r.Item2, StringComparer.Ordinal),
    ];

    private static string Filled(string path, string no) => path.Replace("{no}", no, StringComparison.Ordinal).Replace("{id}", "330212345678901248", StringComparison.Ordinal).Replace("{date}", "2026-03-01", StringComparison.Ordinal);

    private static object Body(Random random)
    {
        var text = Bodies[random.Next(Bodies.Length)];
        switch (random.Next(8))
        {
            case 0:
                return new StringContent(text, Encoding.UTF8, "text/plain");
            case 1:
                return new StringContent(text, Encoding.Unicode, "application/json");
            case 2:
                var bytes = Encoding.UTF8.GetBytes(text + "{\"subject\":\"x\"}");
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
            case 3:
                return random.Next(2) == 0 ? CaseLifeTests.Form(Encoding.UTF8.GetBytes(text), text) : new StringContent(text, Encoding.UTF8, "multipart/form-data");
            default:
                return text;
        }
    }

    private static string Twisted(string address, Random random) => random.Next(8) switch
    {
        0 => address + "?limit=-1&after=%00",
        1 => address + "?q=%F0%9F%92%A9&after=99999999999999999999",
        2 => address + "?owner=none&owner=me",
        3 => address + "/%2e%2e/%252f",
        4 => address.Replace("AS", "as", StringComparison.Ordinal),
        5 => address + "?q=" + new string('%', 3) + "&shop=' OR 1=1 --",
        6 => address.Replace("330212345678901248", "-1", StringComparison.Ordinal),
        _ => address + "?" + new string('x', 500),
    };

    private static (string, string)[] Odd(Random random) => random.Next(8) switch
    {
        0 => [("Idempotency-Key", "\u00ff")],
        1 => [("If-None-Match", "nonsense,,\"")],
        2 => [("If-Match", "\"1\", W/\"2\", *")],
        3 => [("Accept", "text/html;q=x"), ("Accept-Language", "zz-\u00e9")],
        4 => [("Cookie", "cases=nonsense; shop=-1; language=xx")],
        _ => [],
    };
}
