using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>Skills and limits of the shop's agents.</summary>
[RequireRight(Right.ManageStaff)]
public sealed class StaffController(CurrentShop current, ReadStaff read, SaveStaff save, Texts texts) : Controller
{
    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/staff")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.RunAsync(await current.RequireAsync(cancellation), cancellation));

    [HttpPost("/staff/rules")]
    public async Task<IActionResult> Rules(RulesForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var (limit, minutes, agent) = await save.RulesAsync(shop, form, Reader, cancellation);
        if (limit is null && minutes is null && agent is null)
        {
            this.Flash(new Flash(texts["staff.rules-saved"]));
            return LocalRedirect("/staff");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await read.RunAsync(shop, cancellation) with { Rules = form, WrongLimit = limit, WrongMinutes = minutes, WrongAgent = agent });
    }

    [HttpPost("/staff/{id:long}")]
    public async Task<IActionResult> Profile(long id, ProfileForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var page = await read.RunAsync(shop, cancellation);
        if (page.People.FirstOrDefault(p => p.Person.Id == id) is not { } line) return NotFound();
        var wrong = await save.ProfileAsync(shop, id, form, Reader, cancellation);
        if (wrong is null)
        {
            this.Flash(new Flash(texts["staff.saved", line.Person.Name]));
            return LocalRedirect("/staff");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var typed = line with
        {
            WorkLimit = form.WorkLimit ?? "", Wrong = wrong,
            Skills = new Skills((form.Types ?? []).Where(t => Enum.TryParse<CaseType>(t, out _)).Select(Enum.Parse<CaseType>).ToHashSet(), (form.Categories ?? []).ToHashSet()),
        };
        return View("Index", page with { People = [.. page.People.Select(p => p == line ? typed : p)] });
    }
}
