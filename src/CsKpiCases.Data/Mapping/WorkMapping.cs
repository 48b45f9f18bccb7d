using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class StoreFactMapping : IEntityTypeConfiguration<StoreFact>
{
    public void Configure(EntityTypeBuilder<StoreFact> builder)
    {
        builder.HasKey(f => f.Name);
        builder.Property(f => f.Name).HasMaxLength(60);
    }
}

internal sealed class NodeLeaseMapping : IEntityTypeConfiguration<NodeLease>
{
    public void Configure(EntityTypeBuilder<NodeLease> builder)
    {
        builder.HasKey(l => l.NodeNumber);
        builder.Property(l => l.NodeNumber).ValueGeneratedNever();
        builder.Property(l => l.Holder).HasMaxLength(100);
    }
}

internal sealed class NumberCounterMapping : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.HasKey(c => c.Day);
        builder.Property(c => c.Day).HasMaxLength(6);
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Property(r => r.Job).HasMaxLength(40);
        builder.Property(r => r.Period).HasMaxLength(40);
        builder.Property(r => r.Node).HasMaxLength(100);
        builder.HasIndex(r => new { r.Job, r.ShopId, r.Period }).IsUnique();
        builder.HasIndex(r => r.StartedAt);
        // What is done is the bulk of it: looking for what is owed must not pass over it.
        builder.HasIndex(r => r.ClaimedUntil, "IX_JobRuns_Owed").HasFilter("\"State\" <> 2");
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.HasIndex(m => m.Id, "IX_OutboxMessages_Undelivered").HasFilter("\"DeliveredAt\" IS NULL");
    }
}

internal sealed class InboxNoticeMapping : IEntityTypeConfiguration<InboxNotice>
{
    public void Configure(EntityTypeBuilder<InboxNotice> builder)
    {
        builder.Property(n => n.TextKey).HasMaxLength(100);
        builder.HasIndex(n => new { n.AccountId, n.Id });
        builder.HasIndex(n => n.MailAt).HasFilter("\"MailAt\" IS NOT NULL");
    }
}

internal sealed class IdempotencyKeyMapping : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.HasKey(k => new { k.AccountId, k.Key });
        builder.Property(k => k.Key).HasMaxLength(200);
        builder.HasIndex(k => k.CreatedAt);
    }
}

internal sealed class SavedImportMapMapping : IEntityTypeConfiguration<SavedImportMap>
{
    public void Configure(EntityTypeBuilder<SavedImportMap> builder)
    {
        builder.Property(m => m.Kind).HasMaxLength(40);
        builder.HasIndex(m => new { m.ShopId, m.Kind }).IsUnique();
    }
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.Property(r => r.Kind).HasMaxLength(40);
        builder.Property(r => r.FileName).HasMaxLength(260);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.HasIndex(r => r.StartedAt);
        builder.HasIndex(r => new { r.ShopId, r.Id });
    }
}

internal sealed class NightlyReportRevisionMapping : IEntityTypeConfiguration<NightlyReportRevision>
{
    public void Configure(EntityTypeBuilder<NightlyReportRevision> builder) =>
        builder.HasIndex(r => new { r.ShopId, r.ReportedOn, r.Revision }).IsUnique();
}
