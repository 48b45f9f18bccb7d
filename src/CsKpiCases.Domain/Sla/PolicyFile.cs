using System.Text;
using System.Text.Json;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Policies as a file (surface.md): <c>[{ "name", "order", "enabled", "match", "calendar", "targets" }]</c>, calendar
/// and targets as in the simulator. A calendar may be the name of a stored one, a target may have its own, a match
/// may accept several values.
/// </summary>
public static class PolicyFile
{
    /// <summary>Where a file names no order.</summary>
    public const int DefaultOrder = 100;

    /// <summary>Reads a file; where errors were added the list is not to be used.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="findCalendar">A stored calendar by name, or null.</param>
    /// <param name="asOf">Calendars must have working time within 366 days of it.</param>
    /// <param name="errors">What is wrong, with its path.</param>
    public static IReadOnlyList<Policy> Parse(
        string json, Func<string, WorkingCalendar?> findCalendar, DateTime asOf, FieldErrors errors)
    {
        var policies = new List<Policy>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        CalendarFile.ReadItems(json, errors, (item, path) =>
        {
            if (JsonFields.Open(item, path, errors, "name", "order", "enabled", "match", "calendar", "targets") is { } fields
                && Read(fields, new PolicyCalendars(findCalendar, asOf, errors), errors) is { } policy)
            {
                if (!names.Add(policy.Name))
                {
                    errors.Add(fields.PathOf("name"), SlaErrorCodes.DuplicateName, "This name stands twice in the file.");
                }
                policies.Add(policy);
            }
        });
        return policies;
    }

    /// <summary>Writes policies as <see cref="Parse"/> reads them.</summary>
    public static string Format(IEnumerable<Policy> policies)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, CalendarFile.Indented))
        {
            writer.WriteStartArray();
            foreach (var policy in policies)
            {
                PolicyText.Write(writer, policy);
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Policy? Read(JsonFields fields, PolicyCalendars calendars, FieldErrors errors)
    {
        var before = errors.Count;
        var name = fields.Text("name");
        if (string.IsNullOrWhiteSpace(name))
        {
            errors.Add(fields.PathOf("name"), SlaErrorCodes.Required, "A policy needs a name.");
        }
        else
        {
            SlaNames.Check(name, fields.PathOf("name"), errors);
        }
        var order = fields.WholeNumber("order");
        var isEnabled = fields.Flag("enabled");
        var match = ReadMatch(fields, errors);
        var calendarPath = fields.PathOf("calendar");
        var calendar = calendars.Resolve(
            CalendarSpec.Read(fields.Value("calendar"), calendarPath, errors, mayRefer: true), calendarPath);
        var targets = ReadTargets(fields, calendars, calendar, errors);
        return errors.Count > before ? null : new Policy
        {
            Name = name!,
            Order = order ?? DefaultOrder,
            IsEnabled = isEnabled ?? true,
            Match = match,
            Targets = targets,
        };
    }

    private static List<Target> ReadTargets(
        JsonFields fields, PolicyCalendars calendars, WorkingCalendar? policyCalendar, FieldErrors errors)
    {
        var targets = new List<Target>();
        var items = fields.Items("targets") ?? [];
        if (items.Count == 0)
        {
            errors.Add(fields.PathOf("targets"), SlaErrorCodes.Required, "There must be at least one target.");
        }
        for (var index = 0; index < items.Count; index++)
        {
            var path = $"{fields.PathOf("targets")}[{index}]";
            if (TargetSpec.Read(items[index], path, errors, isPolicy: true) is not { } spec)
            {
                continue;
            }
            var calendar = spec.Calendar is null ? policyCalendar : calendars.Resolve(spec.Calendar, $"{path}.calendar");
            if (TargetCheck.Compile(spec, path, calendar, isLabelOnly: false, errors) is not { } target)
            {
                continue;
            }
            if (targets.Exists(other => other.Clock == target.Clock))
            {
                errors.Add($"{path}.clock", SlaErrorCodes.DuplicateClock, "The policy has two targets for this clock.");
            }
            targets.Add(target);
        }
        return targets;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadMatch(JsonFields fields, FieldErrors errors)
    {
        var match = new Dictionary<string, IReadOnlyList<string>>();
        if (fields.Value("match") is not { } value)
        {
            return match;
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            JsonFields.AddWrongType(errors, fields.PathOf("match"), "an object");
            return match;
        }
        foreach (var field in value.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            var path = $"{fields.PathOf("match")}.{field.Name}";
            if (!MatchFields.All.Contains(field.Name))
            {
                errors.Add(path, SlaErrorCodes.UnknownMatchField, $"The fields are {string.Join(", ", MatchFields.All)}.");
                continue;
            }
            var values = field.Value.ValueKind == JsonValueKind.Array
                ? JsonFields.TextsOf(field.Value, path, errors)
                : [JsonFields.TextOf(field.Value, path, errors)];
            if (values is { Count: 0 } || values!.Any(string.IsNullOrEmpty))
            {
                errors.Add(path, SlaErrorCodes.Required, "A match needs at least one value, and no empty one.");
            }
            if (match.ContainsKey(field.Name))
            {
                errors.Add(path, SlaErrorCodes.DuplicateName, "This field stands twice in the match.");
            }
            match[field.Name] = [.. values!.Select(text => text ?? "").Distinct()];
        }
        return match;
    }
}
