using System.Text.Json;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary><c>cases</c>: create, list, get.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases", CreateAsync).Requires(ApiScope.Cases, Right.LogCases)
            .Describes("createCase", "Log a case", "The new case is in Logged and owned by who logged it. With Idempotency-Key the same request makes one case, however often it is sent.")
            .Takes(ApiParameter.IdempotencyKey)
            .Answers<CaseAnswer>(StatusCodes.Status201Created)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.InvalidHeader, ProblemCodes.DuplicateExternalNumber, ProblemCodes.KeyReused)
            .Example("""{ "shop": "cotton", "subject": "杯子碎了", "description": "收到时杯口有缺口", "source": "platformChat", "openedAt": "2026-03-02T09:00:00+08:00", "orderNumber": "T20260301001" }""");

        api.MapGet("/cases", (HttpContext http, ListCases list, CancellationToken cancellation) => list.RunAsync(http, cancellation))
            .Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listCases", "List cases", "Newest first. q looks for a whole number (ours, external, the order's) first, then in the text.")
            .Takes(
                ApiParameter.Query("shop", "Code of a shop; absent: all that you reach."), ApiParameter.Query("state", "Name of a state, such as Investigating."),
                ApiParameter.Query("stage", "intake, classify, assign, investigate, resolve, penalize, closed."), ApiParameter.Query("owner", "Id of an account, me, or none."),
                ApiParameter.Query("type", "unclassified, complaint, …"), ApiParameter.Query("q", "Two characters at least."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<CaseSummary>>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest);

        api.MapGet("/cases/{no}", GetAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("getCase", "Read a case", "Carries its version as ETag; 304 when If-None-Match holds it.")
            .Takes(ApiParameter.Header("If-None-Match", "An ETag that you have; 304 if it is still the case's."))
            .Answers<CaseAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.NotFound);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ApiBody<CreateCaseRequest> body, CreateCase create, CancellationToken cancellation)
    {
        var created = await create.RunAsync(http, body, cancellation);
        using var answer = JsonDocument.Parse(created.Json);
        http.Response.Headers.Location = $"{ApiPath.Prefix}/cases/{answer.RootElement.GetProperty("number").GetString()}";
        return created.Send(http);
    }

    private static async Task<IResult> GetAsync(HttpContext http, string no, FindCase find, ShowCase show, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        http.Response.Headers[HeaderNames.CacheControl] = "private, no-cache";
        http.Response.Headers.ETag = Precondition.Tag(found.Version);
        if (Precondition.IsKnown(http.Request, found.Version)) return Results.StatusCode(StatusCodes.Status304NotModified);
        var answer = await show.ByIdAsync(found, cancellation);
        http.Response.Headers.ETag = Precondition.Tag(answer.Version);
        return Results.Ok(answer);
    }
}
