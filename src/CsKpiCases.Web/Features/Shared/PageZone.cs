namespace CsKpiCases.Web.Features.Shared;

/// <summary>The zone in which this page shows instants: the shop's. A feature sets it where the shop is known.</summary>
public sealed class PageZone
{
    public const string DefaultId = "Asia/Shanghai";

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.FindSystemTimeZoneById(DefaultId);

    /// <summary>The named zone, or the page's when none is named.</summary>
    public TimeZoneInfo Or(string? id) => string.IsNullOrEmpty(id) ? Zone : TimeZoneInfo.FindSystemTimeZoneById(id);
}
