using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>What is done beside the case's way, in any state.</summary>
    private static CaseOutcome DecideBeside(FiringContext c, CaseAct act)
    {
        if (CheckBeside(c, act) is { } refusal)
        {
            return Refuse(refusal);
        }

        var change = new CaseChange(c.File, c.At);
        Touch(c);
        switch (act)
        {
            case LookAtFlag:
                var seen = c.File.FlaggedEvidence!;
                (seen.FlagSeenAt, seen.FlagSeenById, seen.FlagNote) = (c.At, c.Actor.AccountId, act.Note!.Trim());
                change.Record(c.Actor, EventKind.EvidenceSeen, act.Note, new { evidenceId = seen.Id, seen.FileName });
                break;
            case CopyRemark copy:
                change.Record(c.Actor, EventKind.RemarkCopied, act.Note, new { copy.Flag, text = copy.Text.Trim() });
                break;
            case TellTradeLapses lapses:
                change.Record(c.Actor, EventKind.TradeLapses, act.Note, new { lapsesAt = lapses.LapsesAt });
                TellOwnerOrSupervisors(c, change, "notice.trade_lapses");
                break;
        }

        return change.Accept();
    }

    private static void TellOwnerOrSupervisors(FiringContext c, CaseChange change, string key)
    {
        if (c.Case.OwnerId is { } owner)
        {
            change.Tell(key, owner);
        }
        else
        {
            change.Tell(key, Audience.Supervisors);
        }
    }

    private static TransitionRefused? CheckBeside(FiringContext c, CaseAct act) => act switch
    {
        TellTradeLapses => c.Actor.Kind != ActorKind.System ? c.Refuse(RefusalReason.SystemOnly) : c.Case.IsOpen ? null : c.Refuse(RefusalReason.NotOpen),
        _ when c.Actor.Kind != ActorKind.Person || !c.Actor.WorksOnCases() => c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor")),
        CopyRemark copy => !Enum.IsDefined(copy.Flag) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "flag")) : IsText(copy.Text, CopyRemark.LongestText) ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", "text")),
        _ when c.File.FlaggedEvidence is not { IsFlagged: true } => c.Refuse(RefusalReason.InvalidArgument, ("name", "evidenceId")),
        _ when !c.HasNote => c.Refuse(RefusalReason.NoteRequired),
        _ => IsText(act.Note!, Evidence.LongestFlagNote) ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", "note")),
    };
}
