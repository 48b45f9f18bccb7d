using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    // The stages before Penalize (6): what the work list shows. A partial index stays small however many cases are closed.
    private const string OpenOnly = "\"Stage\" < 6";

    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.Property(c => c.Number).HasMaxLength(20);
        builder.Property(c => c.ExternalNumber).HasMaxLength(Case.LongestExternalNumber);
        builder.Property(c => c.State).HasMaxLength(40);
        builder.Property(c => c.OrderNumber).HasMaxLength(Case.LongestOrderNumber);
        builder.Property(c => c.Subject).HasMaxLength(200);
        builder.Property(c => c.Category).HasMaxLength(60);
        builder.Property(c => c.Cause).HasMaxLength(60);
        builder.Property(c => c.SubKind).HasMaxLength(Case.LongestSubKind);
        builder.Property(c => c.Tier).HasMaxLength(Case.LongestTier);
        builder.Property(c => c.ApprovalFrom).HasMaxLength(40);
        builder.Property(c => c.ProposalFrom).HasMaxLength(40);
        builder.Property(c => c.PlatformState).HasMaxLength(40);
        builder.Property(c => c.PlatformWord).HasMaxLength(FollowPlatform.LongestWord);
        builder.Property(c => c.Round).HasDefaultValue(1).HasSentinel(1);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.ShopId, c.ExternalNumber }).IsUnique().HasFilter("\"ExternalNumber\" IS NOT NULL");
        builder.HasIndex(c => new { c.ShopId, c.OrderNumber });
        builder.HasIndex(c => new { c.ShopId, c.BuyerId }).HasFilter("\"BuyerId\" IS NOT NULL");
        builder.HasIndex(c => new { c.ShopId, c.OpenedOn });
        // Of what is resolved alone: what is open is never led to by it.
        builder.HasIndex(c => new { c.ShopId, c.ResolvedAt }).HasFilter("\"ResolvedAt\" IS NOT NULL");
        // What was withdrawn or a duplicate is closed without having been resolved.
        builder.HasIndex(c => new { c.ShopId, c.ClosedAt }, "IX_Cases_ClosedUnresolved").HasFilter("\"ResolvedAt\" IS NULL AND \"ClosedAt\" IS NOT NULL");
        // For what is ended alone: were the open cases in it, SQLite would take it for the work list and sort them all.
        builder.HasIndex(c => new { c.ShopId, c.Stage, c.Id }, "IX_Cases_Ended").HasFilter("\"Stage\" >= 6");
        builder.HasIndex(c => new { c.ShopId, c.SortDueAt, c.Id }, "IX_Cases_Open_Due").HasFilter(OpenOnly);
        builder.HasIndex(c => new { c.ShopId, c.OwnerId, c.SortDueAt, c.Id }, "IX_Cases_Open_Owner_Due").HasFilter(OpenOnly);
        builder.HasIndex(c => new { c.ShopId, c.State, c.SortDueAt, c.Id }, "IX_Cases_Open_State_Due").HasFilter(OpenOnly);
        builder.HasIndex(c => new { c.ShopId, c.TimerDueAt }, "IX_Cases_Open_Timer").HasFilter(OpenOnly);
        builder.HasIndex(c => new { c.ShopId, c.PlatformSaidAt }, "IX_Cases_PlatformDiffers").HasFilter("\"PlatformState\" IS NOT NULL AND \"PlatformState\" <> \"State\"");
    }
}

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.Property(e => e.Kind).HasMaxLength(40);
        builder.Property(e => e.Trigger).HasMaxLength(40);
        builder.Property(e => e.FromState).HasMaxLength(40);
        builder.Property(e => e.ToState).HasMaxLength(40);
        builder.HasIndex(e => new { e.CaseId, e.Sequence }).IsUnique();
        builder.HasOne<Case>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PromiseMapping : IEntityTypeConfiguration<Promise>
{
    public void Configure(EntityTypeBuilder<Promise> builder)
    {
        builder.Ignore(p => p.IsOpen);
        builder.Property(p => p.What).HasMaxLength(Promise.LongestWhat);
        builder.HasIndex(p => p.CaseId);
        builder.HasIndex(p => new { p.ShopId, p.DueAt }).HasFilter("\"KeptAt\" IS NULL AND \"CancelledAt\" IS NULL");
        builder.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.Property(e => e.Reference).HasMaxLength(LedgerEntry.LongestReference);
        builder.Property(e => e.StepNumber).HasDefaultValue(1);
        builder.HasIndex(e => e.CaseId);
        // The ceilings of small claims (Purpose 4).
        builder.HasIndex(e => new { e.ShopId, e.ActorId, e.At }, "IX_LedgerEntries_SmallClaims").HasFilter("\"Purpose\" = 4");
        builder.HasIndex(e => new { e.ShopId, e.OrderLineId }).HasFilter("\"OrderLineId\" IS NOT NULL");
        builder.HasOne<Case>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceMapping : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> builder)
    {
        builder.Property(e => e.ContentHash).HasMaxLength(64);
        builder.Property(e => e.FileName).HasMaxLength(200);
        builder.Property(e => e.ContentType).HasMaxLength(100);
        builder.Property(e => e.FlagNote).HasMaxLength(Evidence.LongestFlagNote);
        builder.HasIndex(e => e.CaseId);
        builder.HasIndex(e => new { e.ShopId, e.ContentHash });
        // the like of a picture is found by one equal quarter of its fingerprint
        builder.HasIndex(e => new { e.ShopId, e.Band0, e.Id }).HasFilter("\"Band0\" IS NOT NULL");
        builder.HasIndex(e => new { e.ShopId, e.Band1, e.Id }).HasFilter("\"Band1\" IS NOT NULL");
        builder.HasIndex(e => new { e.ShopId, e.Band2, e.Id }).HasFilter("\"Band2\" IS NOT NULL");
        builder.HasIndex(e => new { e.ShopId, e.Band3, e.Id }).HasFilter("\"Band3\" IS NOT NULL");
        builder.HasIndex(e => new { e.ShopId, e.UploadedAt, e.Id });
        // SQLite takes the later one of two that cost the same: its name puts it there
        builder.HasIndex(e => new { e.ShopId, e.UploadedAt, e.Id }, "IX_Evidence_UploadedAt_Flagged").HasFilter("\"IsFlagged\"");
        builder.HasOne<Case>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceMatchMapping : IEntityTypeConfiguration<EvidenceMatch>
{
    public void Configure(EntityTypeBuilder<EvidenceMatch> builder)
    {
        builder.HasIndex(m => m.CaseId);
        builder.HasIndex(m => m.OtherCaseId);
        builder.HasIndex(m => new { m.EvidenceId, m.OtherEvidenceId }).IsUnique();
    }
}

internal sealed class BuyerLinkMapping : IEntityTypeConfiguration<BuyerLink>
{
    public void Configure(EntityTypeBuilder<BuyerLink> builder)
    {
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.CaseId);
        builder.HasOne<Case>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CaseLinkMapping : IEntityTypeConfiguration<CaseLink>
{
    public void Configure(EntityTypeBuilder<CaseLink> builder)
    {
        builder.HasIndex(l => new { l.CaseId, l.OtherCaseId, l.Kind }).IsUnique();
        builder.HasIndex(l => l.OtherCaseId);
        builder.HasOne<Case>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(l => l.OtherCaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
