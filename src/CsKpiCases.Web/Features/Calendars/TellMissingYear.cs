using System.Globalization;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>Tells a shop's leads and administrators, once for a year, that nobody has entered its holidays.</summary>
public sealed class TellMissingYear(PolicyBook book, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>The text of the notice, and its kind in the outbox.</summary>
    public const string TextKey = "notice.calendar_year_missing";

    /// <summary>Returns how many messages were sent: none where all is known, or where they were told before.</summary>
    public async Task<int> RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var missing = Missing(await book.ReadAsync(cancellation), shop, now);
        if (missing.Count == 0) return 0;
        var year = missing[0].Year.ToString(CultureInfo.InvariantCulture);
        var payload = JsonSerializer.Serialize(new
        {
            audience = nameof(Audience.Overseers), arguments = new[] { string.Join(", ", missing.Where(m => m.Year == missing[0].Year).Select(m => m.Calendar)), year },
        });
        return await writer.WriteAsync((db, token) => WriteAsync(db, shop.Id, year, payload, now, token), cancellation);
    }

    /// <summary>The calendars by which the shop's cases are timed and of which a year is missing or not entered in full, the earliest year first.</summary>
    private static List<(string Calendar, int Year)> Missing(PolicyPages pages, Shop shop, DateTime now) =>
    [
        .. pages.Current.Where(policy => policy.IsEnabled && (!policy.Match.TryGetValue(MatchFields.Shop, out var codes) || codes.Contains(shop.Code)))
            .SelectMany(policy => policy.Targets).Select(target => target.Calendar).Where(calendar => calendar.Name is not null).DistinctBy(calendar => calendar.Name)
            .Select(calendar => (calendar.Name!, Year: SlaWarnings.UnannouncedYear(calendar, now) ?? SlaWarnings.IncompleteYear(calendar, now))).Where(found => found.Year is not null)
            .Select(found => (found.Item1, found.Year!.Value)).OrderBy(found => found.Value).ThenBy(found => found.Item1, StringComparer.Ordinal),
    ];

    private async Task<int> WriteAsync(CasesDbContext db, long shopId, string year, string payload, DateTime now, CancellationToken cancellation)
    {
        var fact = string.Create(CultureInfo.InvariantCulture, $"calendar-year-told:{shopId}:{year}");
        if (await db.StoreFacts.AnyAsync(f => f.Name == fact, cancellation)) return 0;
        db.StoreFacts.Add(new StoreFact { Name = fact, Value = Instants.Format(now) });
        db.OutboxMessages.Add(new OutboxMessage { Id = ids.Next(), ShopId = shopId, Kind = TextKey, Payload = payload, CreatedAt = now });
        await db.SaveChangesAsync(cancellation);
        return 1;
    }
}
