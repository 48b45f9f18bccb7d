using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>leftover_cases: cases still open at the end of the shift after the one that they were logged in.</summary>
public static class Leftovers
{
    private const int LongestDays = 2;

    /// <summary>
    /// The instant, UTC, at which a case that is still open is left over; null where the shop has no shifts. One that is logged while
    /// nobody works counts as logged in the shift that begins next. With shifts from 8:30 to 16:00 and on to 23:30, a case of 10:00
    /// is left over at 23:30.
    /// </summary>
    public static DateTime? DueAt(TimeZoneInfo zone, IReadOnlyCollection<Shift> shifts, DateTime loggedAt)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(loggedAt, zone));
        var turns = Enumerable.Range(-LongestDays, (2 * LongestDays) + 1).SelectMany(ahead => ShiftTurns.On(zone, shifts, day.AddDays(ahead))).ToList();
        var logged = turns.Where(t => t.From <= loggedAt && loggedAt < t.To).MaxBy(t => t.From) ?? turns.Where(t => t.From > loggedAt).MinBy(t => t.From);
        return logged is null ? null : ShiftTurns.Next(zone, shifts, logged)?.To;
    }
}
