using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.TeamReports;

/// <summary>The week for the Monday meeting, and where each agent is weak.</summary>
[RequireRight(Right.ReadTeamScores)]
public sealed class TeamReportsController(CurrentShop current, MakeWeeklyReport weekly, FindWeakSpots weakSpots, PageZone zone) : Controller
{
    /// <param name="week">Any day of the week, yyyy-MM-dd; absent: the last week that is over.</param>
    [HttpGet("/scores/weekly")]
    public async Task<IActionResult> Weekly(string? week, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var last = weekly.LastMonday(shop);
        var monday = last;
        if (!string.IsNullOrEmpty(week))
        {
            if (!LocalDays.TryParse(week, out var day) || MakeWeeklyReport.MondayOf(day) > last) return NotFound();
            monday = MakeWeeklyReport.MondayOf(day);
        }

        return View(await weekly.RunAsync(shop, monday, cancellation));
    }

    [HttpGet("/scores/weak-spots")]
    public async Task<IActionResult> WeakSpots(string? month, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var running = weakSpots.RunningMonth(shop);
        var asked = running;
        if (!string.IsNullOrEmpty(month) && (!CalendarMonth.TryParse(month, out asked) || asked > running)) return NotFound();
        return View(await weakSpots.RunAsync(shop, asked, cancellation));
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
