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
            : c.Case.PlatformWord == act.Word.Trim() && c.Case.PlatformState == act.State ? c.Refuse(RefusalReason.NothingChanged)
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var word = act.Word.Trim();
        (c.Case.PlatformState, c.Case.PlatformWord, c.Case.PlatformSaidAt) = (act.State, word, c.At);
        var change = new CaseChange(c.File, c.At);
        if (act.State is { } to && !PlatformStandings.Agree(to, c.Case.State) && c.Case is { IsOpen: true, FrozenById: null })
        {
            MoveTo(c, change, act, to);
        }
        else
        {
            change.Record(c.Actor, EventKind.PlatformSaid, c.Note, new { word, state = act.State });
        }

        return change.Accept();
    }

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

        FollowMoney(c, change, from, act.Amount);
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

    /// <summary>What the platform's state says of the money: it pays what was proposed, it has paid what was granted, its dispute is over.</summary>
    private static void FollowMoney(FiringContext c, CaseChange change, string from, decimal amount)
    {
        if (c.Case.State == ReturnWorkflow.Refunding)
        {
            ProposeTold(c, change, amount);
            c.Case.ProposedAmount = Claims.FitProposed(c, change);
            foreach (var proposed in LedgerSums.LastSteps(c.File.Ledger).Where(e => e.Step == LedgerStep.Proposed).ToList())
            {
                MoneyMoves.Step(c, change, proposed, LedgerStep.Granted);
            }

            GivenBack.Grant(c, change);
        }
        else if (c.Case.State == SharedWorkflow.Resolved && from is ReturnWorkflow.Refunding or ReturnWorkflow.RefundFailed)
        {
            MoneyMoves.StepOwed(c, change, LedgerStep.Succeeded, null);
        }
        else if (c.Case.State == SharedWorkflow.Resolved && amount > 0)
        {
            PaidElsewhere(c, change, amount);
        }

        if (!c.Case.IsOpen)
        {
            DisputeEffects.Thaw(c, change, from == DisputeWorkflow.ExecutingRuling ? c.Case.DisputeAmount : 0);
        }
    }

    /// <summary>Where nothing of ours was proposed, what the platform says that it pays is; no more than the order has left.</summary>
    private static void ProposeTold(FiringContext c, CaseChange change, decimal amount)
    {
        var told = Math.Min(amount, c.File.Remaining);
        if (told > 0 && !LedgerSums.LastSteps(c.File.Ledger).Any(e => e.Step is LedgerStep.Proposed or LedgerStep.Granted))
        {
            MoneyMoves.Begin(c, change, LedgerStep.Proposed, told, LedgerPurpose.Goods, Tender.Cash, OnlyLine(c.File));
        }
    }

    /// <summary>The platform has paid without our having granted it: what we had put forward and not sent would be paid twice.</summary>
    private static void PaidElsewhere(FiringContext c, CaseChange change, decimal amount)
    {
        MoneyMoves.WithdrawUnsent(c, change);
        var paid = Math.Min(amount - LedgerSums.Granted(c.File.Ledger), c.File.Remaining);
        if (paid <= 0)
        {
            return;
        }

        MoneyMoves.Begin(c, change, LedgerStep.Succeeded, paid, LedgerPurpose.Goods, Tender.Cash, OnlyLine(c.File));
        GivenBack.Settle(c, change);
        c.Case.ProposedAmount = paid;
    }

    private static long? OnlyLine(CaseFile file) => file.Order?.Lines is [var only] ? only.Id : null;
}
