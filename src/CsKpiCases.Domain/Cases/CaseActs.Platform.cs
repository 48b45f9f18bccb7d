using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private static CaseOutcome Follow(FiringContext c, FollowPlatform act)
    {
        var table = CaseMachines.For(c.Case.Type);
        var refusal =
            c.Actor.Kind is not (ActorKind.Import or ActorKind.Platform) ? c.Refuse(RefusalReason.RoleRequired, ("roles", "import"))
            : string.IsNullOrWhiteSpace(act.Word) || act.Word.Trim().Length > FollowPlatform.LongestWord ? c.Refuse(RefusalReason.InvalidArgument, ("name", "word"))
            : act.State is { } unknown && !table.HasState(unknown) ? c.Refuse(RefusalReason.UnknownState, ("state", unknown))
            : c.Case.PlatformWord == act.Word.Trim() && c.Case.PlatformState == act.State && !IsElsewhere(c.Case, act.State) ? c.Refuse(RefusalReason.NothingChanged)
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var word = act.Word.Trim();
        (c.Case.PlatformState, c.Case.PlatformWord, c.Case.PlatformSaidAt) = (act.State, word, c.At);
        var change = new CaseChange(c.File, c.At);
        if (IsElsewhere(c.Case, act.State))
        {
            MoveTo(c, change, act, act.State!);
        }
        else
        {
            change.Record(c.Actor, EventKind.PlatformSaid, c.Note, new { word, state = act.State });
        }

        return change.Accept();
    }

    /// <summary>The case can go where the platform says that it is, and is not there.</summary>
    private static bool IsElsewhere(Case @case, string? platformState) =>
        platformState is not null && !PlatformStandings.Agree(platformState, @case.State) && @case is { IsOpen: true, FrozenById: null };

    /// <summary>The platform outranks the machine: no guard is asked, and the event says so.</summary>
    private static void MoveTo(FiringContext c, CaseChange change, FollowPlatform act, string to)
    {
        var (from, word) = (c.Case.State, act.Word.Trim());
        Enter(c, to);
        if (c.Case.Stage == Stage.Penalize && c.Case.Outcome == Outcome.None)
        {
            c.Case.Outcome = Outcome.Solved;
        }
        else if (c.Case.Stage == Stage.Closed && c.Case.Outcome == Outcome.None)
        {
            c.Case.Outcome = Outcome.Withdrawn;
        }

        PlatformMoney.Follow(c, change, from, act.Amount);
        if (c.Case.Stage == Stage.Closed)
        {
            SharedEffects.LeaveNothingOpen(c, change);
        }
        else if (c.Case.Stage == Stage.Penalize)
        {
            SharedEffects.AskForRuling(c, change);
        }

        change.Record(c.Actor, EventKind.Transition, c.Note, new { platform = word, guardsBypassed = true }, Triggers.PlatformState, from);
        change.Flush(c.Actor);
        change.Tell("notice.platform_moved", c.Case.OwnerId, ("word", word));
        Cascade(c, change);
    }
}
