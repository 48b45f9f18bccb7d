namespace CsKpiCases.Domain.People;

/// <summary>
/// When a shop's people are on shift. Somebody with roster entries is on shift when they say so; somebody without any is
/// taken to work whenever the shop has a shift (by default 08:30 to 23:30, every day). Leave takes its time out of either.
/// </summary>
public sealed class ShopShifts
{
    private static readonly (TimeOnly From, TimeOnly To)[] DefaultHours = [(new(8, 30), new(23, 30))];

    private readonly TimeZoneInfo zone;
    private readonly (TimeOnly From, TimeOnly To)[] hours;
    private readonly bool hasShifts;
    private readonly Dictionary<long, List<(DateTime From, DateTime To)>> rosters = [];
    private readonly Dictionary<long, List<(DateTime From, DateTime To)>> leave = [];

    public ShopShifts(TimeZoneInfo zone, IEnumerable<Shift> shifts, IEnumerable<RosterEntry> roster, IEnumerable<Absence>? absences = null)
    {
        ArgumentNullException.ThrowIfNull(roster);
        this.zone = zone;
        foreach (var person in (absences ?? []).GroupBy(a => a.AccountId)) leave[person.Key] = Joined(person.Select(a => (a.From, a.To)));
        var byId = shifts.ToDictionary(s => s.Id);
        hasShifts = byId.Count > 0;
        hours = byId.Count == 0 ? DefaultHours : [.. byId.Values.Select(s => (s.StartsAt, s.EndsAt))];
        foreach (var person in roster.Where(r => byId.ContainsKey(r.ShiftId)).GroupBy(r => r.AccountId))
        {
            var windows = Joined(person.Select(r => Window(r.WorksOn, byId[r.ShiftId].StartsAt, byId[r.ShiftId].EndsAt)));
            rosters[person.Key] = leave.TryGetValue(person.Key, out var away) ? Without(windows, away) : windows;
        }
    }

    /// <summary>Whether leave that was granted runs at an instant.</summary>
    public bool IsOnLeave(long accountId, DateTime at) => leave.TryGetValue(accountId, out var away) && away.Exists(a => a.From <= at && at < a.To);

    /// <summary>When the leave that runs at an instant ends; null where none does.</summary>
    public DateTime? LeaveEnds(long accountId, DateTime at) =>
        leave.TryGetValue(accountId, out var away) ? away.Where(a => a.From <= at && at < a.To).Select(a => (DateTime?)a.To).FirstOrDefault() : null;

    /// <summary>Whether somebody can be given work: on shift; a shop without shifts has no hours to keep to.</summary>
    public bool IsAtWork(long accountId, DateTime at) =>
        hasShifts || rosters.ContainsKey(accountId) ? IsOnShift(accountId, at) : !IsOnLeave(accountId, at);

    /// <summary>Whether somebody is on shift at an instant; a shift includes its start and excludes its end.</summary>
    public bool IsOnShift(long accountId, DateTime at) => Windows(accountId, at, at.AddSeconds(1)).Any(w => w.From <= at && at < w.To);

    /// <summary>The instants after <paramref name="from"/> and up to <paramref name="to"/> at which a shift of his begins or ends.</summary>
    public IEnumerable<(DateTime At, bool OnShift)> Changes(long accountId, DateTime from, DateTime to)
    {
        foreach (var window in Windows(accountId, from, to))
        {
            if (window.From > from && window.From <= to) yield return (window.From, true);
            if (window.To > from && window.To <= to) yield return (window.To, false);
        }
    }

    private IEnumerable<(DateTime From, DateTime To)> Windows(long accountId, DateTime from, DateTime to)
    {
        if (rosters.TryGetValue(accountId, out var windows))
        {
            var first = FirstEndingAfter(windows, from);
            for (var i = first; i < windows.Count && windows[i].From <= to; i++) yield return windows[i];
            yield break;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(from, zone)).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(to, zone));
        var usual = Joined(Days(day, last).SelectMany(d => hours.Select(h => Window(d, h.From, h.To))));
        foreach (var window in leave.TryGetValue(accountId, out var away) ? Without(usual, away) : usual) yield return window;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
    }

    private static int FirstEndingAfter(List<(DateTime From, DateTime To)> windows, DateTime at)
    {
        var (low, high) = (0, windows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (windows[middle].To <= at) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>In order, with what touches or overlaps made one.</summary>
    private static List<(DateTime From, DateTime To)> Joined(IEnumerable<(DateTime From, DateTime To)> windows)
    {
        var joined = new List<(DateTime From, DateTime To)>();
        foreach (var window in windows.OrderBy(w => w.From))
        {
            if (joined.Count > 0 && joined[^1].To >= window.From)
            {
                if (window.To > joined[^1].To) joined[^1] = (joined[^1].From, window.To);
            }
            else
            {
                joined.Add(window);
            }
        }

        return joined;
    }

    /// <summary>What is left of times, in order, when others are taken out.</summary>
    private static List<(DateTime From, DateTime To)> Without(List<(DateTime From, DateTime To)> windows, List<(DateTime From, DateTime To)> taken)
    {
        var left = windows;
        foreach (var gap in taken)
        {
            left = [.. left.SelectMany(w => w.To <= gap.From || w.From >= gap.To
                ? [w]
                : new[] { (w.From, To: w.From > gap.From ? w.From : gap.From), (From: w.To < gap.To ? w.To : gap.To, w.To) }.Where(part => part.Item1 < part.Item2))];
        }

        return left;
    }

    private (DateTime From, DateTime To) Window(DateOnly day, TimeOnly from, TimeOnly to) => ShiftTurns.Window(zone, day, from, to);
}
