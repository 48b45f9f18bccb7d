using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>What a stretch of a band shows.</summary>
public enum PictureKind
{
    /// <summary>It runs, and it is working time.</summary>
    Running,

    /// <summary>It runs, but nobody works: nothing is counted.</summary>
    Closed,

    /// <summary>It stands still.</summary>
    Paused,
}

/// <summary>How far it had come.</summary>
public enum PictureTone
{
    InTime,
    Missed,
    Breached,
}

/// <summary>One stretch of a band, half-open.</summary>
public sealed record PicturePart(DateTime From, DateTime To, PictureKind Kind, Wait Wait, PictureTone Tone);

/// <summary>One run of one clock.</summary>
/// <param name="Until">Its end, or the instant up to which it was simulated.</param>
public sealed record PictureBand(Clock Run, DateTime Until, IReadOnlyList<PicturePart> Parts);

/// <summary>A mark of the time axis; with a date where one begins.</summary>
public sealed record PictureTick(DateTime At, string Time, string? Date);

/// <summary>Runs of clocks over one time axis. Places are hundredths of the width, so that it fits any screen without script.</summary>
public sealed record ClockPicture
{
    private const int MostParts = 500;
    private const int MostTicks = 7;

    /// <summary>Due instants beyond so many times what has been lived are named, not drawn: they would squeeze the rest.</summary>
    private const int Ahead = 3;

    private static readonly int[] StepMinutes = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7 * 1440, 14 * 1440, 28 * 1440, 91 * 1440, 364 * 1440];

    public required DateTime From { get; init; }
    public required DateTime To { get; init; }
    public required DateTime AsOf { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required IReadOnlyList<PictureBand> Bands { get; init; }
    public required IReadOnlyList<PictureTick> Ticks { get; init; }

    /// <summary>Whether some clock still goes on at <see cref="AsOf"/>, so that the line of now means something.</summary>
    public bool HasOpen => Bands.Any(b => b.Run.IsOpen) && IsWithin(AsOf);

    /// <summary>Null where there is nothing to draw.</summary>
    public static ClockPicture? Of(IReadOnlyList<Clock> runs, DateTime asOf, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(zone);
        if (runs.Count == 0) return null;
        var bands = runs.Select(run => BandOf(run, asOf)).ToList();
        var from = runs.Min(r => r.StartedAt);
        var lived = Later(bands.Max(b => b.Until), from.AddMinutes(5));
        var farthest = lived + ((lived - from) * Ahead) + TimeSpan.FromHours(1);
        var due = runs.SelectMany(r => new[] { r.GoalDueAt, r.LimitDueAt }).OfType<DateTime>().Where(at => at <= farthest).DefaultIfEmpty(lived).Max();
        var to = Later(lived, due);
        return new ClockPicture { From = from, To = to, AsOf = asOf, Zone = zone, Bands = bands, Ticks = [.. TicksOf(from, to, zone)] };
    }

    /// <summary>Whether an instant lies on the axis.</summary>
    public bool IsWithin(DateTime? at) => at >= From && at <= To;

    /// <summary>Where an instant lies, from 1 to 98: marks at the edges need room.</summary>
    public decimal X(DateTime at) => 1 + (97 * Math.Clamp((decimal)(at - From).Ticks / Math.Max((To - From).Ticks, 1), 0, 1));

    /// <summary>As SVG writes it.</summary>
    public static string Percent(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";

    public string At(DateTime at) => Percent(X(at));

    public string Width(DateTime from, DateTime to) => Percent(Math.Max(X(to) - X(from), 0.08m));

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static PictureBand BandOf(Clock run, DateTime asOf)
    {
        var until = Later(run.StoppedAt ?? run.CancelledAt ?? asOf, run.StartedAt);
        var parts = new List<PicturePart>();
        foreach (var segment in run.Segments)
        {
            var to = segment.To ?? until;
            if (to <= segment.From) continue;
            if (!segment.IsRunning) Add(parts, run, segment.From, to, PictureKind.Paused, segment.Wait);
            else AddRunning(parts, run, segment, to);
        }

        return new PictureBand(run, until, parts);
    }

    private static void AddRunning(List<PicturePart> parts, Clock run, Segment segment, DateTime to)
    {
        var open = run.Target?.Calendar.OpenBetween(segment.From, to) ?? [(segment.From, to)];
        // Years of nights are thinner than a line: then the stretch is drawn as one.
        if (parts.Count + open.Count > MostParts) open = [(segment.From, to)];
        var at = segment.From;
        foreach (var (opens, closes) in open)
        {
            if (opens > at) Add(parts, run, at, opens, PictureKind.Closed, segment.Wait);
            Add(parts, run, opens, closes, PictureKind.Running, segment.Wait);
            at = closes;
        }

        if (to > at) Add(parts, run, at, to, PictureKind.Closed, segment.Wait);
    }

    /// <summary>A stretch, cut where the goal was missed and where the limit was breached.</summary>
    private static void Add(List<PicturePart> parts, Clock run, DateTime from, DateTime to, PictureKind kind, Wait wait)
    {
        foreach (var cut in new[] { run.GoalMissedAt, run.BreachedAt }.OfType<DateTime>().Order().Where(at => at > from && at < to))
        {
            parts.Add(new PicturePart(from, cut, kind, wait, ToneAt(run, from)));
            from = cut;
        }

        parts.Add(new PicturePart(from, to, kind, wait, ToneAt(run, from)));
    }

    private static PictureTone ToneAt(Clock run, DateTime at) =>
        run.BreachedAt <= at ? PictureTone.Breached : run.GoalMissedAt <= at ? PictureTone.Missed : PictureTone.InTime;

    private static IEnumerable<PictureTick> TicksOf(DateTime from, DateTime to, TimeZoneInfo zone)
    {
        var step = TimeSpan.FromMinutes(StepMinutes.FirstOrDefault(m => (to - from).TotalMinutes / m <= MostTicks, StepMinutes[^1] * (1 + (int)((to - from).TotalDays / 2500))));
        var local = TimeZoneInfo.ConvertTimeFromUtc(from, zone);
        // Counted from a Monday, so that days and weeks begin where people begin them.
        var origin = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var mark = origin + (step * Math.Ceiling((local - origin) / step));
        DateTime? day = null;
        for (; ; mark += step)
        {
            if (zone.IsInvalidTime(mark)) continue;
            var at = TimeZoneInfo.ConvertTimeToUtc(mark, zone);
            if (at > to) yield break;
            var time = step < TimeSpan.FromDays(1) ? mark.ToString("HH:mm", CultureInfo.InvariantCulture) : "";
            yield return new PictureTick(at, time, day == mark.Date ? null : mark.ToString(mark.Year == local.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture));
            day = mark.Date;
        }
    }
}
