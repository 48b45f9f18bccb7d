namespace CsKpiCases.Domain.People;

/// <summary>A shift on one day.</summary>
/// <param name="Shift">Which shift.</param>
/// <param name="WorksOn">The local date on which it begins; its roster is that date's.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive; on the next local date where the shift runs past midnight.</param>
public sealed record ShiftTurn(Shift Shift, DateOnly WorksOn, DateTime From, DateTime To);

/// <summary>The days of a shop's shifts as instants. A local time inside a skipped hour is the instant of the jump's length later; of one that comes twice, the second.</summary>
public static class ShiftTurns
{
    // A shift is over at most a day after the date on which it begins.
    private const int LongestDays = 2;

    // Whatever the rota, a shop that has shifts has one within a day of any other.
    private const int DaysToNext = 2;

    /// <summary>The turns that ended after one instant and up to another, in order; those that end at once in the order of their shifts' ids.</summary>
    public static IEnumerable<ShiftTurn> Ended(TimeZoneInfo zone, IReadOnlyCollection<Shift> shifts, DateTime after, DateTime until)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(shifts);
        if (shifts.Count == 0 || until <= after) return [];
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(until, zone));
        return Of(zone, shifts, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(after, zone)).AddDays(-LongestDays), last)
            .Where(turn => turn.To > after && turn.To <= until).OrderBy(turn => turn.To).ThenBy(turn => turn.Shift.Id);
    }

    /// <summary>The turns that begin on a local date, in the order of their ends.</summary>
    public static IEnumerable<ShiftTurn> On(TimeZoneInfo zone, IReadOnlyCollection<Shift> shifts, DateOnly day) =>
        Of(zone, shifts, day, day).OrderBy(turn => turn.To).ThenBy(turn => turn.Shift.Id);

    /// <summary>The turn that takes over: the first that begins after this one began and goes on after its end; null where the shop has none.</summary>
    public static ShiftTurn? Next(TimeZoneInfo zone, IReadOnlyCollection<Shift> shifts, ShiftTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Of(zone, shifts, turn.WorksOn, turn.WorksOn.AddDays(DaysToNext)).Where(next => next.From > turn.From && next.To > turn.To)
            .OrderBy(next => next.From).ThenBy(next => next.Shift.Id).FirstOrDefault();
    }

    /// <summary>The instants of local hours on a date; hours that end at or before their start run past midnight.</summary>
    internal static (DateTime From, DateTime To) Window(TimeZoneInfo zone, DateOnly day, TimeOnly from, TimeOnly to) =>
        (Utc(zone, day.ToDateTime(from)), Utc(zone, (to > from ? day : day.AddDays(1)).ToDateTime(to)));

    private static IEnumerable<ShiftTurn> Of(TimeZoneInfo zone, IReadOnlyCollection<Shift> shifts, DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var shift in shifts)
            {
                var (from, to) = Window(zone, day, shift.StartsAt, shift.EndsAt);
                yield return new ShiftTurn(shift, day, from, to);
            }
        }
    }

    private static DateTime Utc(TimeZoneInfo zone, DateTime local) => TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
}
