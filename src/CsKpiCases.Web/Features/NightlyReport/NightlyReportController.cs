using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>The nightly reports: a day's page, its files, the cases behind its figures.</summary>
[RequireRight(Right.ReadReports)]
public sealed class NightlyReportController(CurrentShop current, NightlyReports reports, FindTrend trend, ReportFiles files, RunNightlyReport run, PageZone zone, TimeProvider clock, Texts texts) : Controller
{
    [HttpGet("/reports/nightly/{date?}")]
    public async Task<IActionResult> Index(string? date, int? revision, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var day = await DayAsync(shop, date, cancellation);
        if (day is null) return NotFound();
        var found = await reports.FindAsync(shop.Id, day.Value, revision, cancellation);
        if (found is null && revision is not null) return NotFound();
        var mayRun = HttpContext.SignedIn().Can(Right.RunJobs, shop.Id) && day < Today(shop);
        var revisions = await reports.RevisionsAsync(shop.Id, day.Value, cancellation);
        return View(new NightlyPage(
            shop, day.Value, Today(shop), found?.Report, found?.Revision ?? 0, revisions, mayRun, await trend.RunAsync(shop.Id, day.Value, cancellation)));
    }

    [HttpGet("/reports/nightly/{date}/cases")]
    public async Task<IActionResult> Cases(string date, ReportBy by, string? key, string? figure, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!LocalDays.TryParse(date, out var day) || figure is null || !ReportKeys.Figures.Contains(figure)) return NotFound();
        return View(new FigurePage(day, by, key ?? "", figure, await reports.CasesAsync(shop, day, by, key ?? "", figure, cancellation)));
    }

    [HttpGet("/reports/nightly/{date}/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string date, string format, int? revision, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!LocalDays.TryParse(date, out var day) || await reports.FindAsync(shop.Id, day, revision, cancellation) is not { } found) return NotFound();
        var name = $"nightly-{found.Report.Shop}-{LocalDays.Text(day)}-r{found.Revision}.{format}";
        return format == "csv"
            ? File(files.Csv(found.Report), "text/csv; charset=utf-8", name)
            : File(files.Xlsx(found.Report), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
    }

    /// <summary>Runs it again at once: the report takes a second or two.</summary>
    [HttpPost("/reports/nightly/{date}/run")]
    [RequireRight(Right.RunJobs)]
    public async Task<IActionResult> Run(string date, [FromServices] JobRunner jobs, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (!LocalDays.TryParse(date, out var day) || day >= Today(shop)) return NotFound();
        await run.NoteAsync(shop, day, HttpContext.SignedIn().AccountId, cancellation);
        var done = await jobs.RunByHandAsync(NightlyReportJob.JobName, shop.Id, LocalDays.Text(day), HttpContext.SignedIn().AccountId, cancellation);
        this.Flash(done == false ? new Flash(texts["nightly.failed"], FlashKind.Refused) : new Flash(texts["nightly.made"]));
        return LocalRedirect($"/reports/nightly/{LocalDays.Text(day)}");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }

    /// <summary>The day asked for; else the newest that has a report, else yesterday.</summary>
    private async Task<DateOnly?> DayAsync(Shop shop, string? date, CancellationToken cancellation)
    {
        if (date is not null) return LocalDays.TryParse(date, out var day) ? day : null;
        return await reports.NewestDayAsync(shop.Id, cancellation) ?? Today(shop).AddDays(-1);
    }

    private DateOnly Today(Shop shop) => LocalDays.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
}
