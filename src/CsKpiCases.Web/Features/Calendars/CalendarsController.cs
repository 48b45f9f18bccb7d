using System.Text;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>Working calendars: the list, one with its year and history, a year's notice, a preview before anything is saved.</summary>
[RequireRight(Right.ReadReports)]
public sealed class CalendarsController(CurrentShop current, PageZone zone, PolicyBook book, ReadCalendars read, BuildCalendarPage build, SaveCalendar save, Texts texts) : Controller
{
    /// <summary>Bytes of a year's file.</summary>
    private const int LargestFile = 1024 * 1024;

    private SignedIn Reader => HttpContext.SignedIn();

    [HttpGet("/sla/calendars")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        await ZoneAsync(cancellation);
        return View(new CalendarList(await read.AllAsync(cancellation), texts.ReadOnlyReason(Reader, [], [])));
    }

    [HttpGet("/sla/calendars/{name}")]
    public async Task<IActionResult> Show([FromRoute] string name, string? year, CancellationToken cancellation) =>
        await PageAsync(name, year, cancellation) is { } page ? View("Show", page) : NotFound();

    [HttpGet("/sla/new-calendar")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> New(CancellationToken cancellation) => View("Show", await PageAsync(null, null, cancellation));

    /// <summary>Whoever reloads the page of an answer comes back to the form.</summary>
    [HttpGet("/sla/calendars/{name}/{step:regex(^(save|edit|year)$)}")]
    public IActionResult Reloaded([FromRoute] string name) => LocalRedirect(CalendarHref.Of(RouteText.Plain(name)!));

    [HttpGet("/sla/new-calendar/{step:regex(^(save|edit)$)}")]
    public IActionResult ReloadedNew() => LocalRedirect("/sla/new-calendar");

    /// <summary>A step of the form: another year, days marked, or the preview.</summary>
    [HttpPost("/sla/calendars/{name}")]
    [HttpPost("/sla/new-calendar")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Edit([FromRoute] string? name, string? step, List<string>? day, CancellationToken cancellation)
    {
        if (await PageAsync(name, null, cancellation) is not { } page) return NotFound();
        var form = CalendarForm.Read(Request.Form, page.Today.Year);
        if (!page.IsNew) form = form with { Name = page.Stored!.Row.Name };
        if (step == "preview") return await PreviewAsync(page, form, cancellation);
        return View("Show", BuildCalendarPage.With(page, Stepped(form, step, day ?? []), FieldFaults.None));
    }

    /// <summary>A year's days from a file or pasted, shown before they are saved.</summary>
    [HttpPost("/sla/calendars/{name}/year")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> ImportYear([FromRoute] string name, IFormFile? file, string? pasted, string? year, string? scope, CancellationToken cancellation)
    {
        if (await PageAsync(name, year, cancellation) is not { } page) return NotFound();
        var text = file is { Length: > 0 and <= LargestFile } ? await ReadAsync(file, cancellation) : pasted ?? "";
        YearScope? said = scope switch { "whole" => YearScope.Whole, "part" => YearScope.Part, _ => null };
        var errors = new FieldErrors();
        var form = page.Form;
        if (file is { Length: > LargestFile }) errors.Add("", "file_too_large", "At most 1 MB here.");
        else (form, errors) = BuildCalendarPage.WithNotice(page.Form, text, page.Form.Year, said);
        if (errors.Count == 0) return await PreviewAsync(page, form, cancellation);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page with { YearFaults = new FieldFaults(errors.All), Pasted = text, Scope = said });
    }

    /// <summary>Back from the preview to the form.</summary>
    [HttpPost("/sla/calendars/{name}/edit")]
    [HttpPost("/sla/new-calendar/edit")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Back([FromRoute] string? name, string? document, string? year, [FromForm(Name = "base")] long? baseId, CancellationToken cancellation)
    {
        if (await PageAsync(name, year, cancellation) is not { } page || CalendarForm.Read(document ?? "", page.Form.Year, baseId) is not { } form) return NotFound();
        return View("Show", BuildCalendarPage.With(page, form, FieldFaults.None));
    }

    [HttpPost("/sla/calendars/{name}/save")]
    [HttpPost("/sla/new-calendar/save")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Save([FromRoute] string? name, string? document, string? year, [FromForm(Name = "base")] long? baseId, CancellationToken cancellation)
    {
        var saved = await save.RunAsync(document ?? "", RouteText.Plain(name), baseId, Reader, cancellation);
        if (saved.End is CalendarEnd.Saved or CalendarEnd.Unchanged)
        {
            var isSaved = saved.End == CalendarEnd.Saved;
            this.Flash(new Flash(texts[isSaved ? "calendars.saved" : "calendars.unchanged"], isSaved ? FlashKind.Done : FlashKind.Note));
            return LocalRedirect(CalendarHref.Of(saved.Checked.Calendar!.Name!) + (year is null ? "" : "?year=" + Uri.EscapeDataString(year)));
        }

        if (saved.End == CalendarEnd.OutOfReach) return StatusCode(StatusCodes.Status403Forbidden);
        if (await PageAsync(name, year, cancellation) is not { } page || CalendarForm.Read(document ?? "", page.Form.Year, baseId) is not { } form) return NotFound();
        Response.StatusCode = saved.End == CalendarEnd.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return View("Show", BuildCalendarPage.With(page, form, saved.Checked.Faults));
    }

    [HttpGet("/sla/export-calendars")]
    public async Task<IActionResult> ExportAll(CancellationToken cancellation) =>
        File(Encoding.UTF8.GetBytes((await book.ReadAsync(cancellation)).CalendarFileText()), "application/json", "calendars.json");

    [HttpGet("/sla/calendars/{name}/export")]
    public async Task<IActionResult> Export([FromRoute] string name, CancellationToken cancellation) =>
        (await book.ReadAsync(cancellation)).Calendars.GetValueOrDefault(RouteText.Plain(name)!) is { } calendar
            ? File(Encoding.UTF8.GetBytes(CalendarFile.Format([calendar])), "application/json", calendar.Name + ".json") : NotFound();

    private static CalendarForm Stepped(CalendarForm form, string? step, List<string> days)
    {
        if (step?.StartsWith("year:", StringComparison.Ordinal) == true) return form.At(CalendarForm.YearOf(step[5..], form.Year));
        var chosen = days.Select(day => LocalDays.TryParse(day, out var date) ? date : (DateOnly?)null).OfType<DateOnly>();
        return step switch
        {
            "mark:holiday" => form.Mark(chosen, DayKind.Holiday),
            "mark:make_up" => form.Mark(chosen, DayKind.MakeUp),
            "mark:ordinary" => form.Mark(chosen, null),
            _ => form,
        };
    }

    private async Task<IActionResult> PreviewAsync(CalendarPage page, CalendarForm form, CancellationToken cancellation)
    {
        if (page.ReadOnly is not null) return StatusCode(StatusCodes.Status403Forbidden);
        var (preview, shown) = await build.PreviewAsync(page, form, cancellation);
        if (preview is not null) return View("Preview", preview);
        Response.StatusCode = shown.Since is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return View("Show", shown);
    }

    private async Task<CalendarPage?> PageAsync(string? name, string? year, CancellationToken cancellation)
    {
        await ZoneAsync(cancellation);
        return await build.RunAsync(RouteText.Plain(name), year, Reader, cancellation);
    }

    private async Task ZoneAsync(CancellationToken cancellation) =>
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById((await current.RequireAsync(cancellation)).TimeZone);

    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
