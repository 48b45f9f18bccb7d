using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class ShiftHandoverMapping : IEntityTypeConfiguration<ShiftHandover>
{
    public void Configure(EntityTypeBuilder<ShiftHandover> builder)
    {
        builder.Property(h => h.ShiftName).HasMaxLength(60);
        builder.Property(h => h.NextShiftName).HasMaxLength(60);
        builder.HasIndex(h => new { h.ShopId, h.ShiftId, h.WorkedOn }).IsUnique();
        builder.HasIndex(h => new { h.ShopId, h.EndedAt, h.Id });
    }
}

internal sealed class ShiftHandoverLineMapping : IEntityTypeConfiguration<ShiftHandoverLine>
{
    public void Configure(EntityTypeBuilder<ShiftHandoverLine> builder)
    {
        builder.HasKey(l => new { l.HandoverId, l.CaseId });
        builder.Property(l => l.State).HasMaxLength(40);
        builder.Property(l => l.Clock).HasMaxLength(40);
        builder.HasIndex(l => l.CaseId);
        builder.HasOne<ShiftHandover>().WithMany().HasForeignKey(l => l.HandoverId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
