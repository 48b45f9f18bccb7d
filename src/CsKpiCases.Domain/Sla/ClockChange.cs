using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>What moves an open clock from outside: another policy, an earlier start; and what warns ahead of it.</summary>
public sealed partial class Clock
{
    /// <summary>
    /// Another policy version or calendar from now on (rules 6, 11, 14): elapsed time stays, what has been missed or
    /// breached stays, and a duration that elapsed already exceeds is stamped now, as caused by policy.
    /// <para>
    /// A verdict keeps the versions that it was reached with (rule 11): once the limit is breached, or the goal missed where
    /// neither target has a limit, the clock goes on under its old target. A goal missed before a limit is no verdict yet: the
    /// clock follows, its versions are those that its limit is measured by, and which were in force at the miss the
    /// case's history says.
    /// </para>
    /// </summary>
    /// <returns>Whether it follows.</returns>
    public bool Retarget(DateTime at, Target target, in Standing standing)
    {
        if (!IsOpen)
        {
            return false;
        }
        Settle(at);
        if (BreachedAt is not null || (GoalMissedAt is not null && LimitSeconds is null && target.Limit is null))
        {
            return false;
        }
        var old = Attached;
        Close(at);
        RetargetedAt = at;
        Target = target;
        CalendarVersionId = target.Calendar.VersionId;
        Open(at, standing);
        if (target.IsPlatformDeadline)
        {
            AimAt(LimitDueAt!.Value);
            return true;
        }
        if (GoalMissedAt is null)
        {
            var seconds = Resolved(old, target, Level.Goal);
            (GoalDueAt, IsGoalMissByPolicy) = Redue(seconds, seconds == GoalSeconds ? GoalDueAt : null, at);
            GoalSeconds = seconds;
            GoalMissedAt = IsGoalMissByPolicy ? at : null;
        }
        var limit = Resolved(old, target, Level.Limit);
        (LimitDueAt, IsBreachByPolicy) = Redue(limit, limit == LimitSeconds ? LimitDueAt : null, at);
        LimitSeconds = limit;
        BreachedAt = IsBreachByPolicy ? at : null;
        RefreshState();
        return true;
    }

    /// <summary>
    /// A target that is new to the case has measured since its beginning: what it found exceeded by now is the
    /// policy's doing (rule 14).
    /// </summary>
    internal void Adopt(DateTime at)
    {
        if (!IsOpen)
        {
            return;
        }
        Settle(at);
        if (GoalMissedAt is not null)
        {
            (GoalMissedAt, GoalDueAt, IsGoalMissByPolicy) = (at, at, true);
        }
        if (BreachedAt is not null)
        {
            (BreachedAt, LimitDueAt, IsBreachByPolicy) = (at, at, true);
        }
        // A boundary for attribution: what lies before it is not read as anybody's.
        var open = Segments[^1];
        var standing = new Standing(null, open.Wait, open.OwnerId, open.OnShift, false);
        RetargetedAt = at;
        Split(at, standing, open.IsRunning);
    }

    /// <summary>
    /// The unanswered start of a case merged into this one was earlier (rule 13). The time until this clock's own
    /// start ran in nobody's hands.
    /// </summary>
    internal Clock StartedEarlier(DateTime since)
    {
        var earlier = Start(Attached, since, Standing.Queue, Run, Occasion);
        foreach (var segment in Segments)
        {
            var standing = new Standing(null, segment.Wait, segment.OwnerId, segment.OnShift, false);
            earlier.Settle(segment.From);
            earlier.Split(segment.From, standing, segment.IsRunning);
            earlier.Project(segment.From);
        }
        earlier.ImportedUntil = ImportedUntil;
        earlier.PolicyVersionId = PolicyVersionId;
        return earlier;
    }

    /// <summary>The warnings of a running clock that are not over, with the instant at which each is given.</summary>
    public IEnumerable<(Warning Warning, DateTime DueAt)> WarningsAhead()
    {
        if (!IsOpen || RunningSince is not { } since)
        {
            yield break;
        }
        foreach (var warning in Attached.WarnAt)
        {
            var isOver = warning.Of == Level.Goal ? GoalMissedAt is not null : BreachedAt is not null;
            var seconds = warning.Of == Level.Goal ? GoalSeconds : LimitSeconds;
            if (isOver || seconds is not { } duration)
            {
                continue;
            }
            var left = warning.SecondsOf(duration) - AccruedSeconds;
            if (left >= 0 && Attached.Calendar.Reach(since, left) is { } dueAt)
            {
                yield return (warning, dueAt);
            }
        }
    }

    /// <summary>
    /// The next instant, after the given one, at which a sweep finds something, and what: a warning, a miss or a
    /// breach. A miss shows one working second after its due instant, so a closed night in between costs no looks.
    /// </summary>
    public (DateTime At, DueLevel Level)? NextDue(DateTime after)
    {
        if (!IsOpen || RunningSince is null)
        {
            return null;
        }
        (DateTime At, DueLevel Level)? next = null;
        foreach (var (warning, dueAt) in WarningsAhead())
        {
            var level = warning.Of == Level.Goal ? DueLevel.GoalWarning : DueLevel.LimitWarning;
            next = EarlierAfter(next, dueAt, level, after);
        }
        next = EarlierAfter(next, GoalMissedAt is null ? ShowsAt(GoalSeconds, GoalDueAt) : null, DueLevel.Goal, after);
        return EarlierAfter(next, BreachedAt is null ? ShowsAt(LimitSeconds, LimitDueAt) : null, DueLevel.Limit, after);
    }

    private DateTime? ShowsAt(long? seconds, DateTime? dueAt)
    {
        if (seconds is not { } duration)
        {
            return null;
        }
        return Attached.IsPlatformDeadline
            ? dueAt?.AddSeconds(1)
            : Attached.Calendar.Reach(RunningSince!.Value, Math.Max(duration - AccruedSeconds, 0) + 1);
    }

    private static (DateTime At, DueLevel Level)? EarlierAfter(
        (DateTime At, DueLevel Level)? best, DateTime? candidate, DueLevel level, DateTime after) =>
        candidate is { } at && at > after && (best is null || at < best.Value.At) ? (at, level) : best;

    /// <summary>Working days were fixed when the run started (rule 8): an edit of their calendar does not count them again.</summary>
    private long? Resolved(Target old, Target target, Level level)
    {
        var (was, now, seconds) = level == Level.Goal
            ? (old.Goal, target.Goal, GoalSeconds)
            : (old.Limit, target.Limit, LimitSeconds);
        return was == now && old.Calendar.Name == target.Calendar.Name ? seconds : target.Resolve(now, StartedAt);
    }

    /// <summary>An unchanged duration that elapsed has just reached, as every one of working days does at closing, keeps the instant at which it did.</summary>
    private (DateTime? DueAt, bool IsExceeded) Redue(long? seconds, DateTime? known, DateTime at)
    {
        if (seconds is not { } duration)
        {
            return (null, false);
        }
        var elapsed = ElapsedAt(at);
        return elapsed > duration ? (at, true) : (DueAfter(seconds, known, at), false);
    }

    private void Split(DateTime at, in Standing standing, bool isRunning)
    {
        Close(at);
        Segments.Add(new Segment(at, null, isRunning, standing.Wait, standing.OwnerId, standing.OnShift, 0));
        RunningSince = isRunning ? at : null;
        PausedOn = isRunning ? Wait.None : standing.Wait;
        RefreshState();
    }
}
