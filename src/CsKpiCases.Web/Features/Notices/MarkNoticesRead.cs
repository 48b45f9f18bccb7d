using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Live;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>Marks notices as read: one, or all up to the newest that was shown. His other open pages count anew.</summary>
public sealed class MarkNoticesRead(CaseWriter writer, LiveNews live, TimeProvider time)
{
    public async Task<int> RunAsync(long accountId, long? id, long? upTo, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var marked = await writer.WriteAsync(
            async (db, token) =>
            {
                var marked = await db.Notices.Where(n => n.AccountId == accountId && n.ReadAt == null && (id == null || n.Id == id) && (upTo == null || n.Id <= upTo))
                    .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), token);
                if (marked > 0) await live.TellAsync(db, [accountId], token);
                return marked;
            },
            cancellation);
        live.Told([accountId]);
        return marked;
    }
}
