namespace CsKpiCases.Web.Hosting.Api;

/// <summary>What is for programs and what is for people.</summary>
public static class ApiPath
{
    public const string Reference = "/api";
    public const string Prefix = "/api/v1";

    /// <summary>True below <c>/api</c>; the reference page at <c>/api</c> itself is a page.</summary>
    public static bool IsApi(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Path.StartsWithSegments(Reference, out var rest) && rest.HasValue && rest != "/";
    }
}
