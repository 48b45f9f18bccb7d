using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>Imported chats of some days, measured by agent.</summary>
internal static class GatherChats
{
    public static async Task<Dictionary<long, ChatMeasures>> RunAsync(
        CasesDbContext db, long shopId, ReplyBasis basis, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        var rows = await db.ChatFacts.AsNoTracking()
            .Where(f => f.ShopId == shopId && f.ChattedOn >= first && f.ChattedOn <= last && f.AgentId != null).ToListAsync(cancellation);
        return rows.GroupBy(f => f.AgentId!.Value).ToDictionary(g => g.Key, g => ChatMeasures.Of([.. g], basis));
    }
}
