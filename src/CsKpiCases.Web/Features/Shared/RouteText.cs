namespace CsKpiCases.Web.Features.Shared;

/// <summary>A name out of an address.</summary>
public static class RouteText
{
    /// <summary>Routing leaves an escaped slash as it is.</summary>
    public static string? Plain(string? name) => name?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
