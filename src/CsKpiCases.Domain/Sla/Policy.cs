namespace CsKpiCases.Domain.Sla;

/// <summary>The fields of a case that policies match, by name, in the order in which explanations list them.</summary>
public static class MatchFields
{
    public const string Shop = "shop";
    public const string Platform = "platform";
    public const string CaseType = "caseType";
    public const string SubKind = "subKind";
    public const string Category = "category";
    public const string Grade = "grade";
    public const string Priority = "priority";
    public const string Tier = "tier";
    public const string Source = "source";

    public static IReadOnlyList<string> All { get; } =
        [Shop, Platform, CaseType, SubKind, Category, Grade, Priority, Tier, Source];
}

/// <summary>What a case is, in the words that policies match. Null: not known (yet), which no match accepts.</summary>
public sealed record CaseFields
{
    public string? Shop { get; init; }
    public string? Platform { get; init; }
    public string? CaseType { get; init; }
    public string? SubKind { get; init; }
    public string? Category { get; init; }

    /// <summary>A, B, C or D.</summary>
    public string? Grade { get; init; }
    public string? Priority { get; init; }

    /// <summary>The buyer's tier.</summary>
    public string? Tier { get; init; }

    /// <summary>How the case came in.</summary>
    public string? Source { get; init; }

    /// <summary>The value of a field of <see cref="MatchFields"/>.</summary>
    public string? ValueOf(string field) => field switch
    {
        MatchFields.Shop => Shop,
        MatchFields.Platform => Platform,
        MatchFields.CaseType => CaseType,
        MatchFields.SubKind => SubKind,
        MatchFields.Category => Category,
        MatchFields.Grade => Grade,
        MatchFields.Priority => Priority,
        MatchFields.Tier => Tier,
        MatchFields.Source => Source,
        _ => null,
    };
}

/// <summary>A set of targets for the cases that it matches. One version; a change makes another of the same name.</summary>
public sealed class Policy
{
    public required string Name { get; init; }

    /// <summary>Decides between equally specific policies: the lower number wins.</summary>
    public int Order { get; init; }

    /// <summary>Field of <see cref="MatchFields"/> to the values that it accepts, compared exactly. Empty: every case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Match { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public required IReadOnlyList<Target> Targets { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>The stored version; 0 for one that is not stored.</summary>
    public long VersionId { get; init; }

    /// <summary>The target of a clock, or null where the policy has none.</summary>
    public Target? TargetOf(string clock)
    {
        for (var index = 0; index < Targets.Count; index++)
        {
            if (Targets[index].Clock == clock)
            {
                return Targets[index];
            }
        }
        return null;
    }

    /// <summary>The same with these calendars where it has an older version of one of them.</summary>
    public Policy On(IReadOnlyDictionary<string, WorkingCalendar> calendars)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        return new Policy
        {
            Name = Name, Order = Order, Match = Match, IsEnabled = IsEnabled, VersionId = VersionId,
            Targets = [.. Targets.Select(target => target.Calendar.Name is { } name && calendars.GetValueOrDefault(name) is { } newer && newer.VersionId > target.Calendar.VersionId ? target.On(newer) : target)],
        };
    }

    public bool Matches(CaseFields fields)
    {
        foreach (var (field, accepted) in Match)
        {
            if (fields.ValueOf(field) is not { } value || !accepted.Contains(value))
            {
                return false;
            }
        }
        return true;
    }
}
