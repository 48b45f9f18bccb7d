using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Which resolved cases rule themselves: nobody is to blame, no person need look (workflow.md: "Most cases are nobody's
/// fault"). One in <see cref="WorkflowSettings.ReviewOneIn"/> goes to a supervisor all the same.
/// </summary>
public static class SelfRuling
{
    /// <summary>Causes that lie with the buyer's own choice.</summary>
    public static IReadOnlySet<string> Causes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        ComplaintCatalogue.BuyerChangedMind,
        ComplaintCatalogue.NoReasonReturn,
        ComplaintCatalogue.WrongOrderByBuyer,
        ComplaintCatalogue.OrderChange,
    };

    /// <summary>The rule that applies, as a text key; null when a person has to rule.</summary>
    public static string? RuleFor(Case @case) =>
        @case.Outcome == Outcome.Unjustified ? "self_ruling.unjustified"
        : @case.Outcome == Outcome.Lapsed ? "self_ruling.lapsed"
        : @case is { Type: CaseType.Return or CaseType.Exchange, ReturnReason: ReturnReason.NoReason or ReturnReason.PriceDrop } ? "self_ruling.no_reason_return"
        : @case.Type == CaseType.ReturnVisit ? "self_ruling.return_visit"
        : @case is { Type: CaseType.LogisticsFollowUp, Outcome: Outcome.Solved } ? "self_ruling.arrived"
        : @case.Cause is { } cause && Causes.Contains(cause) ? "self_ruling." + cause
        : null;

    /// <summary>True for the cases drawn for a supervisor's look. By the id alone, so that it can be checked afterwards.</summary>
    public static bool IsSampled(long caseId, int oneIn)
    {
        // splitmix64's finalizer: neighbouring ids fall far apart
        var x = unchecked((ulong)caseId + 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        x ^= x >> 31;
        return oneIn > 0 && x % (ulong)oneIn == 0;
    }

    internal static bool Applies(FiringContext context) =>
        RuleFor(context.Case) is not null && !context.File.HasCauseRuling && !IsSampled(context.Case.Id, context.Settings.ReviewOneIn);
}
