using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Shifts;

/// <summary>The roster of a week.</summary>
[RequireRight(Right.AssignCases)]
public sealed class ShiftsController(CurrentShop current, ShowRoster show, SaveRoster save, SaveShift saveShift, Texts texts, TimeProvider clock) : Controller
{
    [HttpGet("/shifts")]
    public async Task<IActionResult> Index(DateOnly? week, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        return View(await show.RunAsync(shop, week ?? Today(shop), cancellation));
    }

    [HttpPost("/shifts")]
    public async Task<IActionResult> Save(DateOnly week, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var cells = Request.Form.ToDictionary(f => f.Key, f => f.Value.ToString());
        var changed = await save.RunAsync(shop, week, cells, cancellation);
        this.Flash(new Flash(texts["shifts.saved", changed], FlashKind.Done));
        return LocalRedirect($"/shifts?week={week:yyyy-MM-dd}");
    }

    [HttpPost("/shifts/hours")]
    public async Task<IActionResult> SaveHours(ShiftForm form, CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        var wrong = await saveShift.RunAsync(shop, form, cancellation);
        this.Flash(wrong is null ? new Flash(texts["shifts.hours-saved"], FlashKind.Done) : new Flash(texts[wrong], FlashKind.Refused));
        return LocalRedirect("/shifts");
    }

    private DateOnly Today(Shop shop) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)).DateTime);
}
