using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class BuyerMapping : IEntityTypeConfiguration<Buyer>
{
    public void Configure(EntityTypeBuilder<Buyer> builder)
    {
        builder.Property(b => b.PlatformBuyerId).HasMaxLength(100);
        builder.Property(b => b.Name).HasMaxLength(100);
        builder.Property(b => b.Phone).HasMaxLength(40);
        builder.Property(b => b.Tier).HasMaxLength(40);
        builder.HasIndex(b => new { b.ShopId, b.PlatformBuyerId }).IsUnique();
        builder.Property(b => b.PhoneTail).HasMaxLength(Buyer.PhoneTailDigits);
        builder.HasIndex(b => new { b.ShopId, b.Phone });
        builder.HasIndex(b => new { b.ShopId, b.PhoneTail, b.Id });
        builder.HasIndex(b => new { b.ShopId, b.Name, b.Id });
        builder.HasIndex(b => new { b.ShopId, b.Tier, b.Id });
        builder.HasIndex(b => new { b.ShopId, b.Id });
    }
}

internal sealed class BuyerTagMapping : IEntityTypeConfiguration<BuyerTag>
{
    public void Configure(EntityTypeBuilder<BuyerTag> builder)
    {
        builder.HasKey(t => new { t.BuyerId, t.Tag });
        builder.Property(t => t.Tag).HasMaxLength(BuyerTag.Longest);
        builder.HasIndex(t => new { t.ShopId, t.Tag, t.BuyerId });
        builder.HasOne<Buyer>().WithMany().HasForeignKey(t => t.BuyerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.Property(o => o.Number).HasMaxLength(60);
        builder.Property(o => o.Courier).HasMaxLength(60);
        builder.Property(o => o.TrackingNumber).HasMaxLength(60);
        builder.Property(o => o.Status).HasMaxLength(40);
        builder.HasIndex(o => new { o.ShopId, o.Number }).IsUnique();
        builder.HasIndex(o => new { o.ShopId, o.TrackingNumber });
        builder.HasIndex(o => new { o.ShopId, o.BuyerId });
        // The reminder before a trade that was put off lapses.
        builder.HasIndex(o => new { o.ShopId, o.AutoConfirmAt }).HasFilter("\"AutoConfirmExtendedAt\" IS NOT NULL");
        builder.HasIndex(o => new { o.ShopId, o.PlacedAt });
        builder.HasIndex(o => new { o.ShopId, o.Courier, o.ShippedAt });
        builder.HasIndex(o => new { o.ShopId, o.PaidAt });
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.Property(l => l.Sku).HasMaxLength(60);
        builder.Property(l => l.Title).HasMaxLength(200);
        builder.Property(l => l.Category).HasMaxLength(60);
        // Rows of the time before say nothing against it.
        builder.Property(l => l.AllowsNoReason).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(l => new { l.OrderId, l.LineNumber }).IsUnique();
        builder.HasIndex(l => new { l.ShopId, l.Sku, l.OrderId });
    }
}

internal sealed class RatingMapping : IEntityTypeConfiguration<Rating>
{
    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.Property(r => r.NaturalKey).HasMaxLength(200);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.Property(r => r.PlatformBuyerId).HasMaxLength(100);
        builder.HasIndex(r => new { r.ShopId, r.NaturalKey }).IsUnique();
        builder.HasIndex(r => new { r.ShopId, r.RatedAt });
        builder.HasIndex(r => r.CaseId);
    }
}

internal sealed class ChatFactMapping : IEntityTypeConfiguration<ChatFact>
{
    public void Configure(EntityTypeBuilder<ChatFact> builder)
    {
        builder.Property(c => c.NaturalKey).HasMaxLength(200);
        builder.Property(c => c.PlatformBuyerId).HasMaxLength(100);
        builder.HasIndex(c => new { c.ShopId, c.NaturalKey }).IsUnique();
        builder.HasIndex(c => new { c.ShopId, c.ChattedOn });
    }
}
