using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.People;

/// <summary>What somebody handles; an empty set is everything.</summary>
public sealed record Skills(IReadOnlySet<CaseType> Types, IReadOnlySet<string> Categories)
{
    public static Skills All { get; } = new(new HashSet<CaseType>(), new HashSet<string>());

    /// <summary>Reads the lists of a profile; a name that means nothing (any more) is passed over.</summary>
    public static Skills Of(AgentProfile? profile) => profile is null ? All : new Skills(
        Split(profile.Types).Where(name => Enum.TryParse<CaseType>(name, out _)).Select(Enum.Parse<CaseType>).ToHashSet(),
        Split(profile.Categories).ToHashSet(StringComparer.Ordinal));

    /// <summary>A case that nobody has classified needs no skill yet.</summary>
    public bool Cover(CaseType type, string? category) =>
        (Types.Count == 0 || type == CaseType.Unclassified || Types.Contains(type))
        && (Categories.Count == 0 || category is null || Categories.Contains(category));

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Somebody who could be given a case, as he stands now.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="IsOnShift">He works now; leave is not asked here.</param>
/// <param name="IsOnLeave">Leave that was granted runs now.</param>
/// <param name="Load">What he has in hand.</param>
/// <param name="Limit">The most that he is to have in hand; null: no limit.</param>
/// <param name="Skills">What he handles.</param>
public sealed record Assignee(long AccountId, bool IsOnShift, bool IsOnLeave, Workload Load, int? Limit, Skills Skills)
{
    /// <summary>He has at least as much in hand as he is to have.</summary>
    public bool IsOverloaded => Limit is { } limit && Load.Points >= limit;

    /// <summary>Why a case should not go to him: reason codes of <see cref="RefusalReason"/>, the most lasting first; none: it may.</summary>
    public IReadOnlyList<string> Hindrances(CaseType type, string? category)
    {
        var found = new List<string>();
        if (!Skills.Cover(type, category)) found.Add(RefusalReason.LacksSkill);
        if (IsOnLeave) found.Add(RefusalReason.OnLeave);
        else if (!IsOnShift) found.Add(RefusalReason.NotOnShift);
        if (!Load.HasRoom(Limit)) found.Add(RefusalReason.AtWorkLimit);
        return found;
    }

    /// <summary>The same with one more case in hand.</summary>
    public Assignee WithOneMore() => this with { Load = Load with { OnHim = Load.OnHim + 1 } };
}
