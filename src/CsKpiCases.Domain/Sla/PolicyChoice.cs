namespace CsKpiCases.Domain.Sla;

/// <summary>What made the difference between the policies that matched.</summary>
public enum ChoiceGround : byte
{
    /// <summary>No other matched.</summary>
    OnlyMatch = 1,

    /// <summary>It matched more fields than any other.</summary>
    MoreFields = 2,

    /// <summary>As specific as another, with the lower order number.</summary>
    LowerOrder = 3,

    /// <summary>As specific and of the same order as another, first by name.</summary>
    Name = 4,

    /// <summary>The policy that the case had, in a newer version.</summary>
    Followed = 5,
}

/// <summary>One field that a policy matched.</summary>
public sealed record MatchedField(string Field, string Value);

/// <summary>The policy chosen for a case, and why.</summary>
/// <param name="Policy">The choice.</param>
/// <param name="Fields">The fields it matched, in the order of <see cref="MatchFields.All"/>.</param>
/// <param name="Ground">What set it apart.</param>
public sealed record PolicyChoice(Policy Policy, IReadOnlyList<MatchedField> Fields, ChoiceGround Ground)
{
    /// <summary>For storing beside the case, such as <c>more_fields:platform=kuaishou;caseType=return</c>.</summary>
    public string Reason
    {
        get
        {
            var ground = Ground switch
            {
                ChoiceGround.OnlyMatch => "only_match",
                ChoiceGround.MoreFields => "more_fields",
                ChoiceGround.LowerOrder => "lower_order",
                ChoiceGround.Followed => "followed",
                _ => "name",
            };
            return $"{ground}:{string.Join(';', Fields.Select(matched => $"{matched.Field}={matched.Value}"))}";
        }
    }

    /// <summary>
    /// The most specific enabled policy that matches: most match fields, then the lower order number, then the name
    /// (ordinal). Null where none matches.
    /// </summary>
    public static PolicyChoice? Choose(IEnumerable<Policy> policies, CaseFields fields)
    {
        var matching = policies
            .Where(policy => policy.IsEnabled && policy.Matches(fields))
            .OrderByDescending(policy => policy.Match.Count)
            .ThenBy(policy => policy.Order)
            .ThenBy(policy => policy.Name, StringComparer.Ordinal)
            .ToList();
        if (matching.Count == 0)
        {
            return null;
        }
        return new PolicyChoice(matching[0], MatchedBy(matching[0], fields), GroundOf(matching));
    }

    /// <summary>
    /// What a case is under once versions were published. Publishing is none of the moments at which a policy is chosen
    /// (sla.md, "Clocks"): the case stays with its own, in the newest version, as long as that is enabled and fits.
    /// </summary>
    /// <param name="own">The newest version of the case's policy; null where it has none.</param>
    /// <param name="policies">The newest version of each.</param>
    /// <param name="fields">What the case is now.</param>
    public static PolicyChoice? Follow(Policy? own, IEnumerable<Policy> policies, CaseFields fields) =>
        own is { IsEnabled: true } && own.Matches(fields)
            ? new PolicyChoice(own, MatchedBy(own, fields), ChoiceGround.Followed)
            : Choose(policies, fields);

    private static List<MatchedField> MatchedBy(Policy policy, CaseFields fields) =>
        [.. MatchFields.All.Where(policy.Match.ContainsKey).Select(field => new MatchedField(field, fields.ValueOf(field)!))];

    private static ChoiceGround GroundOf(List<Policy> matching)
    {
        if (matching.Count == 1)
        {
            return ChoiceGround.OnlyMatch;
        }
        var (first, second) = (matching[0], matching[1]);
        if (first.Match.Count != second.Match.Count)
        {
            return ChoiceGround.MoreFields;
        }
        return first.Order != second.Order ? ChoiceGround.LowerOrder : ChoiceGround.Name;
    }
}
