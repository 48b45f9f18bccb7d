using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.People;

/// <summary>Why a rule gave a case to somebody; kept with the event and said in the case's history.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Load">What he had in hand before, by weight.</param>
/// <param name="Limit">Of how much; null: no limit.</param>
/// <param name="Skill">The category that he was asked for; null: the case has none.</param>
public sealed record AssignmentReason(AssignmentMode Rule, decimal Load, int? Limit, string? Skill)
{
    /// <summary>Whose leave made the case need another owner; null: it came from the queue.</summary>
    public long? InPlaceOfId { get; init; }
}

/// <summary>To whom, and why.</summary>
public sealed record AssignmentChoice(Assignee To, AssignmentReason Why);

/// <summary>
/// Who gets a case: among those who handle it, work now, are not on leave and have room. The same people and case always
/// give the same answer, whatever their order.
/// </summary>
public static class AssignmentRule
{
    /// <summary>Null where the rule gives nothing away, or nobody can take the case.</summary>
    /// <param name="mode">By hand gives nothing away.</param>
    /// <param name="people">Who could be asked.</param>
    /// <param name="lastGivenToId">For round robin: who got the last one.</param>
    /// <param name="type">The case's type.</param>
    /// <param name="category">The case's category.</param>
    public static AssignmentChoice? Choose(AssignmentMode mode, IEnumerable<Assignee> people, long? lastGivenToId, CaseType type, string? category)
    {
        ArgumentNullException.ThrowIfNull(people);
        var fit = people.Where(p => p.Hindrances(type, category).Count == 0).ToList();
        var chosen = mode switch
        {
            AssignmentMode.RoundRobin => fit.OrderBy(p => p.AccountId <= (lastGivenToId ?? 0)).ThenBy(p => p.AccountId).FirstOrDefault(),
            AssignmentMode.LeastLoaded => fit.OrderBy(p => p.Load.Points).ThenBy(p => p.AccountId).FirstOrDefault(),
            _ => null,
        };
        return chosen is null ? null : new AssignmentChoice(chosen, new AssignmentReason(mode, chosen.Load.Points, chosen.Limit, category));
    }
}
