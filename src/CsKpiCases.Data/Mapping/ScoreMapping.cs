using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class ScoreSnapshotMapping : IEntityTypeConfiguration<ScoreSnapshot>
{
    public void Configure(EntityTypeBuilder<ScoreSnapshot> builder)
    {
        builder.Property(s => s.Month).HasMaxLength(7);
        builder.Property(s => s.Scheme).HasMaxLength(100);
        builder.HasIndex(s => new { s.ShopId, s.Month, s.Revision }).IsUnique();
    }
}

internal sealed class AgentScoreMapping : IEntityTypeConfiguration<AgentScore>
{
    public void Configure(EntityTypeBuilder<AgentScore> builder)
    {
        builder.Property(s => s.BonusGrade).HasMaxLength(10);
        builder.Property(s => s.PostGrade).HasMaxLength(20);
        builder.HasIndex(s => new { s.SnapshotId, s.AccountId }).IsUnique();
        builder.HasIndex(s => new { s.ShopId, s.AccountId });
        builder.HasOne<ScoreSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PaySlipMapping : IEntityTypeConfiguration<PaySlip>
{
    public void Configure(EntityTypeBuilder<PaySlip> builder)
    {
        builder.HasIndex(s => new { s.SnapshotId, s.AccountId }).IsUnique();
        builder.HasIndex(s => new { s.ShopId, s.AccountId });
        builder.HasOne<ScoreSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RuleVersionMapping : IEntityTypeConfiguration<RuleVersion>
{
    public void Configure(EntityTypeBuilder<RuleVersion> builder)
    {
        builder.Property(r => r.Kind).HasMaxLength(20);
        builder.Property(r => r.Key).HasMaxLength(60);
        builder.Property(r => r.EffectiveFrom).HasMaxLength(7);
        builder.Property(r => r.NameZh).HasMaxLength(60);
        builder.Property(r => r.NameEn).HasMaxLength(60);
        builder.HasIndex(r => new { r.ShopId, r.Kind, r.Key, r.Version }).IsUnique();
    }
}

internal sealed class AssessmentRunMapping : IEntityTypeConfiguration<AssessmentRun>
{
    public void Configure(EntityTypeBuilder<AssessmentRun> builder)
    {
        builder.Property(a => a.Pack).HasMaxLength(40);
        builder.HasIndex(a => new { a.ShopId, a.Pack, a.AssessedOn }).IsUnique();
    }
}

internal sealed class ScorePeriodMapping : IEntityTypeConfiguration<ScorePeriod>
{
    public void Configure(EntityTypeBuilder<ScorePeriod> builder)
    {
        builder.Property(p => p.Month).HasMaxLength(7);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.ShopId, p.Month }).IsUnique();
        builder.HasOne<ScoreSnapshot>().WithMany().HasForeignKey(p => p.SnapshotId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PeriodStepMapping : IEntityTypeConfiguration<PeriodStep>
{
    public void Configure(EntityTypeBuilder<PeriodStep> builder)
    {
        builder.Property(s => s.Note).HasMaxLength(PeriodStep.LongestNote);
        builder.HasIndex(s => new { s.PeriodId, s.Id });
        builder.HasOne<ScorePeriod>().WithMany().HasForeignKey(s => s.PeriodId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ScoreAppealMapping : IEntityTypeConfiguration<ScoreAppeal>
{
    public void Configure(EntityTypeBuilder<ScoreAppeal> builder)
    {
        builder.Property(a => a.Month).HasMaxLength(7);
        builder.Property(a => a.Target).HasMaxLength(60);
        builder.Property(a => a.Reason).HasMaxLength(ScoreAppeal.LongestText);
        builder.Property(a => a.Answer).HasMaxLength(ScoreAppeal.LongestText);
        // One appeal against one thing.
        builder.HasIndex(a => new { a.ShopId, a.Month, a.AccountId, a.Against, a.Target }).IsUnique();
    }
}

internal sealed class ScoreAdditionMapping : IEntityTypeConfiguration<ScoreAddition>
{
    public void Configure(EntityTypeBuilder<ScoreAddition> builder)
    {
        builder.Property(a => a.Month).HasMaxLength(7);
        builder.Property(a => a.Reason).HasMaxLength(ScoreAddition.LongestText);
        builder.Property(a => a.Proof).HasMaxLength(ScoreAddition.LongestText);
        builder.Property(a => a.DecisionNote).HasMaxLength(ScoreAddition.LongestText);
        builder.HasIndex(a => new { a.ShopId, a.Month, a.AccountId });
    }
}

internal sealed class ScoreAdjustmentMapping : IEntityTypeConfiguration<ScoreAdjustment>
{
    public void Configure(EntityTypeBuilder<ScoreAdjustment> builder)
    {
        builder.Property(a => a.Month).HasMaxLength(7);
        builder.Property(a => a.CauseMonth).HasMaxLength(7);
        builder.HasIndex(a => new { a.ShopId, a.Month, a.AccountId });
        builder.HasIndex(a => new { a.ShopId, a.CauseMonth, a.AccountId });
        // A won appeal is put right once.
        builder.HasIndex(a => a.AppealId).IsUnique();
    }
}

internal sealed class PayTermsMapping : IEntityTypeConfiguration<PayTerms>
{
    public void Configure(EntityTypeBuilder<PayTerms> builder)
    {
        builder.Property(t => t.EffectiveFrom).HasMaxLength(7);
        builder.Property(t => t.SchemeKey).HasMaxLength(60);
        builder.HasIndex(t => new { t.ShopId, t.AccountId, t.EffectiveFrom }).IsUnique();
    }
}

internal sealed class AwardMapping : IEntityTypeConfiguration<Award>
{
    public void Configure(EntityTypeBuilder<Award> builder)
    {
        builder.Property(a => a.Month).HasMaxLength(7);
        builder.Property(a => a.Reason).HasMaxLength(Award.LongestReason);
        builder.HasIndex(a => new { a.ShopId, a.Month, a.AccountId });
    }
}
