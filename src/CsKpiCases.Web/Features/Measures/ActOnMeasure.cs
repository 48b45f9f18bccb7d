using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>Reports a measure as done, or says whether it helped.</summary>
public sealed class ActOnMeasure(CaseWriter writer, IdSource ids, MeasureNotices notices, TimeProvider time)
{
    /// <summary>Null when it is done; else the reason, as a text key.</summary>
    /// <param name="version">As the actor saw it.</param>
    public async Task<string?> RunAsync(Shop shop, long id, MeasureAct act, string? note, string? dueOn, int version, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        if (note is { Length: > ImprovementMeasure.LongestText }) return "measures.wrong.what";
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var actor = new MeasureActor(by.AccountId, by.Can(Right.KeepMeasures, shop.Id), now, LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)));
        DateOnly? due = LocalDays.TryParse(dueOn?.Trim(), out var day) ? day : null;
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var measure = await db.Measures.AsTracking().FirstOrDefaultAsync(m => m.Id == id && m.ShopId == shop.Id, token);
                if (measure is null || measure.Version != version) return "measures.stale";
                var (step, refusal) = MeasureMachine.Decide(measure, act, note, due, actor);
                if (step is null) return "measures.refused." + refusal;
                step.Id = ids.Next();
                db.Add(step);
                if (act == MeasureAct.ReportDone) db.Add(notices.Of(MeasureNotices.Done, measure, now, withSupervisors: true));
                if (act == MeasureAct.FindIneffective && measure.OwnerId != by.AccountId) db.Add(notices.Of(MeasureNotices.Given, measure, now, withSupervisors: false));
                await db.SaveChangesAsync(token);
                return null as string;
            },
            cancellation);
    }
}
