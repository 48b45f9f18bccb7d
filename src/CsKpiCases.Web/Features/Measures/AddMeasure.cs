using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>Makes an improvement measure, from one case or many or none, and tells its owner.</summary>
public sealed class AddMeasure(CaseWriter writer, IdSource ids, ShopPeople people, MeasureNotices notices, TimeProvider time)
{
    /// <summary>Its id; or what is wrong, by field, as text keys.</summary>
    public async Task<(long? Id, Dictionary<string, string> Faults)> RunAsync(Shop shop, MeasureForm form, long by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var faults = await CheckAsync(shop, form, now, cancellation);
        if (faults.Count > 0) return (null, faults);
        var due = DateOnly.ParseExact(form.DueOn!, LocalDays.DayFormat, System.Globalization.CultureInfo.InvariantCulture);
        var measure = new ImprovementMeasure
        {
            Id = ids.Next(), ShopId = shop.Id, Title = form.Title!.Trim(), Cause = string.IsNullOrEmpty(form.Cause) ? null : form.Cause, What = form.What!.Trim(), Check = form.Check!.Trim(),
            OwnerId = form.OwnerId!.Value, DueOn = due, CreatedAt = now, CreatedById = by,
        };
        var numbers = form.Numbers;
        var isKnown = await writer.WriteAsync(
            async (db, token) =>
            {
                var cases = await db.Cases.Where(c => c.ShopId == shop.Id && numbers.Contains(c.Number)).Select(c => c.Id).ToListAsync(token);
                if (cases.Count < numbers.Count) return false;
                db.Add(measure);
                db.AddRange(cases.Select(id => new MeasureCase { MeasureId = measure.Id, CaseId = id, ShopId = shop.Id }));
                if (measure.OwnerId != by) db.Add(notices.Of(MeasureNotices.Given, measure, now, withSupervisors: false));
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
        return isKnown ? (measure.Id, faults) : (null, new() { ["cases"] = "measures.wrong.cases" });
    }

    private async Task<Dictionary<string, string>> CheckAsync(Shop shop, MeasureForm form, DateTime now, CancellationToken cancellation)
    {
        var faults = new Dictionary<string, string>();
        void Text(string field, string? text, int most)
        {
            if (string.IsNullOrWhiteSpace(text) || text.Trim().Length > most) faults[field] = "measures.wrong." + field;
        }

        Text("title", form.Title, ImprovementMeasure.LongestTitle);
        Text("what", form.What, ImprovementMeasure.LongestText);
        Text("check", form.Check, ImprovementMeasure.LongestText);
        if (!string.IsNullOrEmpty(form.Cause) && !ComplaintCatalogue.Causes.Contains(form.Cause)) faults["cause"] = "measures.wrong.cause";
        if (form.OwnerId is null || (await people.OfAsync(shop.Id, cancellation)).All(p => p.Id != form.OwnerId)) faults["ownerId"] = "measures.wrong.owner";
        if (!LocalDays.TryParse(form.DueOn, out var due) || due < LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone))) faults["dueOn"] = "measures.wrong.due";
        if (form.Numbers.Count > ImprovementMeasure.MostCases) faults["cases"] = "measures.wrong.cases";
        return faults;
    }
}
