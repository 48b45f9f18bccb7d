using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>The open cases that an incident's description fits: by the orders of a SKU placed, or a courier's parcels shipped, within its days.</summary>
public sealed class FindFittingCases(CasesDbContext db)
{
    /// <summary>Cases that one run takes.</summary>
    public const int Most = 5000;
    private const int MostShown = 10;

    public async Task<FittingCases> CountAsync(Shop shop, Incident incident, CancellationToken cancellation)
    {
        var fitting = Fitting(shop, incident);
        if (fitting is null) return new FittingCases(0, []);
        return new FittingCases(
            await fitting.CountAsync(cancellation),
            await fitting.OrderByDescending(c => c.Id).Take(MostShown)
                .Select(c => new HitCase(c.Id, c.Number, c.Subject, c.State, c.Stage, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(), c.OpenedAt)).ToListAsync(cancellation));
    }

    public async Task<IReadOnlyList<long>> IdsAsync(Shop shop, Incident incident, CancellationToken cancellation) =>
        Fitting(shop, incident) is { } fitting ? await fitting.OrderBy(c => c.Id).Take(Most).Select(c => c.Id).ToListAsync(cancellation) : [];

    /// <summary>Cases by their numbers, open or not; those that the shop has not are left out.</summary>
    public async Task<IReadOnlyList<long>> ByNumbersAsync(Shop shop, IReadOnlyCollection<string> numbers, long incidentId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return await db.Cases.Where(c => c.ShopId == shop.Id && numbers.Contains(c.Number) && !db.IncidentCases.Any(i => i.IncidentId == incidentId && i.CaseId == c.Id))
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellation);
    }

    private IQueryable<Case>? Fitting(Shop shop, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(incident);
        if (incident is not { Kind: not IncidentKind.Other, From: { } firstDay, To: { } lastDay }) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var (from, to) = (LocalDays.StartOf(firstDay, zone), LocalDays.StartOf(lastDay.AddDays(1), zone));
        var orders = incident.Kind == IncidentKind.BadLot
            ? db.OrderLines.Where(l => l.ShopId == shop.Id && l.Sku == incident.Sku).Join(db.Orders, l => l.OrderId, o => o.Id, (l, o) => o).Where(o => o.PlacedAt >= from && o.PlacedAt < to)
            : db.Orders.Where(o => o.ShopId == shop.Id && o.Courier == incident.Courier && o.ShippedAt >= from && o.ShippedAt < to);
        var numbers = orders.Select(o => o.Number);
        return db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize && c.OrderNumber != null && numbers.Contains(c.OrderNumber)
            && !db.IncidentCases.Any(i => i.IncidentId == incident.Id && i.CaseId == c.Id));
    }
}
