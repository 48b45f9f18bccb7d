using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>Marks notices as read: one, or all up to the newest that was shown.</summary>
public sealed class MarkNoticesRead(CaseWriter writer, TimeProvider time)
{
    public Task<int> RunAsync(long accountId, long? id, long? upTo, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return writer.WriteAsync(
            (db, token) => db.Notices.Where(n => n.AccountId == accountId && n.ReadAt == null && (id == null || n.Id == id) && (upTo == null || n.Id <= upTo))
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), token),
            cancellation);
    }
}
