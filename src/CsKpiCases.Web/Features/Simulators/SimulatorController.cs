using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>The simulator as a page: what is tried stands in the address, and nothing is touched.</summary>
[RequireRight(Right.ReadReports)]
public sealed class SimulatorController(CurrentShop current, PolicyBook policies, ReadLivedCase cases, PageZone zone, TimeProvider time, Texts texts) : Controller
{
    [HttpGet("/sla/simulator")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var book = await policies.ReadAsync(cancellation);
        var calendars = new SimulatorCalendars(book);
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var form = SimulatorForm.Read(Request.Query, zone.Zone);
        var faults = new Dictionary<string, string>();
        var lived = form.Do == "case" ? await cases.FindAsync(shop, form.Case, form.Lived, cancellation) : null;
        var isKept = lived is not null && form.HasTargets;
        form = Filled(form, lived, book, calendars, now, faults).WithRows();
        var result = form.IsUnfinished || faults.Count > 0 ? null : Simulator.Run(form.ToRequest(), now, calendars.Find);
        foreach (var error in result?.Errors ?? []) faults.TryAdd(form.FieldOf(error.Path), texts.SlaFault(error));
        if (faults.ContainsKey("case")) Response.StatusCode = StatusCodes.Status404NotFound;
        return View(new SimulatorPage
        {
            Form = form, Calendars = calendars, Policies = [.. book.Current.Select(p => p.Name).Order(StringComparer.Ordinal)],
            Result = result?.Answer is null ? null : result, Lived = lived, IsKept = isKept, Now = now, Faults = faults,
        });
    }

    private SimulatorForm Filled(SimulatorForm form, LivedCase? lived, PolicyPages book, SimulatorCalendars calendars, DateTime now, Dictionary<string, string> faults)
    {
        switch (form.Do)
        {
            case "example":
                return form.Example(now, calendars.ForExample);
            case "policy" when book.FindByName(form.Policy) is { } policy:
                return form.WithTargetsOf(policy, calendars);
            case "policy":
                faults["policy"] = texts["sim.no-policy"];
                return form;
            case "case" when lived is not null:
                return form.WithLife(lived, calendars);
            case "case":
                faults["case"] = texts["sim.no-case"];
                return form;
            default:
                return form;
        }
    }
}
