using System.Globalization;
using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>What is told of a reprocess: of which days, and how many cases.</summary>
internal static class ReprocessNotices
{
    /// <param name="id">The message's.</param>
    /// <param name="key">What is told.</param>
    /// <param name="audience">Whom.</param>
    /// <param name="accountId">With <see cref="Audience.Account"/>: who.</param>
    /// <param name="reprocess">Of what.</param>
    /// <param name="count">Cases.</param>
    /// <param name="now">UTC.</param>
    /// <param name="withLink">Whether they may open its page.</param>
    public static OutboxMessage Of(long id, string key, Audience audience, long? accountId, Reprocess reprocess, int count, DateTime now, bool withLink) => new()
    {
        Id = id, ShopId = reprocess.ShopId, Kind = key, CreatedAt = now,
        Payload = JsonSerializer.Serialize(new
        {
            audience = audience.ToString(),
            accountId,
            arguments = new
            {
                from = LocalDays.Text(reprocess.FirstDay), to = LocalDays.Text(reprocess.LastDay), count = count.ToString(CultureInfo.InvariantCulture),
                href = withLink ? DryRunWords.ReprocessHref(reprocess.Id) : null,
            },
        }),
    };
}
