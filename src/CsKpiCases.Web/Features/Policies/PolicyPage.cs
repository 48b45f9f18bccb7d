using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>The page of one policy: its form, or the same to read.</summary>
/// <param name="Stored">Null: a new one.</param>
/// <param name="ReadOnly">Why it cannot be edited; null when it can.</param>
/// <param name="Since">What somebody else has saved since the form was opened; null: nothing.</param>
public sealed record PolicyPage(
    PolicyForm Form, StoredPolicy? Stored, PolicyChoices Choices, FieldFaults Faults, IReadOnlyList<SlaWarning> Warnings, string? ReadOnly, PolicyVersionLine? Since, int ToFollow)
{
    public bool IsNew => Stored is null;

    public string Action => IsNew ? "/sla/new-policy" : PolicyHref.Of(Stored!.Policy.Name);

    /// <summary>Where the preview sends what it showed.</summary>
    public string SaveAction => IsNew ? "/sla/new-policy/save" : PolicyHref.Of(Stored!.Policy.Name) + "/save";
}

/// <summary>What saving would change, before it is done.</summary>
/// <param name="Document">What will be saved, as a file of one policy.</param>
/// <param name="Open">Open cases under it.</param>
/// <param name="Leaving">Of these, those that it would no longer fit.</param>
public sealed record PolicyPreview(
    PolicyPage Page, Policy Policy, string Document, IReadOnlyList<PolicyChange> Changes, IReadOnlyList<SlaWarning> Warnings, int Open, int Leaving)
{
    public int Following => Open - Leaving;
}

/// <summary>How far the open cases have followed.</summary>
public sealed record Following(int Left, bool IsRunning, bool MayBegin);

/// <summary>Addresses of policies: a name may hold anything.</summary>
public static class PolicyHref
{
    public static string Of(string name) => "/sla/policies/" + Uri.EscapeDataString(name);
}
