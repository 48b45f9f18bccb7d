using System.Text.Json;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>The calendars that the policies of one file name or write out.</summary>
internal sealed class PolicyCalendars(Func<string, WorkingCalendar?> findCalendar, DateTime asOf, FieldErrors errors)
{
    public WorkingCalendar? Resolve(CalendarSpec? spec, string path)
    {
        if (spec?.Reference is not { } name)
        {
            return CalendarCheck.Compile(spec, path, asOf, errors);
        }
        if (findCalendar(name) is { } calendar)
        {
            return calendar;
        }
        errors.Add(path, SlaErrorCodes.UnknownCalendar, "No calendar of this name is stored.");
        return null;
    }
}

/// <summary>Writes one policy of a file: only what differs from the defaults.</summary>
internal static class PolicyText
{
    public static void Write(Utf8JsonWriter writer, Policy policy)
    {
        writer.WriteStartObject();
        writer.WriteString("name", policy.Name);
        writer.WriteNumber("order", policy.Order);
        if (!policy.IsEnabled)
        {
            writer.WriteBoolean("enabled", false);
        }
        WriteMatch(writer, policy);
        var calendar = MostUsedCalendar(policy);
        WriteCalendar(writer, calendar);
        writer.WriteStartArray("targets");
        foreach (var target in policy.Targets)
        {
            WriteTarget(writer, target, calendar);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static WorkingCalendar MostUsedCalendar(Policy policy) => policy.Targets
        .Where(target => !target.IsPlatformDeadline)
        .GroupBy(target => target.Calendar)
        .OrderByDescending(group => group.Count())
        .Select(group => group.Key)
        .FirstOrDefault(WorkingCalendar.Continuous);

    private static void WriteMatch(Utf8JsonWriter writer, Policy policy)
    {
        writer.WriteStartObject("match");
        foreach (var field in MatchFields.All.Where(policy.Match.ContainsKey))
        {
            var values = policy.Match[field];
            if (values.Count == 1)
            {
                writer.WriteString(field, values[0]);
            }
            else
            {
                CalendarFile.WriteTexts(writer, field, values);
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteCalendar(Utf8JsonWriter writer, WorkingCalendar calendar)
    {
        if (calendar.Name is { } name)
        {
            writer.WriteString("calendar", name);
            return;
        }
        writer.WritePropertyName("calendar");
        CalendarFile.Write(writer, calendar, isStored: false);
    }

    private static void WriteTarget(Utf8JsonWriter writer, Target target, WorkingCalendar policyCalendar)
    {
        writer.WriteStartObject();
        writer.WriteString("clock", target.Clock);
        if (target.Goal is { } goal)
        {
            writer.WriteString("goal", goal.ToString());
        }
        if (target.Limit is { } limit)
        {
            writer.WriteString("limit", limit.ToString());
        }
        if (target.PauseWhile.Count > 0)
        {
            CalendarFile.WriteTexts(writer, "pauseWhile", target.PauseWhile.Members().Select(WaitNames.Of));
        }
        if (target.PauseIn.Count > 0)
        {
            CalendarFile.WriteTexts(writer, "pauseIn", target.PauseIn);
        }
        if (!target.IsPlatformDeadline && target.Calendar != policyCalendar)
        {
            WriteCalendar(writer, target.Calendar);
        }
        if (!target.HasDefaultWarnings)
        {
            WriteWarnings(writer, target);
        }
        writer.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter writer, Target target)
    {
        writer.WriteStartArray("warnAt");
        foreach (var warning in target.WarnAt)
        {
            writer.WriteStartObject();
            writer.WriteString("of", warning.Of == Level.Goal ? "goal" : "limit");
            if (warning.Fraction is { } fraction)
            {
                writer.WriteNumber("fraction", fraction);
            }
            else
            {
                writer.WriteString("lead", SlaDuration.FormatSeconds(warning.LeadSeconds ?? 0));
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
