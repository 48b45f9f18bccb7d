using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>Turns a written target into one that clocks can be held against, or says what is wrong with it.</summary>
internal static class TargetCheck
{
    private static readonly WaitSet Pausing = WaitSet.Of(
        Wait.Buyer, Wait.Platform, Wait.Courier, Wait.Warehouse, Wait.Finance, Wait.Supervisor, Wait.Supplier, Wait.Department);

    /// <param name="spec">As written.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="calendar">Null where the calendar itself was refused.</param>
    /// <param name="isLabelOnly">Whether the clock's name means nothing, as in the simulator.</param>
    /// <param name="errors">What is wrong is added here.</param>
    public static Target? Compile(TargetSpec spec, string path, WorkingCalendar? calendar, bool isLabelOnly, FieldErrors errors)
    {
        var before = errors.Count;
        if (string.IsNullOrWhiteSpace(spec.Clock))
        {
            errors.Add($"{path}.clock", SlaErrorCodes.Required, "The clock needs a name.");
        }
        var isDeadline = !isLabelOnly && spec.Clock == ClockNames.PlatformDeadline;
        var goal = DurationOf(spec.Goal, $"{path}.goal", calendar, errors);
        var limit = DurationOf(spec.Limit, $"{path}.limit", calendar, errors);
        if (isDeadline)
        {
            CheckDeadline(goal, spec, path, errors);
        }
        else
        {
            CheckLengths(spec, goal, limit, path, errors);
        }
        var pauses = PausesOf(spec.PauseWhile, $"{path}.pauseWhile", errors);
        var states = StatesOf(spec.PauseIn, $"{path}.pauseIn", errors);
        var warnings = WarningsOf(spec, isDeadline, path, errors);
        if (errors.Count > before)
        {
            return null;
        }
        var target = new Target
        {
            Clock = spec.Clock!,
            Goal = goal,
            Limit = limit,
            PauseWhile = pauses,
            PauseIn = states,
            Calendar = isDeadline || calendar is null ? WorkingCalendar.Continuous : calendar,
            IsLabelOnly = isLabelOnly,
        };
        return warnings is null ? target : target.With(warnings);
    }

    private static void CheckLengths(TargetSpec spec, SlaDuration? goal, SlaDuration? limit, string path, FieldErrors errors)
    {
        if (spec.Goal is null && spec.Limit is null)
        {
            errors.Add(path, SlaErrorCodes.NoGoalOrLimit, "A target needs a goal, a limit, or both.");
        }
        if (goal is { } shorter && limit is { } longer && shorter.IsComparableTo(longer) && longer.Amount < shorter.Amount)
        {
            errors.Add($"{path}.limit", SlaErrorCodes.BelowGoal, "The limit is shorter than the goal.");
        }
    }

    private static void CheckDeadline(SlaDuration? goal, TargetSpec spec, string path, FieldErrors errors)
    {
        if (spec.Limit is not null)
        {
            errors.Add($"{path}.limit", SlaErrorCodes.DeadlineIsGiven, "A platform deadline's limit is the imported instant.");
        }
        if (goal is { IsWorkingDays: true })
        {
            errors.Add($"{path}.goal", SlaErrorCodes.DeadlineIsGiven, "The lead before a platform deadline is in hours, not working days.");
        }
    }

    private static SlaDuration? DurationOf(string? text, string path, WorkingCalendar? calendar, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }
        if (!SlaDuration.TryParse(text, out var duration))
        {
            errors.Add(path, SlaErrorCodes.InvalidDuration, "A duration is written such as PT4H, P1D or 2WD.");
            return null;
        }
        if (duration.IsWorkingDays && calendar is { IsContinuous: true })
        {
            errors.Add(path, SlaErrorCodes.WorkingDaysOnContinuous, "Working days need a working calendar.");
        }
        return duration;
    }

    private static WaitSet PausesOf(IReadOnlyList<string?>? names, string path, FieldErrors errors)
    {
        var pauses = default(WaitSet);
        for (var index = 0; index < (names?.Count ?? 0); index++)
        {
            if (names![index] is { } name && WaitNames.TryParse(name, out var wait) && Pausing.Contains(wait))
            {
                pauses = pauses.With(wait);
            }
            else
            {
                errors.Add($"{path}[{index}]", SlaErrorCodes.UnknownWait, "This is no wait during which a clock can stand still.");
            }
        }
        return pauses;
    }

    private static List<string> StatesOf(IReadOnlyList<string?>? names, string path, FieldErrors errors)
    {
        var states = new List<string>();
        for (var index = 0; index < (names?.Count ?? 0); index++)
        {
            if (string.IsNullOrWhiteSpace(names![index]))
            {
                errors.Add($"{path}[{index}]", SlaErrorCodes.UnknownState, "A state needs a name.");
            }
            else if (!states.Contains(names[index]!))
            {
                states.Add(names[index]!);
            }
        }
        return states;
    }

    private static List<Warning>? WarningsOf(TargetSpec spec, bool isDeadline, string path, FieldErrors errors)
    {
        if (spec.WarnAt is not { } specs)
        {
            return null;
        }
        var warnings = new List<Warning>();
        for (var index = 0; index < specs.Count; index++)
        {
            if (WarningOf(specs[index], spec, isDeadline) is { } warning)
            {
                warnings.Add(warning);
                continue;
            }
            errors.Add(
                $"{path}.warnAt[{index}]", SlaErrorCodes.InvalidWarning,
                "A warning is a fraction above 0 and up to 1 of a goal or limit that exists, or a lead before it.");
        }
        return warnings;
    }

    private static Warning? WarningOf(WarningSpec? spec, TargetSpec target, bool isDeadline)
    {
        Level? level = spec?.Of switch
        {
            "goal" when target.Goal is not null || isDeadline => Level.Goal,
            "limit" when target.Limit is not null || isDeadline => Level.Limit,
            _ => null,
        };
        return (level, spec) switch
        {
            ({ } of, { Fraction: > 0 and <= 1, Lead: null }) => new Warning(of, spec.Fraction, null),
            ({ } of, { Fraction: null, Lead: { } lead })
                when SlaDuration.TryParse(lead, out var length) && !length.IsWorkingDays => new Warning(of, null, length.Amount),
            _ => null,
        };
    }
}
