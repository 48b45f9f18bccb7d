using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>A target as people and programs see it: without its secret.</summary>
/// <param name="IsTried">Whether anything in its log was sent to it, taken or not.</param>
/// <param name="Waiting">Deliveries that are still to be sent, counted to <see cref="ReadTargets.MostCounted"/> + 1.</param>
/// <param name="Failed">Deliveries that did not get through by now, counted likewise.</param>
public sealed record TargetLine(
    long Id, long ShopId, string Name, string Url, IReadOnlyList<string> Events, bool IsEnabled, DateTime CreatedAt, DateTime? FailingSince, DateTime HeldUntil, bool IsTried, int Waiting,
    int Failed);

/// <summary>How a delivery stands.</summary>
public enum DeliveryStatus
{
    /// <summary>Not sent yet.</summary>
    Waiting,

    /// <summary>Sent, not taken, to be sent again.</summary>
    Retrying,
    Delivered,

    /// <summary>Not sent any more, unless somebody asks for it.</summary>
    GivenUp,
}

/// <summary>A line of the log.</summary>
/// <param name="EventId">The same in the log of every target that was told.</param>
/// <param name="HttpStatus">What the receiver answered last.</param>
/// <param name="DueAt">When it is sent next.</param>
/// <param name="Attempts">Since it was written, or asked for again.</param>
/// <param name="Replays">How often it was asked for again.</param>
/// <param name="Payload">The body, as it is sent.</param>
public sealed record DeliveryLine(
    long Id, long EventId, string Type, string? CaseNumber, DeliveryStatus Status, int Attempts, int Replays, DateTime OccurredAt, DateTime? AttemptedAt, DateTime? DueAt,
    DateTime? DeliveredAt, int? HttpStatus, string? Error, string Payload);

/// <summary>A page of it, newest first.</summary>
public sealed record DeliveryPage(IReadOnlyList<DeliveryLine> Lines, long? Next);

/// <summary>Reads targets and their logs.</summary>
public sealed class ReadTargets(CasesDbContext db)
{
    public const int MostCounted = 1000;

    /// <summary>The targets of shops, oldest first.</summary>
    public async Task<IReadOnlyList<TargetLine>> OfAsync(IReadOnlyCollection<long> shops, CancellationToken cancellation) =>
        await LinesAsync(db.WebhookTargets.Where(t => shops.Contains(t.ShopId)), cancellation);

    /// <summary>Null where there is none of that id in those shops.</summary>
    public async Task<TargetLine?> FindAsync(IReadOnlyCollection<long> shops, long id, CancellationToken cancellation) =>
        (await LinesAsync(db.WebhookTargets.Where(t => t.Id == id && shops.Contains(t.ShopId)), cancellation)).FirstOrDefault();

    /// <param name="targetId">Whose log.</param>
    /// <param name="onlyFailed">What did not get through by now.</param>
    /// <param name="before">The last event's id of the page before: ids of events are ordered by time, and indexed with the target.</param>
    /// <param name="size">Lines of a page.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<DeliveryPage> LogAsync(long targetId, bool onlyFailed, long? before, int size, CancellationToken cancellation)
    {
        var last = before ?? long.MaxValue;
        var log = db.WebhookDeliveries.AsNoTracking().Where(d => d.TargetId == targetId && d.EventId < last);
        if (onlyFailed) log = log.Where(d => d.DeliveredAt == null && d.Error != null);
        var rows = await log.OrderByDescending(d => d.EventId).Take(size + 1)
            .Select(d => new Row(d, db.Cases.Where(c => c.Id == d.CaseId).Select(c => c.Number).FirstOrDefault())).ToListAsync(cancellation);
        var lines = rows.Take(size).Select(Line).ToList();
        return new DeliveryPage(lines, rows.Count > size ? lines[^1].EventId : null);
    }

    /// <summary>One line; null where the target has none of that id.</summary>
    public async Task<DeliveryLine?> DeliveryAsync(long targetId, long id, CancellationToken cancellation)
    {
        var row = await db.WebhookDeliveries.AsNoTracking().Where(d => d.TargetId == targetId && d.Id == id)
            .Select(d => new Row(d, db.Cases.Where(c => c.Id == d.CaseId).Select(c => c.Number).FirstOrDefault())).FirstOrDefaultAsync(cancellation);
        return row is null ? null : Line(row);
    }

    private async Task<List<TargetLine>> LinesAsync(IQueryable<WebhookTarget> targets, CancellationToken cancellation)
    {
        var rows = await targets.AsNoTracking().OrderBy(t => t.Id).Select(t => new
        {
            Target = t,
            IsTried = db.WebhookDeliveries.Any(d => d.TargetId == t.Id && d.AttemptedAt != null),
            Waiting = db.WebhookDeliveries.Where(d => d.TargetId == t.Id && d.DueAt != null).Take(MostCounted + 1).Count(),
            Failed = db.WebhookDeliveries.Where(d => d.TargetId == t.Id && d.DeliveredAt == null && d.Error != null).Take(MostCounted + 1).Count(),
        }).ToListAsync(cancellation);
        return rows.ConvertAll(r => new TargetLine(
            r.Target.Id, r.Target.ShopId, r.Target.Name, r.Target.Url, r.Target.Events.Split(' '), r.Target.IsEnabled, r.Target.CreatedAt, r.Target.FailingSince, r.Target.HeldUntil,
            r.IsTried, r.Waiting, r.Failed));
    }

    private static DeliveryLine Line(Row row)
    {
        var d = row.Delivery;
        var status = d.DeliveredAt is not null ? DeliveryStatus.Delivered : d.DeadAt is not null ? DeliveryStatus.GivenUp : d.Error is null ? DeliveryStatus.Waiting : DeliveryStatus.Retrying;
        return new DeliveryLine(
            d.Id, d.EventId, d.Type, row.CaseNumber, status, d.Attempts, d.Replays, d.OccurredAt, d.AttemptedAt, d.DueAt, d.DeliveredAt, d.Status, d.Error, d.Payload);
    }

    private sealed record Row(WebhookDelivery Delivery, string? CaseNumber);
}
