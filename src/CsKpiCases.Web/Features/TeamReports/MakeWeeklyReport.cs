using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.TeamReports;

/// <summary>One agent's week.</summary>
/// <param name="Before">His score of the week before; null: none.</param>
/// <param name="Conversion">Null: no data.</param>
/// <param name="Leftovers">Cases of his that lay open yesterday already and nobody has touched since; null: the week is not the last one.</param>
public sealed record WeekRow(long AccountId, string Name, decimal? Score, decimal? Before, decimal? Conversion, int Judged, int Missed, int Breached, int? Leftovers);

/// <summary>A cause with its cases of the week and of the one before.</summary>
public sealed record WeekCause(string? Cause, int Cases, int Before);

/// <summary>An improvement measure that is still owed.</summary>
public sealed record OwedMeasure(long Id, string Title, string? Owner, DateOnly DueOn, bool IsOverdue);

/// <summary>The week's report for the Monday meeting.</summary>
/// <param name="Monday">Of the week.</param>
/// <param name="Sunday">Its last day.</param>
/// <param name="IsLast">No later week is over.</param>
public sealed record WeeklyPage(DateOnly Monday, DateOnly Sunday, bool IsLast, IReadOnlyList<WeekRow> Rows, IReadOnlyList<WeekCause> Causes, IReadOnlyList<OwedMeasure> Measures);

/// <summary>Last week for the Monday meeting at 16:10: scores, conversion, breaches, top causes, measures still owed, leftovers (scoring.md, 7).</summary>
public sealed class MakeWeeklyReport(IDbContextFactory<CasesDbContext> contexts, LiveScores live, ReadScores scores, TimeProvider clock)
{
    private const int DaysOfWeek = 7;
    private const int CausesShown = 8;
    private const int MeasuresShown = 50;

    /// <summary>The Monday of the last week that is over.</summary>
    public DateOnly LastMonday(Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return MondayOf(today).AddDays(-DaysOfWeek);
    }

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public async Task<WeeklyPage> RunAsync(Shop shop, DateOnly monday, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var now = await live.ReadAsync(shop, Week(monday, zone), DaysOfWeek, cancellation);
        var before = (await live.ReadAsync(shop, Week(monday.AddDays(-DaysOfWeek), zone), DaysOfWeek, cancellation)).ToDictionary(c => c.Inputs.AccountId, c => c.Final);
        var names = await scores.NamesAsync([.. now.Select(c => c.Inputs.AccountId)], cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = LocalDays.Of(clock.GetUtcNow().UtcDateTime, zone);
        // what lies about now belongs to the meeting about the last week, not to weeks long past
        var isLast = monday == LastMonday(shop);
        var leftovers = isLast ? await LeftoversAsync(db, shop.Id, LocalDays.StartOf(today, zone), cancellation) : null;
        return new WeeklyPage(
            monday, monday.AddDays(DaysOfWeek - 1), isLast,
            [.. now.Select(c => Row(c, names, before, leftovers)).OrderByDescending(r => r.Score ?? -1).ThenBy(r => r.AccountId)],
            await CausesAsync(db, shop.Id, monday, zone, cancellation), await MeasuresAsync(db, shop.Id, today, cancellation));
    }

    private static WeekRow Row(ScoreCard card, IReadOnlyDictionary<long, string> names, Dictionary<long, decimal?> before, Dictionary<long, int>? leftovers)
    {
        var (account, facts) = (card.Inputs.AccountId, card.Inputs.Facts);
        return new WeekRow(
            account, names.GetValueOrDefault(account, "?"), card.Final, before.GetValueOrDefault(account), facts.Of("conversion_rate").Value,
            facts.Clocks.JudgedClockIds.Count, facts.Clocks.MissedClockIds.Count, facts.Clocks.BreachedClockIds.Count, leftovers?.GetValueOrDefault(account));
    }

    private static Period Week(DateOnly monday, TimeZoneInfo zone) =>
        new(new CalendarMonth(monday.Year, monday.Month), LocalDays.StartOf(monday, zone), LocalDays.StartOf(monday.AddDays(DaysOfWeek), zone));

    private static Task<Dictionary<long, int>> LeftoversAsync(CasesDbContext db, long shopId, DateTime startOfToday, CancellationToken cancellation) =>
        db.Cases.Where(c => c.ShopId == shopId && c.OwnerId != null && c.Stage < Stage.Penalize && c.LastEventAt < startOfToday && c.WaitsOn != Wait.Buyer && c.WaitsOn != Wait.Courier && c.WaitsOn != Wait.Platform)
            .GroupBy(c => c.OwnerId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);

    private static async Task<IReadOnlyList<WeekCause>> CausesAsync(CasesDbContext db, long shopId, DateOnly monday, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var (start, from, to) = (LocalDays.StartOf(monday.AddDays(-DaysOfWeek), zone), LocalDays.StartOf(monday, zone), LocalDays.StartOf(monday.AddDays(DaysOfWeek), zone));
        var counted = await db.Cases.Where(c => c.ShopId == shopId && c.Type == CaseType.Complaint && c.OpenedAt >= start && c.OpenedAt < to)
            .GroupBy(c => c.Cause).Select(g => new { Cause = g.Key, Now = g.Count(c => c.OpenedAt >= from), Before = g.Count(c => c.OpenedAt < from) }).ToListAsync(cancellation);
        return [.. counted.Where(c => c.Now > 0).OrderByDescending(c => c.Now).ThenBy(c => c.Cause, StringComparer.Ordinal).Take(CausesShown).Select(c => new WeekCause(c.Cause, c.Now, c.Before))];
    }

    private static async Task<IReadOnlyList<OwedMeasure>> MeasuresAsync(CasesDbContext db, long shopId, DateOnly today, CancellationToken cancellation) =>
        await db.Measures.AsNoTracking().Where(m => m.ShopId == shopId && (m.Status == MeasureStatus.Open || m.Status == MeasureStatus.Ineffective)).OrderBy(m => m.DueOn).ThenBy(m => m.Id).Take(MeasuresShown)
            .Select(m => new OwedMeasure(m.Id, m.Title, db.Users.Where(u => u.Id == m.OwnerId).Select(u => u.DisplayName).FirstOrDefault(), m.DueOn, m.DueOn < today)).ToListAsync(cancellation);
}
