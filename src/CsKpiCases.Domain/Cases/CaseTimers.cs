using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Keeps <see cref="Case.TimerDueAt"/>: the next timer of the state, or the end of a hold, whichever is sooner.</summary>
public static class CaseTimers
{
    /// <summary>For a case that has just entered its state.</summary>
    internal static void Begin(CaseFile file)
    {
        file.Case.TimerFiredAt = null;
        Set(file);
    }

    /// <summary>A timer fired and left the case where it was: the next one counts.</summary>
    internal static void Fired(CaseFile file, DateTime dueAt)
    {
        file.Case.TimerFiredAt = dueAt;
        Set(file);
    }

    /// <summary>After any act: scans, plans and deadlines move the timers that count from them.</summary>
    internal static void Follow(CaseFile file)
    {
        if (file.Case.HeldUntil is not null || StateOf(file).Timers.Any(t => t.From != TimerStart.Entered))
        {
            Set(file);
        }
    }

    /// <summary>
    /// Which of the state's timers is due at an instant; of two the one named last, which moves the case. Null where none is: it
    /// never was, or what it counts from has moved.
    /// </summary>
    public static StateTimer? At(CaseFile file, DateTime dueAt)
    {
        ArgumentNullException.ThrowIfNull(file);
        StateTimer? at = null;
        foreach (var due in StateOf(file).Schedule(file).Where(d => d.DueAt == dueAt && dueAt < Case.Never))
        {
            at = due.Timer;
        }

        return at;
    }

    /// <summary>The timers of the state that come after the next one, soonest first.</summary>
    public static IReadOnlyList<DueTimer> Later(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Case.FrozenById is not null ? []
            : [.. StateOf(file).Schedule(file).Where(t => t.DueAt > file.Case.TimerDueAt && t.DueAt < Case.Never)];
    }

    internal static void Set(CaseFile file)
    {
        var @case = file.Case;
        if (@case.FrozenById is not null)
        {
            @case.TimerDueAt = Case.Never;
            return;
        }

        var next = StateOf(file).NextAfter(file, @case.TimerFiredAt ?? DateTime.MinValue)?.DueAt ?? Case.Never;
        @case.TimerDueAt = @case.HeldUntil is { } until && until < next ? until : next;
    }

    private static StateDefinition StateOf(CaseFile file) => CaseMachines.For(file.Case.Type).State(file.Case.State);
}
