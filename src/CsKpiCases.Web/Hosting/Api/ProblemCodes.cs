namespace CsKpiCases.Web.Hosting.Api;

/// <summary>One code of a problem document.</summary>
public sealed record ProblemCode(int Status, string Code, string Title, string Meaning);

/// <summary>The codes of problem documents: stable, listed on the reference page.</summary>
public static class ProblemCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidJson = "invalid_json";
    public const string InvalidHeader = "invalid_header";
    public const string Unauthenticated = "unauthenticated";
    public const string InvalidToken = "invalid_token";
    public const string Forbidden = "forbidden";
    public const string ScopeMissing = "scope_missing";
    public const string CsrfToken = "csrf_token";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string TransitionRefused = "transition_refused";
    public const string DuplicateExternalNumber = "duplicate_external_number";
    public const string WebhookDisabled = "webhook_disabled";
    public const string ImportStands = "import_stands";
    public const string Stale = "stale";
    public const string TooLarge = "too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string KeyReused = "idempotency_key_reused";
    public const string PreconditionRequired = "precondition_required";
    public const string RateLimited = "rate_limited";
    public const string Internal = "internal_error";
    public const string Unavailable = "unavailable";
    public const string Preparing = "preparing";

    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        new(400, InvalidRequest, "The request is at fault", "Fields are missing, unknown or out of range; errors names each."),
        new(400, InvalidJson, "The body is not JSON", "The body cannot be read as JSON; detail says where."),
        new(400, InvalidHeader, "A header is at fault", "A header cannot be read."),
        new(401, Unauthenticated, "Sign-in needed", "Send a bearer token, or the session cookie."),
        new(401, InvalidToken, "The token is not valid", "The token is unknown, revoked or expired, or its account is disabled."),
        new(403, Forbidden, "Not allowed", "The signed-in person has not the right; roles names who has."),
        new(403, ScopeMissing, "The token's scope does not allow it", "The token lacks the scope that this route needs."),
        new(403, CsrfToken, "The anti-forgery token is missing", "With the session cookie, writing needs the header X-CSRF-TOKEN."),
        new(404, NotFound, "Not found", "There is nothing here, or nothing that you may know of."),
        new(405, MethodNotAllowed, "Method not allowed", "The header Allow names the methods of this route."),
        new(409, TransitionRefused, "The case does not allow it", "The workflow refused; reason and arguments say why."),
        new(409, DuplicateExternalNumber, "The external number is taken", "Another case of the shop has this external number."),
        new(409, WebhookDisabled, "The webhook is switched off", "Nothing is sent to a target that is not enabled: enable it, then ask again."),
        new(409, ImportStands, "The import cannot be undone", "detail says why: it runs, it was undone before, a later import or a published month counts on its facts."),
        new(412, Stale, "It has changed", "If-Match names another version; version and changes say what has happened since."),
        new(413, TooLarge, "The body is too large", "JSON bodies may have 1 MB, files 20 MB."),
        new(415, UnsupportedMediaType, "Unsupported media type", "Send application/json in UTF-8; files as multipart/form-data."),
        new(422, KeyReused, "The idempotency key was used already", "The same Idempotency-Key came with another body before."),
        new(428, PreconditionRequired, "If-Match is missing", "Changing a case or a webhook needs If-Match with the version that you saw (its ETag)."),
        new(429, RateLimited, "Too many requests", "Wait as many seconds as Retry-After says."),
        new(500, Internal, "Something went wrong on our side", "The fault is logged under traceId."),
        new(503, Unavailable, "Not ready", "The store cannot be reached; try again later."),
        new(503, Preparing, "The demo is being prepared", "This is the first start; come back as many seconds later as Retry-After says."),
    ];

    private static readonly Dictionary<string, ProblemCode> ByCode = All.ToDictionary(c => c.Code);

    public static ProblemCode Of(string code) => ByCode[code];

    /// <summary>The code for a status that nobody explained.</summary>
    public static string OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => RateLimited,
        StatusCodes.Status503ServiceUnavailable => Unavailable,
        >= 500 => Internal,
        _ => InvalidRequest,
    };
}
