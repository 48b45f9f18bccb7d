using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The front and the end that all types share (workflow.md, "Common front and end").</summary>
public static class SharedWorkflow
{
    public const string Logged = "Logged";
    public const string Classified = "Classified";
    public const string Assigned = "Assigned";
    public const string Resolved = "Resolved";
    public const string Closed = "Closed";

    /// <summary>Before <c>classify</c> a case has no type: it can only be classified or closed. Classified is the door to a type's machine.</summary>
    public static TransitionTable Unclassified { get; } = BuildUnclassified();

    internal static void Front(TransitionTableBuilder table, string firstInvestigate)
    {
        Intake(table);

        table.State(Classified, Stage.Classify, Wait.Supervisor)
            .Permit(Triggers.Assign, Assigned).When(Guards.ShouldFit).Does(SharedEffects.Assign)
            .Permit(Triggers.AutoAssign, Assigned).By(FiredBy.Supervisor | FiredBy.System).When([.. Guards.FitForIt]).Does(SharedEffects.Assign)
            .Permit(Triggers.Claim, Assigned).By(FiredBy.Agent).When([.. Guards.FitForIt]).Does(SharedEffects.Claim);

        table.State(Assigned, Stage.Assign, Wait.Agent)
            .Permit(Triggers.Start, firstInvestigate)
            .Permit(Triggers.ReturnToQueue, Classified).By(FiredBy.Owner | FiredBy.System).Does(SharedEffects.ReturnToQueue);
    }

    /// <summary>Call it when the type's own states stand and before <see cref="End"/>.</summary>
    internal static void AnythingOpen(TransitionTableBuilder table) =>
        table.InEveryOpenState(state =>
        {
            if (state.Definition.Name != Classified)
            {
                HandingOver(state);
            }

            state.Permit(Triggers.Withdraw, Closed).By(FiredBy.Owner | FiredBy.Buyer | FiredBy.Import)
                .When(Guards.SettledBeforeWithdrawing).Does(SharedEffects.Withdraw);
        });

    /// <summary>From Assigned on a case can become one of another type (workflow.md, "Convert"): it lands in that type's Assigned.</summary>
    internal static void Converting(TransitionTableBuilder table) =>
        table.InEveryOpenState(state =>
        {
            if (state.Definition.Stage >= Stage.Assign)
            {
                state.PermitConversion(Triggers.Convert, _ => Assigned, Assigned).By(FiredBy.Owner).When(Guards.MoneyNotSent).Does(Conversion.Convert);
            }
        });

    /// <summary>A dispute freezes the case in any open state; when it ends the case goes on with its first investigate state.</summary>
    internal static void Disputing(TransitionTableBuilder table, string firstInvestigate) =>
        table.InEveryOpenState(state =>
        {
            // What nobody owns yet cannot be investigated: it goes on where it stood.
            var first = state.Definition.Name is Logged or Classified ? state.Definition.Name : firstInvestigate;
            state.PermitStay(Triggers.OpenDispute, EventKind.Frozen).By(FiredBy.Owner | FiredBy.AgentIfUnowned | FiredBy.Import).Does(DisputeEffects.Open)
                .PermitDynamic(Triggers.DisputeEnded, c => DisputeEffects.AfterDispute(c, first), first, Resolved).By(FiredBy.System)
                    .When(DisputeEffects.IsFrozen).Does(DisputeEffects.Ended);
        });

    internal static void End(TransitionTableBuilder table, string firstInvestigate)
    {
        table.State(Resolved, Stage.Penalize, Wait.Supervisor)
            .Permit(Triggers.Rule, Closed).When(Guards.NotTheProposer, Guards.Ruled).ByItself(SelfRuling.Applies).Does(SharedEffects.Rule)
            .Permit(Triggers.Reopen, firstInvestigate).By(FiredBy.Owner | FiredBy.Supervisor)
                .When(Guards.Reopenable, Guards.ReopenedInTime).Does(SharedEffects.Reopen);

        table.State(Closed, Stage.Closed, Wait.None)
            .Permit(Triggers.Reopen, firstInvestigate).By(FiredBy.Owner | FiredBy.Supervisor)
                .When(Guards.Reopenable, Guards.ReopenedInTime).Does(SharedEffects.Reopen);
    }

    private static void Intake(TransitionTableBuilder table) =>
        table.State(Logged, Stage.Intake, Wait.Agent)
            .Permit(Triggers.Classify, Classified).By(FiredBy.Owner | FiredBy.AgentIfUnowned).Does(SharedEffects.Classify)
            .Permit(Triggers.MarkDuplicate, Closed).By(FiredBy.Owner | FiredBy.AgentIfUnowned).When(Guards.SettledBeforeWithdrawing).Does(SharedEffects.MarkDuplicate);

    private static void HandingOver(StateBuilder state) => state
        .PermitStay(Triggers.Reassign, EventKind.OwnerChanged).By(FiredBy.Supervisor | FiredBy.System)
            .When(Guards.ShouldFit).Does(SharedEffects.Reassign)
        .PermitStay(Triggers.HandOver, EventKind.HandOverOffered).By(FiredBy.Owner)
            .When(Guards.NoHandOverPending).Does(SharedEffects.HandOver)
        .PermitStay(Triggers.AcceptHandOver, EventKind.OwnerChanged).By(FiredBy.Receiver)
            .When(Guards.HandOverPending).Does(SharedEffects.AcceptHandOver)
        .PermitStay(Triggers.DeclineHandOver, EventKind.HandOverDeclined).By(FiredBy.Receiver | FiredBy.Owner)
            .When(Guards.HandOverPending).Does(SharedEffects.DeclineHandOver);

    private static TransitionTable BuildUnclassified()
    {
        var table = new TransitionTableBuilder(CaseType.Unclassified);
        Intake(table);
        AnythingOpen(table);
        table.State(Classified, Stage.Classify, Wait.Supervisor);
        table.State(Closed, Stage.Closed, Wait.None)
            .Permit(Triggers.Reopen, Logged).By(FiredBy.Owner | FiredBy.Supervisor)
                .When(Guards.Reopenable, Guards.ReopenedInTime).Does(SharedEffects.Reopen);
        return table.Build();
    }
}
