using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class ShopStaffingMapping : IEntityTypeConfiguration<ShopStaffing>
{
    public void Configure(EntityTypeBuilder<ShopStaffing> builder) => builder.HasKey(s => s.ShopId);
}

internal sealed class AgentProfileMapping : IEntityTypeConfiguration<AgentProfile>
{
    public void Configure(EntityTypeBuilder<AgentProfile> builder)
    {
        builder.Property(p => p.Categories).HasMaxLength(1000);
        builder.Property(p => p.Types).HasMaxLength(200);
        builder.HasIndex(p => new { p.ShopId, p.AccountId }).IsUnique();
    }
}

internal sealed class LeaveRequestMapping : IEntityTypeConfiguration<LeaveRequest>
{
    public void Configure(EntityTypeBuilder<LeaveRequest> builder)
    {
        builder.Property(l => l.Reason).HasMaxLength(LeaveRequest.LongestReason);
        builder.Property(l => l.Answer).HasMaxLength(LeaveRequest.LongestReason);
        builder.HasIndex(l => new { l.ShopId, l.State, l.Id });
        builder.HasIndex(l => new { l.ShopId, l.AccountId, l.From });
    }
}

internal sealed class ShiftSwapMapping : IEntityTypeConfiguration<ShiftSwap>
{
    public void Configure(EntityTypeBuilder<ShiftSwap> builder)
    {
        builder.Property(s => s.Reason).HasMaxLength(LeaveRequest.LongestReason);
        builder.Property(s => s.Answer).HasMaxLength(LeaveRequest.LongestReason);
        builder.HasIndex(s => new { s.ShopId, s.State, s.Id });
    }
}

internal sealed class HandoverAcceptanceMapping : IEntityTypeConfiguration<HandoverAcceptance>
{
    public void Configure(EntityTypeBuilder<HandoverAcceptance> builder)
    {
        builder.HasKey(a => a.HandoverId);
        builder.HasOne<ShiftHandover>().WithMany().HasForeignKey(a => a.HandoverId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HandoverWordMapping : IEntityTypeConfiguration<HandoverWord>
{
    public void Configure(EntityTypeBuilder<HandoverWord> builder)
    {
        builder.Ignore(w => w.IsQuestionOpen);
        builder.HasKey(w => new { w.HandoverId, w.CaseId });
        builder.Property(w => w.Note).HasMaxLength(HandoverWord.LongestWords);
        builder.Property(w => w.Question).HasMaxLength(HandoverWord.LongestWords);
        builder.HasIndex(w => w.CaseId);
        builder.HasOne<ShiftHandover>().WithMany().HasForeignKey(w => w.HandoverId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Case>().WithMany().HasForeignKey(w => w.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HandoverSignOffMapping : IEntityTypeConfiguration<HandoverSignOff>
{
    public void Configure(EntityTypeBuilder<HandoverSignOff> builder)
    {
        builder.HasKey(s => new { s.HandoverId, s.AccountId });
        builder.HasOne<ShiftHandover>().WithMany().HasForeignKey(s => s.HandoverId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MarkMapping : IEntityTypeConfiguration<Mark>
{
    public void Configure(EntityTypeBuilder<Mark> builder)
    {
        builder.Property(m => m.Indicator).HasMaxLength(40);
        builder.Property(m => m.Reason).HasMaxLength(Mark.LongestReason);
        builder.HasIndex(m => new { m.ShopId, m.MarkedAt });
        builder.HasIndex(m => new { m.ChatCheckId, m.Indicator }).IsUnique().HasFilter("\"ChatCheckId\" IS NOT NULL");
    }
}

internal sealed class ChatSampleMapping : IEntityTypeConfiguration<ChatSample>
{
    public void Configure(EntityTypeBuilder<ChatSample> builder) => builder.HasIndex(s => new { s.ShopId, s.AgentId, s.WeekOf }).IsUnique();
}

internal sealed class ChatCheckMapping : IEntityTypeConfiguration<ChatCheck>
{
    public void Configure(EntityTypeBuilder<ChatCheck> builder)
    {
        builder.HasIndex(c => new { c.SampleId, c.ChatFactId }).IsUnique();
        builder.HasOne<ChatSample>().WithMany().HasForeignKey(c => c.SampleId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MemoMapping : IEntityTypeConfiguration<Memo>
{
    public void Configure(EntityTypeBuilder<Memo> builder)
    {
        builder.Property(m => m.Text).HasMaxLength(Memo.LongestText);
        builder.Property(m => m.Answer).HasMaxLength(Memo.LongestText);
        builder.Property(m => m.CannedReply).HasMaxLength(Memo.LongestText);
        builder.HasIndex(m => new { m.ShopId, m.Id });
        builder.HasIndex(m => new { m.ShopId, m.MeetingOn });
        builder.HasIndex(m => m.CaseId);
    }
}
