using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Jobs;

/// <summary>Administration of the jobs: when each runs next, how it went, run now for a date.</summary>
[RequireRight(Right.ReadJobs)]
public sealed class JobsController(CurrentShop current, ListJobs jobs, RunJob run, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/jobs")]
    public async Task<IActionResult> Index(string? job, CancellationToken cancellation) => View(await PageAsync(job, cancellation));

    /// <summary>The part that renews itself.</summary>
    [HttpGet("/jobs/runs")]
    public async Task<IActionResult> Runs(string? job, CancellationToken cancellation) => PartialView("_Runs", await PageAsync(job, cancellation));

    [HttpPost("/jobs/run")]
    [RequireRight(Right.RunJobs)]
    public async Task<IActionResult> Run(string? job, string? date, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var refusal = await run.RunAsync(shop, job, date, HttpContext.SignedIn().AccountId, cancellation);
        this.Flash(refusal is { } why
            ? new Flash(texts["jobs.refused." + TextCodes.Snake(why.ToString())], FlashKind.Refused)
            : new Flash(texts["jobs.asked", texts["job." + job], date]));
        return LocalRedirect("/jobs");
    }

    private async Task<JobsPage> PageAsync(string? job, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return await jobs.RunAsync(shop, job, HttpContext.SignedIn().Can(Right.RunJobs, shop.Id), cancellation);
    }
}
