using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class IncidentMapping : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.Property(i => i.Title).HasMaxLength(Incident.LongestTitle);
        builder.Property(i => i.Sku).HasMaxLength(60);
        builder.Property(i => i.Courier).HasMaxLength(60);
        builder.Property(i => i.Wording).HasMaxLength(Incident.LongestWording);
        builder.HasIndex(i => new { i.ShopId, i.Id });
    }
}

internal sealed class IncidentCaseMapping : IEntityTypeConfiguration<IncidentCase>
{
    public void Configure(EntityTypeBuilder<IncidentCase> builder)
    {
        builder.HasKey(c => new { c.IncidentId, c.CaseId });
        builder.HasIndex(c => c.CaseId);
        builder.HasOne<Incident>().WithMany().HasForeignKey(c => c.IncidentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IncidentRunMapping : IEntityTypeConfiguration<IncidentRun>
{
    public void Configure(EntityTypeBuilder<IncidentRun> builder)
    {
        builder.Property(r => r.Roles).HasMaxLength(200);
        builder.HasIndex(r => new { r.IncidentId, r.Id });
        // One at a time: what is asked for twice is done once.
        builder.HasIndex(r => r.IncidentId, "IX_IncidentRuns_Running").IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class IncidentRunLineMapping : IEntityTypeConfiguration<IncidentRunLine>
{
    public void Configure(EntityTypeBuilder<IncidentRunLine> builder)
    {
        builder.HasKey(l => new { l.RunId, l.CaseId });
        builder.HasIndex(l => new { l.RunId, l.Status, l.CaseId });
        builder.HasIndex(l => l.CaseId);
        builder.HasOne<IncidentRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
