using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class WebhookTargetMapping : IEntityTypeConfiguration<WebhookTarget>
{
    public void Configure(EntityTypeBuilder<WebhookTarget> builder)
    {
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.Url).HasMaxLength(500);
        builder.Property(t => t.Events).HasMaxLength(500);
        builder.Property(t => t.Secret).HasMaxLength(1000);
        builder.HasIndex(t => t.ShopId);
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.Property(d => d.Type).HasMaxLength(40);
        builder.Property(d => d.Error).HasMaxLength(500);
        builder.HasIndex(d => new { d.TargetId, d.EventId }).IsUnique();
        builder.HasIndex(d => new { d.TargetId, d.DueAt }).HasFilter("\"DueAt\" IS NOT NULL");
        // Of two that fit alike SQLite takes the one that was made last, which goes by name.
        builder.HasIndex(d => new { d.TargetId, d.EventId }, "IX_WebhookDeliveries_Undelivered").HasFilter("\"DeliveredAt\" IS NULL AND \"Error\" IS NOT NULL");
        // No foreign key: an act on a case must not fail because somebody removes a target meanwhile.
    }
}
