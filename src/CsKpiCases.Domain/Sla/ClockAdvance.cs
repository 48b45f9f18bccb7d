using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>How a clock advances. Events come in time order; those of one instant in their recorded order (rule 10).</summary>
public sealed partial class Clock
{
    /// <summary>Starts a run.</summary>
    public static Clock Start(Target target, DateTime at, in Standing standing, int run = 1, string occasion = "")
    {
        var clock = new Clock
        {
            Name = target.Clock,
            Occasion = occasion,
            Run = run,
            StartedAt = at,
            Target = target,
            CalendarVersionId = target.Calendar.VersionId,
        };
        clock.GoalSeconds = target.Resolve(target.Goal, at);
        clock.LimitSeconds = target.Resolve(target.Limit, at);
        clock.Open(at, standing);
        clock.Project(at);
        return clock;
    }

    /// <summary>
    /// Starts a clock towards an instant that the platform set; the goal is a lead before it. It is told of a
    /// deadline that has passed already too: that one is breached at its own instant.
    /// </summary>
    public static Clock StartDeadline(Target target, DateTime at, DateTime deadlineAt, in Standing standing, int run, string occasion)
    {
        var clock = new Clock { Name = target.Clock, Occasion = occasion, Run = run, StartedAt = at, Target = target };
        clock.Open(at, standing);
        clock.AimAt(deadlineAt);
        return clock;
    }

    /// <summary>The platform moved its deadline.</summary>
    public void MoveDeadline(DateTime at, DateTime deadlineAt)
    {
        if (IsOpen)
        {
            Settle(at);
            AimAt(deadlineAt);
        }
    }

    /// <summary>The case changed its wait, its state, its owner or his shift.</summary>
    public void MoveTo(DateTime at, in Standing standing)
    {
        if (!IsOpen)
        {
            return;
        }
        var last = Segments[^1];
        if (last.IsRunning != Attached.Pauses(standing) && last.Wait == WaitOf(standing)
            && last.OwnerId == standing.OwnerId && last.OnShift == standing.OnShift)
        {
            return;
        }
        Settle(at);
        var wasRunning = last.IsRunning;
        Close(at);
        Open(at, standing);
        if (wasRunning != Segments[^1].IsRunning)
        {
            Project(at);
        }
        RefreshState();
    }

    /// <summary>What it waited for happened. The first stop of a run counts; later ones change nothing.</summary>
    public void Stop(DateTime at)
    {
        if (!IsOpen)
        {
            return;
        }
        End(at);
        StoppedAt = at;
        State = BreachedAt is not null ? ClockState.Breached : GoalMissedAt is not null ? ClockState.Late : ClockState.Met;
    }

    /// <summary>Its reason fell away. A breach that has happened stays one (rule 3).</summary>
    public void Cancel(DateTime at)
    {
        if (!IsOpen)
        {
            return;
        }
        End(at);
        CancelledAt = at;
        StoppedAt = BreachedAt is null ? null : at;
        State = BreachedAt is not null ? ClockState.Breached : ClockState.Cancelled;
    }

    /// <summary>
    /// Stamps what has been exceeded by an instant, with the due instants themselves (rule 3): the same whenever and
    /// however often it is called. Returns whether anything was stamped.
    /// </summary>
    public bool Settle(DateTime now)
    {
        if (!IsOpen)
        {
            return false;
        }
        var stamped = false;
        if (GoalMissedAt is null && IsExceeded(GoalSeconds, GoalDueAt, now))
        {
            GoalDueAt ??= Attached.Calendar.Reach(RunningSince!.Value, GoalSeconds!.Value - AccruedSeconds, now);
            GoalMissedAt = GoalDueAt;
            stamped = true;
        }
        if (BreachedAt is null && IsExceeded(LimitSeconds, LimitDueAt, now))
        {
            LimitDueAt ??= Attached.Calendar.Reach(RunningSince!.Value, LimitSeconds!.Value - AccruedSeconds, now);
            BreachedAt = LimitDueAt;
            stamped = true;
        }
        if (stamped)
        {
            RefreshState();
        }
        return stamped;
    }

    private void End(DateTime at)
    {
        Settle(at);
        Close(at);
        RunningSince = null;
        PausedOn = Wait.None;
    }

    /// <summary>Exceeded means elapsed &gt; duration: not yet at the due instant, nor in the night that follows it.</summary>
    private bool IsExceeded(long? seconds, DateTime? dueAt, DateTime now)
    {
        if (seconds is not { } duration || dueAt >= now || (dueAt is null && RunningSince is null))
        {
            return false;
        }
        return Attached.IsPlatformDeadline || ElapsedAt(now) > duration;
    }

    private void Open(DateTime at, in Standing standing)
    {
        var segment = new Segment(
            at, null, !Attached.Pauses(standing), WaitOf(standing), standing.OwnerId, standing.OnShift, 0);
        if (Segments.Count > 0 && CanJoin(Segments[^1], segment))
        {
            segment = Segments[^1] with { To = null, Seconds = 0 };
            AccruedSeconds -= Segments[^1].Seconds;
            Segments.RemoveAt(Segments.Count - 1);
        }
        Segments.Add(segment);
        RunningSince = segment.IsRunning ? segment.From : null;
        PausedOn = segment.IsRunning ? Wait.None : segment.Wait;
        RefreshState();
    }

    private bool CanJoin(Segment last, Segment next) =>
        last.To == next.From && !(RetargetedAt >= last.To)
        && last.IsRunning == next.IsRunning && last.Wait == next.Wait
        && last.OwnerId == next.OwnerId && last.OnShift == next.OnShift;

    /// <summary>Ends the open segment; one without length leaves no trace.</summary>
    private void Close(DateTime at)
    {
        var last = Segments[^1];
        Segments.RemoveAt(Segments.Count - 1);
        if (at <= last.From)
        {
            return;
        }
        var seconds = last.IsRunning ? Attached.Calendar.Elapsed(last.From, at) : 0;
        AccruedSeconds += seconds;
        Segments.Add(last with { To = at, Seconds = seconds });
    }

    /// <summary>Works out the due instants after the clock began to run or to stand still.</summary>
    private void Project(DateTime at)
    {
        GoalDueAt = DueAfter(GoalSeconds, GoalDueAt, at);
        LimitDueAt = DueAfter(LimitSeconds, LimitDueAt, at);
    }

    private DateTime? DueAfter(long? seconds, DateTime? known, DateTime at)
    {
        if (seconds is not { } duration)
        {
            return null;
        }
        var elapsed = ElapsedAt(at);
        if (elapsed >= duration)
        {
            return known is { } due && due <= at ? due : at;
        }
        return RunningSince is null ? null : Attached.Calendar.Reach(at, duration - elapsed);
    }

    private void AimAt(DateTime deadlineAt)
    {
        var lead = Attached.Goal is { IsWorkingDays: false } goal ? goal.Amount : Target.DefaultDeadlineLeadSeconds;
        var warned = deadlineAt.AddSeconds(-lead);
        var goalAt = warned < StartedAt ? StartedAt : warned;
        if (GoalMissedAt is null)
        {
            GoalDueAt = deadlineAt < goalAt ? deadlineAt : goalAt;
            GoalSeconds = WorkingCalendar.Continuous.Elapsed(StartedAt, GoalDueAt.Value);
        }
        if (BreachedAt is null)
        {
            LimitDueAt = deadlineAt;
            LimitSeconds = WorkingCalendar.Continuous.Elapsed(StartedAt, deadlineAt);
        }
    }

    private void RefreshState()
    {
        if (IsOpen)
        {
            State = BreachedAt is not null ? ClockState.Breached
                : RunningSince is not null ? ClockState.Running : ClockState.Paused;
        }
    }

    private static Wait WaitOf(in Standing standing) => standing.IsFrozen ? Wait.Platform : standing.Wait;
}
