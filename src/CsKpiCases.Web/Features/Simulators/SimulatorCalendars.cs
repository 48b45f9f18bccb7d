using System.Globalization;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>The calendars that a target on the page can name: continuous, the stored ones, and the hours that a policy wrote for itself.</summary>
public sealed class SimulatorCalendars(PolicyPages book)
{
    private const string OfPolicy = "policy:";

    /// <summary>The calendar of a value of the field; null where there is none.</summary>
    public WorkingCalendar? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith(OfPolicy, StringComparison.Ordinal)) return book.Calendars.GetValueOrDefault(name);
        var parts = name[OfPolicy.Length..].Split('/', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? book.Find(version)?.TargetOf(parts[1])?.Calendar : null;
    }

    /// <summary>The field's value for a target's calendar: by its name where that is the one stored now.</summary>
    public string NameOf(Target target, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(policy);
        if (target.Calendar.IsContinuous) return "";
        return target.Calendar.Name is { } name && book.Calendars.GetValueOrDefault(name)?.VersionId == target.Calendar.VersionId
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{OfPolicy}{policy.VersionId}/{target.Clock}");
    }

    /// <summary>What can be chosen, and what was, with its words.</summary>
    public IEnumerable<(string Value, string Text)> Options(string chosen, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        yield return ("", texts["sim.continuous"]);
        foreach (var name in book.Calendars.Keys.Order(StringComparer.Ordinal)) yield return (name, name);
        if (chosen.Length > 0 && !book.Calendars.ContainsKey(chosen)) yield return (chosen, Find(chosen) is null ? chosen : texts["sim.own-hours"]);
    }

    /// <summary>The calendar that the worked example runs on: one with a weekend if there is one.</summary>
    public string ForExample => book.Calendars.OrderBy(c => c.Key, StringComparer.Ordinal)
        .FirstOrDefault(c => c.Value.Hours?.WindowsOf(DayOfWeek.Sunday).Count == 0).Key ?? "";
}
