using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The dispute (workflow.md, "Dispute"): it skips the front and freezes the case that it grew from.</summary>
public static class DisputeWorkflow
{
    public const string MerchantReply = "MerchantReply";
    public const string PlatformReview = "PlatformReview";
    public const string EvidenceDue = "EvidenceDue";
    public const string Ruled = "Ruled";
    public const string Appealing = "Appealing";
    public const string ExecutingRuling = "ExecutingRuling";

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.Dispute);
        Argue(table);
        Rule(table);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.End(table, MerchantReply);
        return table.Build();
    }

    private static void Argue(TransitionTableBuilder table)
    {
        table.State(MerchantReply, Stage.Investigate, Wait.Agent)
            .Timer(0, Triggers.DeadlineMissed, "at_zero.ruled_against_us", TimerStart.Deadline)
            .Permit(Triggers.Reply, PlatformReview).When(Guards.NoteGiven).Does(DisputeEffects.Answer)
            .Permit(Triggers.DeadlineMissed, Ruled).By(FiredBy.System).Does(DisputeEffects.RuledAgainstUs);

        table.State(PlatformReview, Stage.Investigate, Wait.Platform)
            .Permit(Triggers.PlatformAsks, EvidenceDue).Does(DisputeEffects.PlatformAsks)
            .Permit(Triggers.PlatformRules, Ruled).Does(DisputeEffects.PlatformRules)
            .Permit(Triggers.Settled, SharedWorkflow.Resolved).When(Guards.NoteGiven).Does(DisputeEffects.Settled);

        table.State(EvidenceDue, Stage.Investigate, Wait.Agent, DisputeEffects.AskedOf)
            .Timer(0, Triggers.DeadlineMissed, "at_zero.ruled_against_us", TimerStart.Deadline)
            .Permit(Triggers.GiveEvidence, PlatformReview).By(FiredBy.Owner | FiredBy.Import).When(DisputeEffects.EvidenceAttached).Does(DisputeEffects.Answer)
            .PermitDynamic(Triggers.DeadlineMissed, DisputeEffects.AfterMissedEvidence, Ruled, PlatformReview).By(FiredBy.System).Does(DisputeEffects.EvidenceMissed);
    }

    private static void Rule(TransitionTableBuilder table)
    {
        table.State(Ruled, Stage.Resolve, Wait.Agent)
            .Timer(0, Triggers.DeadlineMissed, "at_zero.ruling_stands", TimerStart.Deadline)
            .Permit(Triggers.AcceptRuling, ExecutingRuling).Does(DisputeEffects.AcceptRuling)
            .Permit(Triggers.Appeal, Appealing).When(DisputeEffects.NotAppealed, Guards.NoteGiven).Does(DisputeEffects.Appeal)
            .Permit(Triggers.DeadlineMissed, ExecutingRuling).By(FiredBy.System).Does(DisputeEffects.RulingStands);

        table.State(Appealing, Stage.Resolve, Wait.Agent)
            .Timer(0, Triggers.DeadlineMissed, "at_zero.ruling_stands", TimerStart.Deadline)
            .Permit(Triggers.AppealSent, PlatformReview).Does(DisputeEffects.Answer)
            .Permit(Triggers.DeadlineMissed, ExecutingRuling).By(FiredBy.System).Does(DisputeEffects.RulingStands);

        table.State(ExecutingRuling, Stage.Resolve, Wait.Finance)
            .Permit(Triggers.Executed, SharedWorkflow.Resolved).ByItself(DisputeEffects.NothingToDo).Does(DisputeEffects.Executed);
    }
}
