namespace CsKpiCases.Domain.Sla;

/// <summary>
/// The windows of a span of days as UTC intervals, merged, with running sums: elapsed time and due instants are
/// binary searches. Immutable, so any number of threads may read it.
/// </summary>
internal sealed class DayTable
{
    private readonly long[] _opens;
    private readonly long[] _closes;
    private readonly long[] _before;
    private readonly int[] _workingDays;
    private readonly long[] _lastClosings;

    private DayTable(int firstDay, int lastDay, List<(long Open, long Close)> merged, int[] workingDays, long[] lastClosings)
    {
        FirstDay = firstDay;
        LastDay = lastDay;
        _opens = new long[merged.Count];
        _closes = new long[merged.Count];
        _before = new long[merged.Count + 1];
        for (var index = 0; index < merged.Count; index++)
        {
            (_opens[index], _closes[index]) = merged[index];
            _before[index + 1] = _before[index] + _closes[index] - _opens[index];
        }
        _workingDays = workingDays;
        _lastClosings = lastClosings;
    }

    /// <summary>Local days, as <see cref="DateOnly.DayNumber"/>, both included.</summary>
    public int FirstDay { get; }

    public int LastDay { get; }

    public static DayTable Build(WorkingHours hours, int firstDay, int lastDay)
    {
        var intervals = new List<(long Open, long Close)>();
        var days = new List<int>();
        var closings = new List<long>();
        var day = new List<(long Open, long Close)>();
        for (var number = firstDay; number <= lastDay; number++)
        {
            day.Clear();
            AddWindows(day, hours, number);
            if (day.Count == 0)
            {
                continue;
            }
            days.Add(number);
            closings.Add(day.Max(window => window.Close));
            foreach (var window in day)
            {
                AddMerged(intervals, window);
            }
        }
        return new DayTable(firstDay, lastDay, intervals, [.. days], [.. closings]);
    }

    /// <summary>Working seconds from the table's start to an instant.</summary>
    public long ElapsedUntil(long instant)
    {
        var index = IndexAt(instant);
        return index < 0 ? 0 : _before[index] + Math.Min(instant, _closes[index]) - _opens[index];
    }

    /// <summary>The first instant at which the table's running sum is <paramref name="elapsed"/> (above 0), or none in it.</summary>
    public long? InstantAt(long elapsed)
    {
        if (elapsed > _before[^1])
        {
            return null;
        }
        var found = Array.BinarySearch(_before, elapsed);
        var index = (found < 0 ? ~found : found) - 1;
        return _opens[index] + elapsed - _before[index];
    }

    /// <summary>The instant itself within working time, else the next opening; none if the table ends before it.</summary>
    public long? NextOpening(long instant)
    {
        var index = IndexAt(instant);
        if (index >= 0 && instant < _closes[index])
        {
            return instant;
        }
        return index + 1 < _opens.Length ? _opens[index + 1] : null;
    }

    /// <summary>The windows that lie in [from, to), cut to it.</summary>
    public IEnumerable<(long Open, long Close)> WindowsBetween(long from, long to)
    {
        for (var index = Math.Max(IndexAt(from), 0); index < _opens.Length && _opens[index] < to; index++)
        {
            if (_closes[index] > from)
            {
                yield return (Math.Max(_opens[index], from), Math.Min(_closes[index], to));
            }
        }
    }

    public bool IsWorkingDay(int dayNumber) => Array.BinarySearch(_workingDays, dayNumber) >= 0;

    /// <summary>The last closing of the n-th working day after a day; none if the table ends before it.</summary>
    public long? LastClosingAfter(int dayNumber, long count)
    {
        var found = Array.BinarySearch(_workingDays, dayNumber + 1);
        var index = (found < 0 ? ~found : found) + count - 1;
        return index < _lastClosings.Length ? _lastClosings[index] : null;
    }

    private int IndexAt(long instant)
    {
        var found = Array.BinarySearch(_opens, instant);
        return found < 0 ? ~found - 1 : found;
    }

    private static void AddWindows(List<(long Open, long Close)> day, WorkingHours hours, int number)
    {
        var midnight = (number - (long)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400;
        foreach (var window in hours.WindowsOf(number))
        {
            var open = LocalTime.EdgeAt(hours.Zone, midnight + (window.Start * 60L), isClosing: false);
            var close = LocalTime.EdgeAt(hours.Zone, midnight + (window.EndFromStartDay * 60L), isClosing: true);
            // All of it in a skipped hour: it never opens.
            if (close > open)
            {
                day.Add((open, close));
            }
        }
    }

    private static void AddMerged(List<(long Open, long Close)> intervals, (long Open, long Close) window)
    {
        // Yesterday's overnight tail may reach over several windows of today: both lists are in order of opening.
        if (intervals.Count > 0 && window.Open <= intervals[^1].Close)
        {
            intervals[^1] = (Math.Min(intervals[^1].Open, window.Open), Math.Max(intervals[^1].Close, window.Close));
            return;
        }
        intervals.Add(window);
    }
}
