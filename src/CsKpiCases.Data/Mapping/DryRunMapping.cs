using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class DryRunMapping : IEntityTypeConfiguration<DryRun>
{
    public void Configure(EntityTypeBuilder<DryRun> builder)
    {
        builder.Property(r => r.Month).HasMaxLength(7);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.Property(r => r.Node).HasMaxLength(100);
        builder.HasIndex(r => new { r.ShopId, r.Id });
        // One at a time for each person, whatever node he asks.
        builder.HasIndex(r => r.AskedById, "IX_DryRuns_Running").IsUnique().HasFilter("\"Status\" = 1");
    }
}

internal sealed class DryRunLineMapping : IEntityTypeConfiguration<DryRunLine>
{
    public void Configure(EntityTypeBuilder<DryRunLine> builder)
    {
        builder.HasKey(l => new { l.RunId, l.Ordinal });
        builder.Property(l => l.Clock).HasMaxLength(40);
        // What is listed is what changed; what only moved is a second, longer list.
        builder.HasIndex(l => new { l.RunId, l.IsMoved, l.Ordinal });
        builder.HasOne<DryRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReprocessMapping : IEntityTypeConfiguration<Reprocess>
{
    public void Configure(EntityTypeBuilder<Reprocess> builder)
    {
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.HasIndex(r => new { r.ShopId, r.Id });
        builder.HasOne<DryRun>().WithOne().HasForeignKey<Reprocess>(r => r.Id).OnDelete(DeleteBehavior.Cascade);
    }
}
