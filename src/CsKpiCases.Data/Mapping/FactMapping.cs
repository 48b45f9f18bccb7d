using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class ShipmentMapping : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> builder)
    {
        builder.Property(s => s.NaturalKey).HasMaxLength(130);
        builder.Property(s => s.OrderNumber).HasMaxLength(60);
        builder.Property(s => s.Courier).HasMaxLength(60);
        builder.Property(s => s.TrackingNumber).HasMaxLength(60);
        builder.HasIndex(s => new { s.ShopId, s.NaturalKey }).IsUnique();
        builder.HasIndex(s => new { s.ShopId, s.PromisedAt });
        builder.HasIndex(s => new { s.ShopId, s.ShippedAt });
    }
}

internal sealed class AttendanceDayMapping : IEntityTypeConfiguration<AttendanceDay>
{
    public void Configure(EntityTypeBuilder<AttendanceDay> builder)
    {
        builder.Property(a => a.NaturalKey).HasMaxLength(60);
        builder.Property(a => a.Reason).HasMaxLength(100);
        builder.HasIndex(a => new { a.ShopId, a.NaturalKey }).IsUnique();
        builder.HasIndex(a => new { a.ShopId, a.Day, a.AgentId });
    }
}

internal sealed class ShopFigureMapping : IEntityTypeConfiguration<ShopFigure>
{
    public void Configure(EntityTypeBuilder<ShopFigure> builder)
    {
        builder.Property(f => f.NaturalKey).HasMaxLength(130);
        builder.Property(f => f.Indicator).HasMaxLength(60);
        // Rates are small: hundredths would lose them.
        builder.Property(f => f.Value).HasConversion<MillionthsConverter>();
        builder.Property(f => f.Numerator).HasConversion<MillionthsConverter>();
        builder.Property(f => f.Denominator).HasConversion<MillionthsConverter>();
        builder.HasIndex(f => new { f.ShopId, f.NaturalKey }).IsUnique();
        builder.HasIndex(f => new { f.ShopId, f.Indicator, f.To });
    }
}

internal sealed class AfterSalesApplicationMapping : IEntityTypeConfiguration<AfterSalesApplication>
{
    public void Configure(EntityTypeBuilder<AfterSalesApplication> builder)
    {
        builder.Property(a => a.NaturalKey).HasMaxLength(60);
        builder.Property(a => a.OrderNumber).HasMaxLength(60);
        builder.Property(a => a.Status).HasMaxLength(60);
        builder.Property(a => a.PlatformBuyerId).HasMaxLength(100);
        builder.Property(a => a.Reason).HasMaxLength(200);
        builder.HasIndex(a => new { a.ShopId, a.NaturalKey }).IsUnique();
        builder.HasIndex(a => new { a.ShopId, a.AppliedAt });
        builder.HasIndex(a => new { a.ShopId, a.ClosedAt });
        builder.HasIndex(a => new { a.ShopId, a.DisputedAt });
        builder.HasIndex(a => new { a.ShopId, a.ReturnSignedAt });
        builder.HasIndex(a => new { a.ShopId, a.OrderNumber });
        builder.HasIndex(a => a.CaseId);
    }
}

internal sealed class FactChangeMapping : IEntityTypeConfiguration<FactChange>
{
    public void Configure(EntityTypeBuilder<FactChange> builder)
    {
        builder.Property(c => c.Kind).HasMaxLength(40);
        builder.HasIndex(c => new { c.ImportId, c.Id });
        builder.HasIndex(c => new { c.ShopId, c.Kind, c.FactId, c.Id });
    }
}
