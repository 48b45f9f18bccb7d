using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class SkuHandlerMapping : IEntityTypeConfiguration<SkuHandler>
{
    public void Configure(EntityTypeBuilder<SkuHandler> builder)
    {
        builder.HasKey(h => new { h.ShopId, h.Sku });
        builder.Property(h => h.Sku).HasMaxLength(60);
    }
}

internal sealed class QualityFeedbackMapping : IEntityTypeConfiguration<QualityFeedback>
{
    public void Configure(EntityTypeBuilder<QualityFeedback> builder)
    {
        builder.Property(f => f.Sku).HasMaxLength(60);
        builder.Property(f => f.What).HasMaxLength(QualityFeedback.LongestText);
        builder.Property(f => f.Answer).HasMaxLength(QualityFeedback.LongestText);
        builder.HasIndex(f => new { f.ShopId, f.Id });
        builder.HasIndex(f => new { f.ShopId, f.Sku, f.Id });
        builder.HasIndex(f => f.CaseId);
        builder.HasOne<Case>().WithMany().HasForeignKey(f => f.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
