using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The return visit (workflow.md, "return visit"): it skips the front and waits for its day.</summary>
public static class ReturnVisitWorkflow
{
    public const string Planned = "Planned";
    public const string Contacting = ReviewWorkflow.Contacting;

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.ReturnVisit);
        table.State(Planned, Stage.Assign, Wait.Agent)
            .Timer(0, Triggers.VisitDue, "at_zero.visit_due", TimerStart.Planned)
            .Permit(Triggers.BeginVisit, Contacting).By(FiredBy.Owner | FiredBy.AgentIfUnowned).Does(ReturnVisitEffects.Begin)
            .PermitStay(Triggers.VisitDue, EventKind.Reminded).By(FiredBy.System).Does(ReturnVisitEffects.Due);
        table.State(Contacting, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.Answered, SharedWorkflow.Resolved).Does(ReturnVisitEffects.Answered)
            .Permit(Triggers.Unreachable, SharedWorkflow.Resolved).When(Contacts.TriedThreeTimes).Does(ReturnVisitEffects.Unreachable);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.End(table, Contacting);
        return table.Build();
    }
}

/// <summary><c>answered</c>: what the buyer said.</summary>
/// <param name="Satisfaction">1 to 5.</param>
/// <param name="IsSolved">The trouble has not come back.</param>
public sealed record VisitAnswers(int Satisfaction, bool IsSolved) : TriggerArguments;

internal static class ReturnVisitEffects
{
    /// <summary>Nobody's until somebody calls.</summary>
    public static readonly Effect Begin = new((c, _) => c.Case.OwnerId ??= c.Actor.AccountId);

    public static readonly Effect Due = new((c, change) =>
    {
        if (c.Case.OwnerId is null)
        {
            change.Tell("notice.visit_due", Audience.Supervisors);
        }
        else
        {
            change.Tell("notice.visit_due", c.Case.OwnerId);
        }
    });

    public static readonly Effect Answered = new((c, change) =>
    {
        (c.Case.LastContactAt, c.Case.FailedContacts) = (c.At, 0);
        change.TransitionPayload = c.Arguments;
        Approving.End(c, change, Outcome.Solved);
    })
    {
        Arguments = typeof(VisitAnswers),
        Validate = c => ((VisitAnswers)c.Arguments!).Satisfaction is < 1 or > 5 ? c.Refuse(RefusalReason.InvalidArgument, ("name", "satisfaction")) : null,
    };

    public static readonly Effect Unreachable = new((c, change) => Approving.End(c, change, Outcome.Lapsed));
}
