using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class CaseClockMapping : IEntityTypeConfiguration<CaseClock>
{
    public void Configure(EntityTypeBuilder<CaseClock> builder)
    {
        builder.Ignore(c => c.IsOpen);
        builder.Property(c => c.Clock).HasMaxLength(40);
        builder.Property(c => c.Occasion).HasMaxLength(PlatformDeadline.LongestKey).HasDefaultValue("");
        builder.HasIndex(c => new { c.CaseId, c.Clock, c.Run }).IsUnique();
        // NextDue 0 is "nothing": the sweep walks this index and touches only what fell due.
        builder.HasIndex(c => new { c.ShopId, c.NextDueAt }, "IX_CaseClocks_Due").HasFilter("\"NextDue\" > 0");
        builder.HasIndex(c => new { c.ShopId, c.JudgedAt });
        // The nightly report: what began on a day, and what stopped on it after its breach on an earlier one (State 5).
        builder.HasIndex(c => new { c.ShopId, c.StartedAt });
        builder.HasIndex(c => new { c.ShopId, c.StoppedAt }, "IX_CaseClocks_StoppedBreached").HasFilter("\"State\" = 5");
        // The two clocks that run on cases which are no longer open: no list of open cases leads to them.
        builder.HasIndex(c => new { c.ShopId, c.StoppedAt }, "IX_CaseClocks_AfterResolution").HasFilter("\"Clock\" IN ('penalty_review', 'appeal_reply')");
        builder.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlatformDeadlineMapping : IEntityTypeConfiguration<PlatformDeadline>
{
    public void Configure(EntityTypeBuilder<PlatformDeadline> builder)
    {
        builder.Ignore(d => d.IsOpen);
        builder.Property(d => d.Key).HasMaxLength(PlatformDeadline.LongestKey);
        builder.Property(d => d.What).HasMaxLength(PlatformDeadline.LongestText);
        builder.Property(d => d.AtZero).HasMaxLength(PlatformDeadline.LongestText);
        // One open deadline of a case by a name, whoever tells of it at once.
        builder.HasIndex(d => new { d.CaseId, d.Key }, "IX_PlatformDeadlines_Open").IsUnique().HasFilter("\"MetAt\" IS NULL AND \"WithdrawnAt\" IS NULL AND \"MissedAt\" IS NULL");
        builder.HasIndex(d => d.CaseId);
        builder.HasOne<Case>().WithMany().HasForeignKey(d => d.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CaseClockSegmentMapping : IEntityTypeConfiguration<CaseClockSegment>
{
    public void Configure(EntityTypeBuilder<CaseClockSegment> builder)
    {
        builder.HasIndex(s => new { s.ClockId, s.From });
        builder.HasOne<CaseClock>().WithMany().HasForeignKey(s => s.ClockId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BreachMapping : IEntityTypeConfiguration<Breach>
{
    public void Configure(EntityTypeBuilder<Breach> builder)
    {
        builder.Property(b => b.Clock).HasMaxLength(40);
        // A breach that was taken back leaves its row and frees its place.
        builder.HasIndex(b => new { b.CaseId, b.Clock, b.Run, b.Level, b.WithdrawnByEvent }).IsUnique();
        builder.HasIndex(b => new { b.ShopId, b.BreachedAt });
        builder.HasOne<Case>().WithMany().HasForeignKey(b => b.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PolicyVersionMapping : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.HasIndex(p => new { p.Name, p.Version }).IsUnique();
    }
}

internal sealed class CalendarVersionMapping : IEntityTypeConfiguration<CalendarVersion>
{
    public void Configure(EntityTypeBuilder<CalendarVersion> builder)
    {
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.HasIndex(c => new { c.Name, c.Version }).IsUnique();
    }
}
