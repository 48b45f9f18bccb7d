using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class GoodsItemMapping : IEntityTypeConfiguration<GoodsItem>
{
    public void Configure(EntityTypeBuilder<GoodsItem> builder)
    {
        builder.Property(g => g.Sku).HasMaxLength(GoodsItem.LongestSku);
        builder.Property(g => g.Reference).HasMaxLength(GoodsItem.LongestReference);
        // Rows of the time before were all of one round.
        builder.Property(g => g.Round).HasDefaultValue(1).HasSentinel(1);
        builder.HasIndex(g => g.CaseId);
        // What other cases claim of the same order.
        builder.HasIndex(g => new { g.ShopId, g.OrderId });
        builder.HasOne<Case>().WithMany().HasForeignKey(g => g.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ParcelMapping : IEntityTypeConfiguration<Parcel>
{
    // Neither signed for nor lost nor cancelled: the registers of what is on its way stay small however many parcels there were.
    private const string OpenOnly = "\"SignedAt\" IS NULL AND \"LostAt\" IS NULL AND \"CancelledAt\" IS NULL";

    public void Configure(EntityTypeBuilder<Parcel> builder)
    {
        builder.Ignore(p => p.IsOpen);
        builder.Property(p => p.Courier).HasMaxLength(Parcel.LongestCourier);
        builder.Property(p => p.TrackingNumber).HasMaxLength(Parcel.LongestTrackingNumber);
        builder.HasIndex(p => p.CaseId);
        builder.HasIndex(p => new { p.ShopId, p.TrackingNumber });
        builder.HasIndex(p => new { p.ShopId, p.Direction, p.CreatedAt });
        builder.HasIndex(p => new { p.ShopId, p.Direction, p.SignedAt });
        builder.HasIndex(p => new { p.ShopId, p.LastScanAt }, "IX_Parcels_Open").HasFilter(OpenOnly);
        builder.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrphanParcelMapping : IEntityTypeConfiguration<OrphanParcel>
{
    public void Configure(EntityTypeBuilder<OrphanParcel> builder)
    {
        builder.Property(p => p.TrackingNumber).HasMaxLength(Parcel.LongestTrackingNumber);
        builder.Property(p => p.Hint).HasMaxLength(OrphanParcel.LongestHint);
        // One parcel lies on the pile once, however often it is scanned.
        builder.HasIndex(p => new { p.ShopId, p.TrackingNumber }).IsUnique();
        builder.HasIndex(p => new { p.ShopId, p.ScannedAt });
    }
}

internal sealed class CarrierClaimMapping : IEntityTypeConfiguration<CarrierClaim>
{
    public void Configure(EntityTypeBuilder<CarrierClaim> builder)
    {
        builder.Property(k => k.Courier).HasMaxLength(Parcel.LongestCourier);
        builder.Property(k => k.TrackingNumber).HasMaxLength(Parcel.LongestTrackingNumber);
        builder.Property(k => k.Reason).HasMaxLength(CarrierClaim.LongestReason);
        builder.HasIndex(k => k.CaseId);
        builder.HasIndex(k => new { k.ShopId, k.OpenedAt });
        builder.HasIndex(k => k.ParcelId).IsUnique();
        builder.HasOne<Case>().WithMany().HasForeignKey(k => k.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
