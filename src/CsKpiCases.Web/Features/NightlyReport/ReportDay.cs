using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>A local day of a shop as instants: 23, 24 or 25 hours.</summary>
public sealed record ReportDay(Shop Shop, DateOnly Date, TimeZoneInfo Zone, DateTime From, DateTime To)
{
    /// <summary>The end of the day after: what falls due until then is at risk tomorrow.</summary>
    public DateTime RiskUntil => LocalDays.StartOf(Date.AddDays(2), Zone);

    public ReportDay Before => Of(Shop, Date.AddDays(-1));

    public static ReportDay Of(Shop shop, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return new ReportDay(shop, date, zone, LocalDays.StartOf(date, zone), LocalDays.StartOf(date.AddDays(1), zone));
    }
}
