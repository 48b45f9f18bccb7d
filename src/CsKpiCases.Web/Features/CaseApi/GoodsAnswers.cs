using CsKpiCases.Data;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Pieces of an order line that a case is about.</summary>
public sealed record GoodsItemAnswer
{
    public required string Id { get; init; }
    public required string OrderLineId { get; init; }
    public required Direction Direction { get; init; }
    public required int Quantity { get; init; }

    /// <summary>Which time they go round, from 1: what an earlier round settled counts no more.</summary>
    public required int Round { get; init; }
    public required GoodsState State { get; init; }

    /// <summary>What the inspection found; none before it.</summary>
    public required InspectionResult Result { get; init; }

    /// <summary>What is sent instead of the line's own article.</summary>
    public string? Sku { get; init; }
    public string? Reference { get; init; }
}

/// <summary>A parcel of a case.</summary>
public sealed record ParcelAnswer
{
    public required string Id { get; init; }
    public required Direction Direction { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }
    public required FreightPayer FreightPayer { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? FirstScanAt { get; init; }
    public DateTime? LastScanAt { get; init; }
    public DateTime? SignedAt { get; init; }
    public DateTime? LostAt { get; init; }
    public DateTime? CancelledAt { get; init; }
}

/// <summary>A claim against a carrier.</summary>
public sealed record CarrierClaimAnswer
{
    public required string Id { get; init; }
    public required string ParcelId { get; init; }
    public required CarrierClaimState State { get; init; }

    /// <summary>Yuan asked for; 0 until it is filed.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Yuan received.</summary>
    public required decimal PaidAmount { get; init; }
}

/// <summary>The goods, parcels and carrier claims of a case.</summary>
public sealed record GoodsAnswer(IReadOnlyList<GoodsItemAnswer> Items, IReadOnlyList<ParcelAnswer> Parcels, IReadOnlyList<CarrierClaimAnswer> CarrierClaims);

/// <summary>Reads the goods axis of a case; what was given up is left out.</summary>
public sealed class ShowGoods(CasesDbContext db)
{
    public async Task<GoodsAnswer> RunAsync(long caseId, CancellationToken cancellation)
    {
        var items = await db.GoodsItems.AsNoTracking().Where(g => g.CaseId == caseId && g.Quantity > 0).OrderBy(g => g.Id).ToListAsync(cancellation);
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.CaseId == caseId).OrderBy(p => p.Id).ToListAsync(cancellation);
        var claims = await db.CarrierClaims.AsNoTracking().Where(k => k.CaseId == caseId).OrderBy(k => k.Id).ToListAsync(cancellation);
        return new GoodsAnswer(
            items.ConvertAll(g => new GoodsItemAnswer
            {
                Id = Ids.Text(g.Id), OrderLineId = Ids.Text(g.OrderLineId), Direction = g.Direction, Quantity = g.Quantity, Round = g.Round, State = g.State, Result = g.Result, Sku = g.Sku, Reference = g.Reference,
            }),
            parcels.ConvertAll(p => new ParcelAnswer
            {
                Id = Ids.Text(p.Id), Direction = p.Direction, Courier = p.Courier, TrackingNumber = p.TrackingNumber, FreightPayer = p.FreightPayer, CreatedAt = p.CreatedAt,
                FirstScanAt = p.FirstScanAt, LastScanAt = p.LastScanAt, SignedAt = p.SignedAt, LostAt = p.LostAt, CancelledAt = p.CancelledAt,
            }),
            claims.ConvertAll(k => new CarrierClaimAnswer { Id = Ids.Text(k.Id), ParcelId = Ids.Text(k.ParcelId), State = k.State, Amount = k.Amount, PaidAmount = k.PaidAmount }));
    }
}
