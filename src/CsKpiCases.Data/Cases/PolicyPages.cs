using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Data.Cases;

/// <summary>Every stored version of every policy, ready for the engine. Immutable.</summary>
public sealed class PolicyPages : ISlaVersions
{
    private readonly Dictionary<long, Policy> byVersion = [];
    private readonly List<Policy> current = [];
    private Dictionary<long, WorkingCalendar> calendarById = [];

    private PolicyPages()
    {
    }

    /// <summary>The newest version of each policy, enabled or not.</summary>
    public IReadOnlyList<Policy> Current => current;

    /// <summary>The newest version of each calendar.</summary>
    public IReadOnlyDictionary<string, WorkingCalendar> Calendars { get; private set; } = new Dictionary<string, WorkingCalendar>();

    /// <summary>A version by its id; null when there is none.</summary>
    public Policy? Find(long versionId) => byVersion.GetValueOrDefault(versionId);

    Policy? ISlaVersions.FindPolicy(long versionId) => Find(versionId);

    public WorkingCalendar? FindCalendar(long versionId) => calendarById.GetValueOrDefault(versionId);

    /// <summary>
    /// What a stored clock is measured by: the target of its policy version, on the calendar version that the row names, which
    /// a reprocess may have made a newer one. Null where the policy version is unknown, or has no such target.
    /// </summary>
    public Target? TargetOf(CaseClock row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var target = Find(row.PolicyVersionId)?.TargetOf(row.Clock);
        return target is not null && target.Calendar.VersionId != row.CalendarVersionId && FindCalendar(row.CalendarVersionId) is { } calendar ? target.On(calendar) : target;
    }

    /// <summary>The newest version of a name; null when there is none.</summary>
    public Policy? FindByName(string name) => current.Find(p => p.Name == name);

    /// <summary>All policies as a file, in the order in which they are asked.</summary>
    public string PolicyFileText() => PolicyFile.Format(current.OrderBy(p => p.Order).ThenBy(p => p.Name, StringComparer.Ordinal));

    /// <summary>All calendars as a file, by name.</summary>
    public string CalendarFileText() => CalendarFile.Format(Calendars.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value));

    /// <summary>The policy for a case as it is now, and why (sla.md, "Clocks").</summary>
    public PolicyChoice? Choose(Case @case, Shop shop) => PolicyChoice.Choose(current, FieldsOf(@case, shop));

    /// <summary>The policy of a case after a publishing, and why: the newest version of its own where that fits.</summary>
    public PolicyChoice? Follow(Policy? had, Case @case, Shop shop) =>
        PolicyChoice.Follow(had is null ? null : FindByName(had.Name), current, FieldsOf(@case, shop));

    /// <summary>What a case is now, in the words that policies match.</summary>
    public static CaseFields FieldsOf(Case @case, Shop shop)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(shop);
        return new CaseFields
        {
            Shop = shop.Code,
            Platform = JsonText.CamelCase(shop.Platform.ToString()),
            CaseType = @case.Type == CaseType.Unclassified ? null : JsonText.CamelCase(@case.Type.ToString()),
            SubKind = @case.SubKind,
            Category = @case.Category,
            Grade = @case.Grade == Grade.Unset ? null : @case.Grade.ToString(),
            Priority = JsonText.CamelCase(@case.Priority.ToString()),
            Tier = @case.Tier,
            Source = JsonText.CamelCase(@case.Source.ToString()),
        };
    }

    /// <summary>Reads the stored documents.</summary>
    /// <exception cref="InvalidDataException">A stored document does not parse: somebody edited the database.</exception>
    public static PolicyPages Of(IReadOnlyList<PolicyVersion> policies, IReadOnlyList<CalendarVersion> calendars)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(calendars);
        var pages = new PolicyPages();
        pages.calendarById = calendars.ToDictionary(c => c.Id, Read);
        pages.Calendars = calendars.Where(c => c.IsCurrent).ToDictionary(c => c.Name, c => pages.calendarById[c.Id]);
        foreach (var version in policies)
        {
            var uses = JsonSerializer.Deserialize<Dictionary<string, long>>(version.Calendars) ?? [];
            var policy = Read(version, name => uses.TryGetValue(name, out var id) ? pages.calendarById.GetValueOrDefault(id) : null);
            pages.byVersion[version.Id] = policy;
            if (version.IsCurrent) pages.current.Add(policy);
        }

        return pages;
    }

    private static WorkingCalendar Read(CalendarVersion version)
    {
        var errors = new FieldErrors();
        // A calendar that was good when it was saved stays readable when its years have passed.
        var read = CalendarFile.Parse(version.Document, version.CreatedAt, errors);
        return errors.Count == 0 ? read[0].WithVersion(version.Id, version.Name) : throw Broken("calendar", version.Name, version.Version, errors);
    }

    private static Policy Read(PolicyVersion version, Func<string, WorkingCalendar?> find)
    {
        var errors = new FieldErrors();
        var read = PolicyFile.Parse(version.Document, find, version.CreatedAt, errors);
        if (errors.Count > 0) throw Broken("policy", version.Name, version.Version, errors);
        return new Policy
        {
            Name = read[0].Name,
            Order = read[0].Order,
            Match = read[0].Match,
            Targets = read[0].Targets,
            IsEnabled = read[0].IsEnabled && version.IsEnabled,
            VersionId = version.Id,
        };
    }

    private static InvalidDataException Broken(string what, string name, int version, FieldErrors errors) =>
        new($"The stored {what} {name} version {version} cannot be read: {errors.All[0].Path}: {errors.All[0].Message}");
}
