using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>The breaches of a day with where their time went, and the heat map of four weeks.</summary>
internal static class BreachedCases
{
    /// <summary>How many a report lists; the figures count all.</summary>
    public const int Most = 500;

    private const int HeatMapDays = 28;
    private const int QuarterHour = 900;

    private const string QuartersOnSqlite =
        """SELECT "BreachedAt" / 900 AS "Quarter", COUNT(*) AS "Many" FROM "Breaches" WHERE "ShopId" = {0} AND "Level" = 4 AND "WithdrawnByEvent" = 0 AND "BreachedAt" >= {1} AND "BreachedAt" < {2} GROUP BY 1""";

    private const string QuartersOnPostgres =
        """SELECT CAST(FLOOR(EXTRACT(EPOCH FROM "BreachedAt") / 900) AS BIGINT) AS "Quarter", COUNT(*) AS "Many" FROM "Breaches" WHERE "ShopId" = {0} AND "Level" = 4 AND "WithdrawnByEvent" = 0 AND "BreachedAt" >= {1} AND "BreachedAt" < {2} GROUP BY 1""";

    public static async Task<List<BreachedCase>> ListAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        var breaches = await db.Breaches.AsNoTracking()
            .Where(b => b.ShopId == day.Shop.Id && b.BreachedAt >= day.From && b.BreachedAt < day.To && b.Level == DueLevel.Limit && b.WithdrawnByEvent == 0)
            .OrderBy(b => b.BreachedAt).ThenBy(b => b.Id).Take(Most)
            .Join(db.Cases, b => b.CaseId, k => k.Id, (b, k) => new { b, k.Number, k.Subject, k.Type })
            .Join(db.CaseClocks, x => x.b.ClockId, c => c.Id, (x, c) => new { x.b, x.Number, x.Subject, x.Type, c.LimitSeconds, c.ExcusedAt })
            .ToListAsync(cancellation);
        var clocks = breaches.Select(x => x.b.ClockId).Distinct().ToList();
        var segments = (await db.CaseClockSegments.AsNoTracking().Where(s => EF.Parameter(clocks).Contains(s.ClockId)).ToListAsync(cancellation)).ToLookup(s => s.ClockId);
        var names = await NamesAsync(db, [.. breaches.Select(x => x.b.AttributedToId), .. segments.SelectMany(s => s).Select(s => s.OwnerId)], cancellation);
        return breaches.ConvertAll(x => new BreachedCase
        {
            CaseId = x.b.CaseId,
            Number = x.Number,
            Subject = x.Subject,
            Type = x.Type,
            Clock = x.b.Clock,
            Run = x.b.Run,
            BreachedAt = x.b.BreachedAt,
            Party = x.b.AttributedParty,
            Owner = x.b.AttributedToId is { } id ? names.GetValueOrDefault(id) : null,
            IsExcused = x.ExcusedAt is not null,
            Parts = Parts(segments[x.b.ClockId], x.b.BreachedAt, x.LimitSeconds, names),
        });
    }

    /// <summary>Local hours by weekday, Monday first. A quarter of an hour lies within one local hour in every zone.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<int>>> HeatMapAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        var from = ReportDay.Of(day.Shop, day.Date.AddDays(1 - HeatMapDays)).From;
        var quarters = await db.Database.SqlQueryRaw<QuarterFigures>(
            db.IsSqlite ? QuartersOnSqlite : QuartersOnPostgres, day.Shop.Id, ReportFacts.Instant(db, from), ReportFacts.Instant(db, day.To)).ToListAsync(cancellation);
        var map = Enumerable.Range(0, 7).Select(_ => new int[24]).ToArray();
        foreach (var quarter in quarters)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddSeconds(quarter.Quarter * QuarterHour), day.Zone);
            map[((int)local.DayOfWeek + 6) % 7][local.Hour] += (int)quarter.Many;
        }

        return map;
    }

    /// <summary>The names of accounts.</summary>
    public static async Task<Dictionary<long, string>> NamesAsync(CasesDbContext db, IEnumerable<long?> accounts, CancellationToken cancellation)
    {
        var ids = accounts.OfType<long>().Distinct().ToList();
        return await db.Users.Where(a => EF.Parameter(ids).Contains(a.Id)).Select(a => new { a.Id, a.DisplayName }).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
    }

    /// <summary>Running time up to the limit by whose it was, as the attribution of sla.md reads it; standing time by whom it waited on.</summary>
    private static List<TimeSpent> Parts(IEnumerable<CaseClockSegment> segments, DateTime breachedAt, long? limit, Dictionary<long, string> names)
    {
        var parts = new List<TimeSpent>();
        var budget = limit ?? long.MaxValue;
        foreach (var segment in segments.Where(s => s.From < breachedAt).OrderBy(s => s.From).ThenBy(s => s.Id))
        {
            var until = segment.To is { } to && to < breachedAt ? to : breachedAt;
            var length = segment.IsRunning && segment.To is not null ? segment.CountedSeconds : segment.IsRunning ? budget : (long)(until - segment.From).TotalSeconds;
            var seconds = segment.IsRunning ? Math.Min(length, budget) : length;
            if (segment.IsRunning) budget -= seconds;
            if (seconds <= 0) continue;
            var (party, owner) = HolderOf(segment);
            Add(parts, new TimeSpent(party, owner is { } id ? names.GetValueOrDefault(id) : null, segment.WaitsOn, seconds, !segment.IsRunning)
            {
                OffShift = segment is { WaitsOn: Wait.Agent, OwnerId: { } off, IsOnShift: false } ? names.GetValueOrDefault(off) : null,
            });
        }

        return parts;
    }

    private static void Add(List<TimeSpent> parts, TimeSpent part)
    {
        var known = parts.FindIndex(p => p with { Seconds = 0 } == part with { Seconds = 0 });
        if (known < 0) parts.Add(part);
        else parts[known] = part with { Seconds = parts[known].Seconds + part.Seconds };
    }

    private static (AttributionParty Party, long? Owner) HolderOf(CaseClockSegment segment) => segment.WaitsOn switch
    {
        Wait.Agent when segment is { OwnerId: { } owner, IsOnShift: true } => (AttributionParty.Agent, owner),
        Wait.Agent or Wait.None => (AttributionParty.Queue, null),
        Wait.Supervisor => (AttributionParty.Supervisor, null),
        Wait.Warehouse => (AttributionParty.Warehouse, null),
        Wait.Finance => (AttributionParty.Finance, null),
        Wait.Department => (AttributionParty.Department, null),
        _ => (AttributionParty.Outside, null),
    };
}

internal sealed class QuarterFigures
{
    public long Quarter { get; set; }
    public long Many { get; set; }
}
