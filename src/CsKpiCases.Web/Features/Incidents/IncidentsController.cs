using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>Troubles that hit many buyers at once: found, told of in one wording, resolved together.</summary>
[RequireRight(Right.ReadCases)]
public sealed class IncidentsController(
    CurrentShop current, ReadIncidents read, FindFittingCases find, SaveIncident save, StartIncidentRun start, RemoveFromIncident remove, PageZone zone, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/incidents")]
    public async Task<IActionResult> Index(long? before, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return View(await read.ListAsync(shop.Id, before, Reader.Can(Right.ManageIncidents, shop.Id), cancellation));
    }

    /// <summary>The form; with what was entered, the cases that fit.</summary>
    [HttpGet("/incidents/new")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> New([FromQuery] IncidentForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (form.Title is null) return await NewAsync(shop, form, null, null, cancellation);
        var (incident, wrong) = form.Read();
        return await NewAsync(shop, form, wrong, wrong is null ? await find.CountAsync(shop, incident, cancellation) : null, cancellation);
    }

    [HttpPost("/incidents/new")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> Add(IncidentForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var (incident, wrong) = form.Read();
        if (wrong is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await NewAsync(shop, form, wrong, null, cancellation);
        }

        var id = await save.AddAsync(shop.Id, incident, Reader.AccountId, cancellation);
        await start.LinkAsync(shop, id, await find.IdsAsync(shop, incident, cancellation), Reader, cancellation);
        this.Flash(new Flash(texts["incidents.added"]));
        return To(id);
    }

    [HttpGet("/incidents/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View(page) : NotFound();

    /// <summary>How its runs stand, asked for while one is going on.</summary>
    [HttpGet("/incidents/{id:long}/runs")]
    public async Task<IActionResult> Runs(long id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? PartialView("_Runs", page) : NotFound();

    [HttpPost("/incidents/{id:long}/cases")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> AddCases(long id, string? numbers, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await PageAsync(id, cancellation) is not { } page) return NotFound();
        var typed = (numbers ?? "").ToUpperInvariant().Split([' ', ',', '，', '、', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var cases = typed.Length > 0 ? await find.ByNumbersAsync(shop, typed, id, cancellation) : await find.IdsAsync(shop, page.Incident, cancellation);
        var isStarted = await start.LinkAsync(shop, id, cases, Reader, cancellation) is not null;
        return isStarted ? To(id) : Refused(page with { Fault = texts[page.IsRunning ? "incidents.busy" : "incidents.nothing-fits"] });
    }

    [HttpPost("/incidents/{id:long}/removed")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> Remove(long id, long caseId, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await PageAsync(id, cancellation) is not { } page) return NotFound();
        if (!await remove.RunAsync(shop, page.Incident, caseId, Reader.ActorIn(shop.Id), cancellation)) return NotFound();
        this.Flash(new Flash(texts["incidents.removed"]));
        return To(id);
    }

    [HttpPost("/incidents/{id:long}/act")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> Act(long id, IncidentActForm form, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await PageAsync(id, cancellation) is not { } page) return NotFound();
        if (IncidentActs.Of(form) is null) return Refused(page with { Form = form, Fault = texts["incidents.act-needed"] });
        var isStarted = await start.ActAsync(shop, id, form, Reader, cancellation) is not null;
        return isStarted ? To(id) : Refused(page with { Form = form, Fault = texts[page.IsRunning ? "incidents.busy" : "incidents.no-cases"] });
    }

    [HttpPost("/incidents/{id:long}/wording")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> Word(long id, string? wording, CancellationToken cancellation)
    {
        if (await PageAsync(id, cancellation) is not { } page) return NotFound();
        if (!await save.WordAsync(page.Incident.ShopId, id, wording, cancellation)) return Refused(page with { Fault = texts["incidents.wrong.wording"] });
        this.Flash(new Flash(texts["incidents.saved"]));
        return To(id);
    }

    [HttpPost("/incidents/{id:long}/closed")]
    [RequireRight(Right.ManageIncidents)]
    public async Task<IActionResult> Close(long id, bool value, CancellationToken cancellation)
    {
        if (!await save.CloseAsync((await ShopAsync(cancellation)).Id, id, value, Reader.AccountId, cancellation)) return NotFound();
        this.Flash(new Flash(texts[value ? "incidents.closed-done" : "incidents.opened-done"]));
        return To(id);
    }

    /// <summary>Addresses of acts, opened by hand or after signing in anew: nothing is done.</summary>
    [HttpGet("/incidents/{id:long}/cases"), HttpGet("/incidents/{id:long}/act"), HttpGet("/incidents/{id:long}/wording"), HttpGet("/incidents/{id:long}/removed"), HttpGet("/incidents/{id:long}/closed")]
    public IActionResult Opened(long id) => To(id);

    private async Task<IActionResult> NewAsync(Shop shop, IncidentForm form, string? wrong, FittingCases? fitting, CancellationToken cancellation)
    {
        var (skus, couriers) = await read.ChoicesAsync(shop.Id, cancellation);
        return View("New", new NewIncidentPage(form.Kind is null ? form with { Kind = IncidentKind.BadLot } : form, wrong, fitting, skus, couriers));
    }

    private async Task<IncidentPage?> PageAsync(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return await read.FindAsync(shop, id, Reader.Can(Right.ManageIncidents, shop.Id), cancellation);
    }

    private ViewResult Refused(IncidentPage page)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Show", page);
    }

    private LocalRedirectResult To(long id) => LocalRedirect("/incidents/" + id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
