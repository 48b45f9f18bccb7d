using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>The workflow's refusals as problems: who may not, 403; a faulty argument, 400; all else, 409.</summary>
public static class Refusals
{
    private static readonly string[] NotHis =
    [
        RefusalReason.RoleRequired, RefusalReason.NotOwner, RefusalReason.SystemOnly,
        RefusalReason.PenaltyPrefix + "wrong_role", RefusalReason.PenaltyPrefix + "not_yours",
    ];

    /// <summary>Where the domain's names of arguments stand in a request.</summary>
    private static readonly string[] OutsideData = ["data", "note", "at", "trigger"];

    /// <param name="refusal">What the workflow said.</param>
    /// <param name="within">Where the act's own fields stand in the request: <c>data</c> for transitions, nothing elsewhere.</param>
    public static Problem Of(TransitionRefused refusal, string within)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        if (refusal.Reason is RefusalReason.MissingArgument or RefusalReason.InvalidArgument && refusal.Arguments.TryGetValue("name", out var name))
        {
            var path = OutsideData.Contains(name) || within.Length == 0 ? name : $"{within}.{name}";
            return Problem.Invalid(path, refusal.Reason, refusal.Reason == RefusalReason.MissingArgument ? "This is needed here." : "Out of range, too long, or not one of the known values.");
        }

        var code = NotHis.Contains(refusal.Reason) ? ProblemCodes.Forbidden : ProblemCodes.TransitionRefused;
        return new Problem(code, $"'{refusal.Trigger}' is refused{(refusal.State.Length > 0 ? " in " + refusal.State : "")}: {refusal.Reason}.")
        {
            Members =
            [
                new("reason", refusal.Reason), new("trigger", refusal.Trigger),
                new("state", refusal.State.Length == 0 ? null : refusal.State), new("arguments", refusal.Arguments),
            ],
        };
    }

    /// <summary>Somebody was first: what the version is now, and what happened since the one that the caller saw.</summary>
    public static Problem Stale(int version, IReadOnlyList<EventAnswer> changes) =>
        new(ProblemCodes.Stale, $"The case is at version {version} now.") { Members = [new("version", version), new("changes", changes)] };

    /// <summary>True for a trigger of any workflow.</summary>
    public static bool IsTrigger(string trigger) =>
        SharedWorkflow.Unclassified.Triggers.Contains(trigger) || CaseMachines.Available.Any(t => CaseMachines.For(t).Triggers.Contains(trigger));
}
