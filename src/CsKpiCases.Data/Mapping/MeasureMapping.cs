using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class ImprovementMeasureMapping : IEntityTypeConfiguration<ImprovementMeasure>
{
    public void Configure(EntityTypeBuilder<ImprovementMeasure> builder)
    {
        builder.Ignore(m => m.IsOwed);
        builder.Property(m => m.Title).HasMaxLength(ImprovementMeasure.LongestTitle);
        builder.Property(m => m.Cause).HasMaxLength(60);
        builder.Property(m => m.What).HasMaxLength(ImprovementMeasure.LongestText);
        builder.Property(m => m.Check).HasMaxLength(ImprovementMeasure.LongestText);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.HasIndex(m => new { m.ShopId, m.Id });
        // Open (1) and ineffective (4): what is still to be carried out.
        builder.HasIndex(m => new { m.ShopId, m.DueOn }, "IX_Measures_Owed").HasFilter("\"Status\" IN (1, 4)");
    }
}

internal sealed class MeasureStepMapping : IEntityTypeConfiguration<MeasureStep>
{
    public void Configure(EntityTypeBuilder<MeasureStep> builder)
    {
        builder.Property(s => s.Note).HasMaxLength(ImprovementMeasure.LongestText);
        builder.HasIndex(s => new { s.MeasureId, s.Id });
        builder.HasOne<ImprovementMeasure>().WithMany().HasForeignKey(s => s.MeasureId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MeasureCaseMapping : IEntityTypeConfiguration<MeasureCase>
{
    public void Configure(EntityTypeBuilder<MeasureCase> builder)
    {
        builder.HasKey(c => new { c.MeasureId, c.CaseId });
        builder.HasIndex(c => c.CaseId);
        builder.HasOne<ImprovementMeasure>().WithMany().HasForeignKey(c => c.MeasureId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
