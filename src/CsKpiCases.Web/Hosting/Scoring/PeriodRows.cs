using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>The row of a shop's month, and which months are locked.</summary>
internal static class PeriodRows
{
    /// <summary>
    /// Whoever moves a shop's months, or adds to what they come to, does it one after the other: what one has read still holds when
    /// he writes. The embedded database has one writer anyway.
    /// </summary>
    public static async Task LockAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        // below zero: no other lock of the database has such a number
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({-shopId})", cancellation);
    }

    /// <summary>The month's row, tracked; an open one is added where there is none.</summary>
    public static async Task<ScorePeriod> TrackedAsync(CasesDbContext db, IdSource ids, long shopId, string month, DateTime now, CancellationToken cancellation)
    {
        var period = await db.ScorePeriods.AsTracking().FirstOrDefaultAsync(p => p.ShopId == shopId && p.Month == month, cancellation);
        if (period is not null) return period;
        period = new ScorePeriod { Id = ids.Next(), ShopId = shopId, Month = month, ChangedAt = now };
        db.Add(period);
        return period;
    }

    /// <summary>Moves a period and keeps the step.</summary>
    public static void Move(CasesDbContext db, IdSource ids, ScorePeriod period, PeriodState to, DateTime now, long? byId, string? note)
    {
        db.Add(new PeriodStep { Id = ids.Next(), ShopId = period.ShopId, PeriodId = period.Id, From = period.State, To = to, At = now, ById = byId, Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim() });
        (period.State, period.ChangedAt, period.Version) = (to, now, period.Version + 1);
    }

    /// <summary>True once a month's figures stand: approved or published, or left out before one that is.</summary>
    public static Task<bool> IsLockedAsync(CasesDbContext db, long shopId, string month, CancellationToken cancellation) =>
        db.ScorePeriods.AnyAsync(p => p.ShopId == shopId && p.Month.CompareTo(month) >= 0 && p.State >= PeriodState.Approved, cancellation);

    /// <summary>Penalties of a month that won appeals have lifted: they count no more.</summary>
    public static async Task<HashSet<long>> LiftedPenaltiesAsync(CasesDbContext db, long shopId, string month, CancellationToken cancellation)
    {
        var targets = await db.ScoreAppeals.Where(a => a.ShopId == shopId && a.Month == month && a.Against == AppealAgainst.Penalty && a.State == AppealState.Upheld).Select(a => a.Target).ToListAsync(cancellation);
        return [.. targets.Select(target => long.Parse(target, CultureInfo.InvariantCulture))];
    }

    /// <summary>The first month from <paramref name="from"/> on whose figures still move.</summary>
    public static async Task<CalendarMonth> FirstOpenAsync(CasesDbContext db, long shopId, CalendarMonth from, CancellationToken cancellation)
    {
        var last = await db.ScorePeriods.Where(p => p.ShopId == shopId && p.State >= PeriodState.Approved).MaxAsync(p => (string?)p.Month, cancellation);
        return last is not null && CalendarMonth.Parse(last) is var locked && locked.CompareTo(from) >= 0 ? locked.Next : from;
    }
}
