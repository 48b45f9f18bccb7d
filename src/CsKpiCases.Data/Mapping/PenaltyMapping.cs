using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class RulingRecordMapping : IEntityTypeConfiguration<RulingRecord>
{
    public void Configure(EntityTypeBuilder<RulingRecord> builder)
    {
        builder.ToTable("Rulings");
        builder.Property(r => r.RuleName).HasMaxLength(60);
        builder.Property(r => r.Run).HasDefaultValue(1);
        builder.HasIndex(r => new { r.CaseId, r.Question, r.Run }).IsUnique();
        builder.HasIndex(r => new { r.ShopId, r.RuledAt });
        builder.HasMany(r => r.Shares).WithOne().HasForeignKey(s => s.RulingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RulingShareMapping : IEntityTypeConfiguration<RulingShare>
{
    public void Configure(EntityTypeBuilder<RulingShare> builder) => builder.ToTable("RulingShares");
}

internal sealed class PenaltyMapping : IEntityTypeConfiguration<Penalty>
{
    public void Configure(EntityTypeBuilder<Penalty> builder)
    {
        builder.ToTable("Penalties");
        builder.Property(p => p.ConfirmedMonth).HasMaxLength(7);
        builder.HasIndex(p => p.CaseId);
        builder.HasIndex(p => new { p.ShopId, p.AccountId, p.ConfirmedMonth });
        builder.HasIndex(p => new { p.ShopId, p.State, p.Id });
        builder.HasOne<RulingRecord>().WithMany().HasForeignKey(p => p.RulingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
