using System.Diagnostics;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Path">Where it stands in the request: <c>targets[0].limit</c>; empty for the document itself.</param>
/// <param name="Code">Stable; listed on the reference page.</param>
/// <param name="Message">One English sentence.</param>
public sealed record ProblemError(string Path, string Code, string Message);

/// <summary>A refused request as a problem document (RFC 9457).</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>, which knows its status and title.</param>
/// <param name="Detail">What is wrong with this very request.</param>
public sealed record Problem(string Code, string? Detail = null) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>The fields at fault.</summary>
    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    /// <summary>Members of its own, after the common ones: why a transition was refused, what has changed since.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Members { get; init; } = [];

    public int Status => ProblemCodes.Of(Code).Status;

    /// <summary>A request with faulty fields: 400.</summary>
    public static Problem Invalid(params IEnumerable<ProblemError> errors)
    {
        ProblemError[] all = [.. errors];
        return new Problem(ProblemCodes.InvalidRequest, all.Length == 1 ? Sentence(all[0]) : $"{all.Length} fields are at fault.") { Errors = all };
    }

    /// <summary>A request with one faulty field: 400.</summary>
    public static Problem Invalid(string path, string code, string message) => Invalid(new ProblemError(path, code, message));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var known = ProblemCodes.Of(Code);
        var response = httpContext.Response;
        response.StatusCode = known.Status;
        response.ContentType = ContentType;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        var document = new Dictionary<string, object?>
        {
            ["type"] = $"{ApiPath.Reference}#{Code}",
            ["title"] = known.Title,
            ["status"] = known.Status,
            ["detail"] = Detail ?? known.Meaning,
            ["code"] = Code,
            ["traceId"] = Activity.Current?.Id ?? httpContext.TraceIdentifier,
            ["errors"] = Errors,
        };
        foreach (var (name, value) in Members) document[name] = value;
        return JsonSerializer.SerializeAsync(response.Body, document, ApiJson.Options, httpContext.RequestAborted);
    }

    private static string Sentence(ProblemError error) => error.Path.Length == 0 ? error.Message : $"{error.Path}: {error.Message}";
}

/// <summary>Ends the request with a problem, from wherever it is noticed.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem?.Detail)
{
    public Problem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
