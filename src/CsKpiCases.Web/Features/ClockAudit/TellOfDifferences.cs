using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ClockAudit;

/// <summary>Tells the administrators and the shop's leads that stored clocks differ from their histories, once for each run.</summary>
public sealed class TellOfDifferences(CaseWriter writer, TimeProvider clock)
{
    public const string NoticeKey = "notice.audit.differs";

    private const int MostNamed = 5;

    /// <param name="shop">Whose.</param>
    /// <param name="day">The day that was audited.</param>
    /// <param name="found">What was found.</param>
    /// <param name="runId">The job's run: the message takes it for its own id, so that a run taken up again after a kill tells nobody twice.</param>
    /// <param name="cancellation">Given up.</param>
    public Task RunAsync(Shop shop, DateOnly day, AuditedClocks found, long runId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(found);
        var numbers = found.First.Select(d => d.Number).Distinct().ToList();
        var named = string.Join(", ", numbers.Take(MostNamed)) + (numbers.Count > MostNamed ? ", …" : "");
        return writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.OutboxMessages.AnyAsync(m => m.Id == runId, token)) return;
                db.Add(new OutboxMessage
                {
                    Id = runId,
                    ShopId = shop.Id,
                    Kind = NoticeKey,
                    Payload = JsonSerializer.Serialize(new { audience = nameof(Audience.Overseers), arguments = new object[] { LocalDays.Text(day), found.Clocks, found.Differ, named } }),
                    CreatedAt = clock.GetUtcNow().UtcDateTime,
                });
                await db.SaveChangesAsync(token);
            },
            cancellation);
    }
}
