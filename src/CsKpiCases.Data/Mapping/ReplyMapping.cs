using CsKpiCases.Domain.Replies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsKpiCases.Data.Mapping;

internal sealed class CannedReplyMapping : IEntityTypeConfiguration<CannedReply>
{
    public void Configure(EntityTypeBuilder<CannedReply> builder)
    {
        builder.Property(r => r.Category).HasMaxLength(60);
        builder.Property(r => r.Language).HasMaxLength(10);
        builder.Property(r => r.Title).HasMaxLength(CannedReply.LongestTitle);
        builder.Property(r => r.Text).HasMaxLength(CannedReply.LongestText);
        builder.HasIndex(r => new { r.ShopId, r.Id });
    }
}
