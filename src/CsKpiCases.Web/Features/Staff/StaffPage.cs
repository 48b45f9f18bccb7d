using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>An agent's skills and limit as typed.</summary>
/// <param name="WorkLimit">Empty: the shop's.</param>
/// <param name="Categories">None ticked: all.</param>
/// <param name="Types">None ticked: all.</param>
public sealed record ProfileForm(string? WorkLimit, IReadOnlyList<string>? Categories, IReadOnlyList<string>? Types);

/// <summary>The shop's limit and how soon a hand-over is to be accepted, as typed.</summary>
/// <param name="WorkLimit">Empty: no limit.</param>
/// <param name="AcceptWithinMinutes">Whole minutes.</param>
/// <param name="DisputeAgent">Account that gets the disputes; empty: whoever owns the case.</param>
public sealed record RulesForm(string? WorkLimit, string? AcceptWithinMinutes, string? DisputeAgent = null);

/// <summary>An agent with what he may be given.</summary>
public sealed record StaffLine(ShopPerson Person, string WorkLimit, Skills Skills)
{
    /// <summary>Text key of what is wrong with what was typed; null: nothing.</summary>
    public string? Wrong { get; init; }
}

/// <summary>The page.</summary>
/// <param name="WrongLimit">Text key of what is wrong with the shop's limit.</param>
/// <param name="WrongMinutes">Text key of what is wrong with the minutes.</param>
/// <param name="WrongAgent">Text key of what is wrong with the agent for disputes.</param>
public sealed record StaffPage(IReadOnlyList<StaffLine> People, RulesForm Rules, string? WrongLimit = null, string? WrongMinutes = null, string? WrongAgent = null)
{
    public static IReadOnlyList<string> Categories => [.. ComplaintCatalogue.Categories];

    public static IReadOnlyList<CaseType> Types => [.. CaseMachines.Available.Order()];
}
