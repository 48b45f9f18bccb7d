namespace CsKpiCases.Domain.Sla;

/// <summary>The codes with which the simulator and the policy and calendar files refuse a field.</summary>
public static class SlaErrorCodes
{
    public const string InvalidJson = "invalid_json";
    public const string WrongType = "wrong_type";
    public const string UnknownProperty = "unknown_property";
    public const string Required = "required";
    public const string InvalidInstant = "invalid_instant";
    public const string OutOfOrder = "out_of_order";
    public const string UnknownEventType = "unknown_event_type";
    public const string UnknownWait = "unknown_wait";
    public const string UnknownState = "unknown_state";
    public const string FirstNotStart = "first_not_start";
    public const string AlreadyStarted = "already_started";
    public const string ResumeWithoutWait = "resume_without_wait";
    public const string RestartWithoutStop = "restart_without_stop";
    public const string InvalidDuration = "invalid_duration";
    public const string NoGoalOrLimit = "no_goal_or_limit";
    public const string BelowGoal = "below_goal";
    public const string WorkingDaysOnContinuous = "working_days_on_continuous";
    public const string DeadlineIsGiven = "deadline_is_given";
    public const string InvalidWarning = "invalid_warning";
    public const string InvalidWindow = "invalid_window";
    public const string InvalidDate = "invalid_date";
    public const string UnknownWeekday = "unknown_weekday";
    public const string UnknownTimeZone = "unknown_time_zone";
    public const string WorkdayHoursMissing = "workday_hours_missing";
    public const string EmptyCalendar = "empty_calendar";
    public const string NoWorkingTime = "no_working_time";
    public const string ContinuousWithHours = "continuous_with_hours";
    public const string UnknownCalendar = "unknown_calendar";
    public const string UnknownMatchField = "unknown_match_field";
    public const string DuplicateClock = "duplicate_clock";
    public const string DayWithoutKind = "day_without_kind";
    public const string DuplicateName = "duplicate_name";
    public const string InvalidName = "invalid_name";

    /// <summary>Every code with what it means, for the API's reference page.</summary>
    public static IReadOnlyList<(string Code, string Meaning)> All { get; } =
    [
        (InvalidJson, "The document is not JSON."),
        (WrongType, "The value has another JSON type than the field."),
        (UnknownProperty, "The property does not exist here."),
        (Required, "The field is missing, null or empty."),
        (InvalidInstant, "Not an ISO 8601 instant with an offset between 1900 and 2200."),
        (OutOfOrder, "The event is earlier than the one before it."),
        (UnknownEventType, "Not one of start, wait, resume, stop, restart."),
        (UnknownWait, "Not a wait that can be named here."),
        (UnknownState, "An empty state name."),
        (FirstNotStart, "The first event must be a start."),
        (AlreadyStarted, "A start while the clock has not stopped."),
        (ResumeWithoutWait, "A resume while nothing is waited for."),
        (RestartWithoutStop, "A restart while the clock has not stopped."),
        (InvalidDuration, "Not an ISO 8601 duration of days to seconds, nor working days such as 2WD."),
        (NoGoalOrLimit, "A target needs a goal, a limit, or both."),
        (BelowGoal, "The limit is shorter than the goal."),
        (WorkingDaysOnContinuous, "Working days need a working calendar."),
        (DeadlineIsGiven, "A platform deadline is an instant that is imported: it takes a goal as its lead, and no limit."),
        (InvalidWarning, "A warning is a fraction above 0 and up to 1 of a goal or limit that exists, or a lead before it."),
        (InvalidWindow, "Not a window such as 08:30-18:00."),
        (InvalidDate, "Not a date such as 2026-10-01."),
        (DayWithoutKind, "A date that says neither holiday nor workday."),
        (UnknownWeekday, "Not one of mon, tue, wed, thu, fri, sat, sun."),
        (UnknownTimeZone, "No time zone of that name."),
        (WorkdayHoursMissing, "Make-up working days need workdayHours."),
        (EmptyCalendar, "The calendar has no working hours."),
        (NoWorkingTime, "The calendar has no working time within 366 days."),
        (ContinuousWithHours, "A continuous calendar has no hours, holidays or working days."),
        (UnknownCalendar, "No calendar of that name is stored."),
        (UnknownMatchField, "Not a field that policies can match."),
        (DuplicateClock, "The policy has two targets for one clock."),
        (DuplicateName, "The name stands twice in the file."),
        (InvalidName, "The name is too long, or holds a character that names cannot hold."),
    ];
}
