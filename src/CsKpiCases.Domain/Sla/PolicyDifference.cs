namespace CsKpiCases.Domain.Sla;

/// <summary>What can differ between two versions of a policy.</summary>
public enum PolicyPart
{
    Order,
    Enabled,

    /// <summary>A match field; <see cref="PolicyChange.Subject"/> names it.</summary>
    Match,

    /// <summary>A clock that only the newer has.</summary>
    Added,

    /// <summary>A clock that only the older has.</summary>
    Removed,
    Goal,
    Limit,
    PauseWhile,
    PauseIn,
    Calendar,

    /// <summary>The same calendar by name, in another version.</summary>
    CalendarVersion,
    WarnAt,
}

/// <summary>One difference, older to newer, in the words of the file format.</summary>
/// <param name="Part">What differs.</param>
/// <param name="Subject">The match field or the clock; null for what belongs to the policy itself.</param>
/// <param name="Before">Null: there was nothing.</param>
/// <param name="After">Null: there is nothing now.</param>
public sealed record PolicyChange(PolicyPart Part, string? Subject, string? Before, string? After);

/// <summary>Tells two versions of a policy apart.</summary>
public static class PolicyDifference
{
    /// <summary>How continuous time is written as a <see cref="PolicyPart.Calendar"/>.</summary>
    public const string Continuous = "continuous";

    /// <summary>The exact differences, in the order of the form; none where the newer says the same.</summary>
    public static IReadOnlyList<PolicyChange> Between(Policy? before, Policy after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<PolicyChange>();
        Add(changes, PolicyPart.Order, null, before is null ? null : Number(before.Order), Number(after.Order));
        Add(changes, PolicyPart.Enabled, null, before is null ? null : Flag(before.IsEnabled), Flag(after.IsEnabled));
        foreach (var field in MatchFields.All)
        {
            Add(changes, PolicyPart.Match, field, Values(before, field), Values(after, field));
        }
        foreach (var target in before?.Targets.Where(target => after.TargetOf(target.Clock) is null) ?? [])
        {
            changes.Add(new PolicyChange(PolicyPart.Removed, target.Clock, null, null));
        }
        foreach (var target in after.Targets)
        {
            var old = before?.TargetOf(target.Clock);
            if (old is null)
            {
                changes.Add(new PolicyChange(PolicyPart.Added, target.Clock, null, null));
            }
            AddTarget(changes, old, target);
        }
        return changes;
    }

    /// <summary>A calendar by its name, <see cref="Continuous"/>, or its own hours as JSON.</summary>
    public static string Named(WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return calendar.Name ?? (calendar.IsContinuous ? Continuous : CalendarFile.Format([calendar]));
    }

    /// <summary>Warnings as <c>goal 75%</c> and <c>limit PT2H</c>, joined by commas.</summary>
    public static string Warnings(IReadOnlyList<Warning> warnings) => string.Join(',', warnings.Select(warning =>
        $"{(warning.Of == Level.Goal ? "goal" : "limit")} {(warning.Fraction is { } fraction ? Percent(fraction) : SlaDuration.FormatSeconds(warning.LeadSeconds ?? 0))}"));

    private static void AddTarget(List<PolicyChange> changes, Target? old, Target target)
    {
        Add(changes, PolicyPart.Goal, target.Clock, old?.Goal?.ToString(), target.Goal?.ToString());
        Add(changes, PolicyPart.Limit, target.Clock, old?.Limit?.ToString(), target.Limit?.ToString());
        Add(changes, PolicyPart.PauseWhile, target.Clock, Waits(old), Waits(target));
        Add(changes, PolicyPart.PauseIn, target.Clock, States(old), States(target));
        if (!target.IsPlatformDeadline)
        {
            var (was, now) = (old is null ? null : Named(old.Calendar), Named(target.Calendar));
            Add(changes, PolicyPart.Calendar, target.Clock, was, now);
            if (was == now && old!.Calendar.VersionId != target.Calendar.VersionId)
            {
                changes.Add(new PolicyChange(PolicyPart.CalendarVersion, target.Clock, now, now));
            }
        }
        var isDefault = old is null && target.HasDefaultWarnings;
        if (!isDefault)
        {
            Add(changes, PolicyPart.WarnAt, target.Clock, old is null ? null : Warnings(old.WarnAt), Warnings(target.WarnAt));
        }
    }

    private static void Add(List<PolicyChange> changes, PolicyPart part, string? subject, string? before, string? after)
    {
        if (before != after)
        {
            changes.Add(new PolicyChange(part, subject, before, after));
        }
    }

    private static string? Values(Policy? policy, string field) =>
        policy is not null && policy.Match.TryGetValue(field, out var values) ? string.Join(',', values) : null;

    private static string? Waits(Target? target) => target is null || target.PauseWhile.Count == 0
        ? null : string.Join(',', target.PauseWhile.Members().Select(Cases.WaitNames.Of));

    private static string? States(Target? target) => target is null || target.PauseIn.Count == 0 ? null : string.Join(',', target.PauseIn);

    private static string Percent(decimal fraction) => (fraction * 100).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) + "%";

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Flag(bool flag) => flag ? "true" : "false";
}
