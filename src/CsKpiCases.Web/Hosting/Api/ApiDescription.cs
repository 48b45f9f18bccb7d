namespace CsKpiCases.Web.Hosting.Api;

/// <summary>A parameter of a route that its handler reads from the request itself.</summary>
/// <param name="In">query or header.</param>
public sealed record ApiParameter(string In, string Name, string Description, bool IsRequired = false, bool IsWholeNumber = false)
{
    public static ApiParameter IfMatch { get; } = Header("If-Match", "The version that you saw, as its ETag: \"7\". Missing: 428; another one: 412.") with { IsRequired = true };
    public static ApiParameter IdempotencyKey { get; } = Header("Idempotency-Key", "1 to 200 visible ASCII characters of your choice, for sending the same again safely.");
    public static ApiParameter Limit { get; } = Query("limit", "How many: 50, at most 200.") with { IsWholeNumber = true };
    public static ApiParameter After { get; } = Query("after", "The next of the page before.");

    public static ApiParameter Query(string name, string description) => new("query", name, description);

    public static ApiParameter Header(string name, string description) => new("header", name, description);
}

/// <summary>The problems that a route can answer with, beside those of every route.</summary>
public sealed record ApiRefusals(IReadOnlyList<string> Codes);

/// <summary>An example of a route's request body.</summary>
public sealed record ApiExample(string Json);

/// <summary>The parts of a route's multipart form: one file, and text.</summary>
public sealed record ApiForm(string File, params string[] Texts);

/// <summary>The route answers bytes of a type that its content has.</summary>
public sealed record ApiBytes;

/// <summary>Describes routes for the OpenAPI document, where they are mapped.</summary>
internal static class ApiDescription
{
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder route, string name, string summary, string description) =>
        route.WithName(name).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params ApiParameter[] parameters) => route.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status) => route.Produces<T>(status);

    /// <summary>Answers bytes.</summary>
    public static RouteHandlerBuilder AnswersBytes(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status200OK).WithMetadata(new ApiBytes());

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params string[] codes) => route.WithMetadata(new ApiRefusals(codes));

    /// <summary>The refusals of everything that changes a case.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route) => route.Refuses(
        ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.InvalidHeader, ProblemCodes.NotFound, ProblemCodes.TransitionRefused,
        ProblemCodes.Stale, ProblemCodes.PreconditionRequired, ProblemCodes.KeyReused);

    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, string json) => route.WithMetadata(new ApiExample(json));
}
