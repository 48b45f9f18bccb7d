using CsKpiCases.Data;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>The register of a shop's improvement measures, the newest first; one of them with its history.</summary>
public sealed class ReadMeasures(CasesDbContext db, ShopPeople people, TimeProvider time)
{
    public const int PageSize = 50;
    public const int MostInAFile = 10_000;

    public DateOnly Today(Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return LocalDays.Of(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
    }

    public async Task<MeasureList> ListAsync(Shop shop, MeasureFilter filter, bool mayKeep, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var rows = await RowsAsync(shop, filter, PageSize + 1, cancellation);
        var shown = rows.Take(PageSize).ToList();
        return new MeasureList(
            filter, shown, rows.Count > PageSize ? (filter with { Before = shown[^1].Measure.Id }).Href() : null, await people.OfAsync(shop.Id, cancellation), Today(shop), mayKeep);
    }

    public Task<List<MeasureRow>> RowsAsync(Shop shop, MeasureFilter filter, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(filter);
        var (last, today) = (filter.Before ?? long.MaxValue, Today(shop));
        var found = db.Measures.AsNoTracking().Where(m => m.ShopId == shop.Id && m.Id < last);
        if (filter.Status is { } status) found = found.Where(m => m.Status == status);
        if (filter.Owner is { } owner) found = found.Where(m => m.OwnerId == owner);
        if (filter.Overdue) found = found.Where(m => (m.Status == MeasureStatus.Open || m.Status == MeasureStatus.Ineffective) && m.DueOn < today);
        return found.OrderByDescending(m => m.Id).Take(most).Select(m => new MeasureRow(
            m, db.Users.Where(u => u.Id == m.OwnerId).Select(u => u.DisplayName).FirstOrDefault(), db.MeasureCases.Count(c => c.MeasureId == m.Id),
            db.Users.Where(u => u.Id == m.VerifiedById).Select(u => u.DisplayName).FirstOrDefault(),
            db.MeasureSteps.Where(s => s.MeasureId == m.Id && (s.Status == MeasureStatus.Effective || s.Status == MeasureStatus.Ineffective)).OrderByDescending(s => s.Id).Select(s => s.Note).FirstOrDefault()))
            .ToListAsync(cancellation);
    }

    public async Task<MeasurePage?> FindAsync(Shop shop, long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        var measure = await db.Measures.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && m.ShopId == shop.Id, cancellation);
        if (measure is null) return null;
        var accounts = new[] { measure.OwnerId, measure.CreatedById };
        var names = await db.Users.Where(u => accounts.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        var steps = await db.MeasureSteps.AsNoTracking().Where(s => s.MeasureId == id).OrderBy(s => s.Id)
            .Select(s => new MeasureHistory(s, db.Users.Where(u => u.Id == s.ById).Select(u => u.DisplayName).FirstOrDefault())).ToListAsync(cancellation);
        var today = Today(shop);
        return new MeasurePage(
            measure, names.GetValueOrDefault(measure.OwnerId), names.GetValueOrDefault(measure.CreatedById), await SourcesAsync(db.MeasureCases.Where(c => c.MeasureId == id).Select(c => c.CaseId), cancellation), steps,
            reader.Can(Right.WorkCases, shop.Id) ? MeasureMachine.Permitted(measure, new MeasureActor(reader.AccountId, reader.Can(Right.KeepMeasures, shop.Id), time.GetUtcNow().UtcDateTime, today)) : [], today);
    }

    /// <summary>Cases of a form: by their numbers and ids.</summary>
    public async Task<IReadOnlyList<MeasureSource>> SourcesAsync(Shop shop, MeasureForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var (numbers, ids) = (form.Numbers, form.Ids ?? []);
        if (numbers.Count == 0 && ids.Count == 0) return [];
        return await SourcesAsync(db.Cases.Where(c => c.ShopId == shop.Id && (numbers.Contains(c.Number) || ids.Contains(c.Id))).Select(c => c.Id), cancellation);
    }

    private Task<List<MeasureSource>> SourcesAsync(IQueryable<long> cases, CancellationToken cancellation) =>
        db.Cases.AsNoTracking().Where(c => cases.Contains(c.Id)).OrderByDescending(c => c.Id).Take(ImprovementMeasure.MostCases).Select(c => new MeasureSource(c.Number, c.Subject, c.State, c.Stage)).ToListAsync(cancellation);
}
