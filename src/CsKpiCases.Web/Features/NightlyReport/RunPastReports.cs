using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>The reports of all days that a shop has had so far, for a shop that came with its past (the demo).</summary>
public sealed class RunPastReports(RunNightlyReport run, TimeProvider clock)
{
    /// <summary>From the day the shop was made to yesterday; days that have a report keep it.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, zone);
        for (var day = LocalDays.Of(shop.CreatedAt, zone); day < today; day = day.AddDays(1)) await run.RunAsync(shop, day, isByHand: false, null, cancellation);
    }
}
