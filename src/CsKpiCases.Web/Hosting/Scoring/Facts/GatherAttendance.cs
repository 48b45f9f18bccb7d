using CsKpiCases.Data;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>How long an agent was there.</summary>
/// <param name="Month">Days due and present in the month; null: the list has none.</param>
/// <param name="AbsentDays">Days absent in the trailing twelve months, the month included.</param>
public sealed record Presence(Attendance? Month, decimal AbsentDays);

/// <summary>Attendance of a month and of the twelve months up to it, by agent. Public: who is excluded from a period is asked beside scores too.</summary>
public static class GatherAttendance
{
    /// <summary>Everybody whom the attendance lists of those months know.</summary>
    public static async Task<IReadOnlyDictionary<long, Presence>> RunAsync(CasesDbContext db, long shopId, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (from, first) = (LongAbsence.SpanFrom(month), new DateOnly(month.Year, month.Month, 1));
        var last = first.AddMonths(1).AddDays(-1);
        var rows = await db.AttendanceDays.AsNoTracking().Where(a => a.ShopId == shopId && a.Day >= from && a.Day <= last)
            .Select(a => new { a.AgentId, a.Day, a.Due, a.Present }).ToListAsync(cancellation);
        return rows.GroupBy(a => a.AgentId).ToDictionary(
            g => g.Key,
            g =>
            {
                var (due, present) = (g.Where(a => a.Day >= first).Sum(a => a.Due), g.Where(a => a.Day >= first).Sum(a => a.Present));
                return new Presence(due > 0 ? new Attendance(due, present) : null, LongAbsence.DaysOf(g.Select(a => (a.Due, a.Present))));
            });
    }
}
