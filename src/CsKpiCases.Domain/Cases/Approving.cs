using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What waits for an approval, and what passes it by itself: within what its proposer could grant alone when he proposed it
/// (workflow.md, "Who may fire").
/// </summary>
internal static class Approving
{
    /// <summary>Keeps what is put forward, by whom, and how far his own limit reaches. The words of an offer before it are gone with that.</summary>
    public static void Put(FiringContext c, ProposalKind kind, string? words, decimal amount)
    {
        var @case = c.Case;
        (@case.ProposedKind, @case.ProposedSolution, @case.ProposedAmount) = (kind, words, amount);
        (@case.ProposedById, @case.ProposedPromises) = (c.Actor.AccountId, null);
        @case.ProposedLimit = Math.Max(0m, c.Settings.LimitOf(c.Actor) - LedgerSums.GrantedAlone(c.File.Ledger, c.Actor.AccountId));
    }

    /// <summary>The case goes to the approval from where it stands.</summary>
    public static void Ask(FiringContext c, CaseChange change)
    {
        // What the buyer has accepted goes back to whoever proposed it.
        c.Case.ApprovalFrom = c.Case.State == ReturnedGoods.Proposed ? c.Case.ProposalFrom : c.Case.State;
        if (c.Case.Type == CaseType.Return)
        {
            c.Case.ProposedAmount = Claims.FitProposed(c, change);
        }

        if (!WithinProposersLimit(c))
        {
            var above = c.Case.ProposedAmount > c.Settings.SupervisorLimit;
            change.Tell("notice.approval_needed", above ? Audience.GeneralManagers : Audience.Supervisors, ("amount", Guards.Yuan(c.Case.ProposedAmount)));
        }
    }

    public static bool WithinProposersLimit(FiringContext c) =>
        c.Case.ProposedKind is ProposalKind.Return or ProposalKind.Refund or ProposalKind.Reshipment
        && (c.Case.ProposedAmount == 0 || c.Case.ProposedAmount <= c.Case.ProposedLimit);

    public static string CameFrom(FiringContext c) => c.Case.ApprovalFrom ?? ReturnedGoods.Deciding;

    public static readonly Effect SendBack = new((c, change) =>
    {
        c.Case.ApprovalFrom = null;
        // Nobody's own limit carries it any more: it is put forward anew.
        c.Case.ProposedLimit = 0;
        change.Tell("notice.proposal_sent_back", c.Case.OwnerId, ("note", c.Note ?? ""));
    });

    /// <summary>Tells the case's owner what somebody else did.</summary>
    public static void TellOwner(FiringContext c, CaseChange change, string key)
    {
        if (c.Actor.AccountId is null || c.Actor.AccountId != c.Case.OwnerId)
        {
            change.Tell(key, c.Case.OwnerId);
        }
    }

    /// <summary>The case is resolved, with its outcome; what does not rule itself goes to a supervisor.</summary>
    public static void End(FiringContext c, CaseChange change, Outcome outcome)
    {
        c.Case.Outcome = outcome;
        (c.Case.ApprovalFrom, c.Case.ProposalFrom) = (null, null);
        Claims.WithdrawProposed(c, change);
        SharedEffects.AskForRuling(c, change);
    }
}
