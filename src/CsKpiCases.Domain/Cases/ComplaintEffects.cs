using System.Text.Json;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the complaint's triggers do to a case beside moving it.</summary>
internal static class ComplaintEffects
{
    private const int HighestLevel = 2;

    /// <summary>Asking is itself a contact, though not yet one that reached him.</summary>
    public static readonly Effect AskBuyer = new((c, change) =>
    {
        var channel = (c.Arguments as AskBuyerArguments)?.Channel ?? Channel.PlatformChat;
        change.TransitionPayload = new { channel };
        change.Also(EventKind.Contact, new { channel, reached = false });
        change.Tell("notice.buyer_asked", Audience.Buyer, ("question", c.Note ?? ""));
    })
    {
        Arguments = typeof(AskBuyerArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is AskBuyerArguments { Channel: Channel.Unknown or Channel.Import or > Channel.BuyerPage }
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "channel"))
            : null,
    };

    public static readonly Effect AskDepartment = new((c, change) =>
    {
        var department = (c.Arguments as AskDepartmentArguments)?.Department ?? "";
        change.TransitionPayload = new { department };
        change.Tell("notice.department_asked", Audience.Department, ("department", department), ("question", c.Note ?? ""));
    })
    {
        Arguments = typeof(AskDepartmentArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is AskDepartmentArguments { Department.Length: > 200 }
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "department"))
            : null,
    };

    public static readonly Effect Propose = new(ApplyPropose) { Arguments = typeof(ProposeArguments), Validate = ValidatePropose };

    public static readonly Effect FindUnjustified = new((c, change) =>
    {
        SetProposal(c, ProposalKind.Unjustified, c.Note?.Trim(), 0m, null);
        if (c.Actor.IsSupervisor())
        {
            c.Case.IsJustified = false;
            change.Tell("notice.complaint_explained", Audience.Buyer);
        }
        else
        {
            change.Tell("notice.approval_needed", Audience.Supervisors, ("amount", Guards.Yuan(0m)));
        }
    });

    /// <summary>He answered: so he was reached.</summary>
    public static readonly Effect BuyerAnswered = new((c, change) =>
    {
        c.Case.LastContactAt = c.At;
        change.Also(EventKind.BuyerMessage, new { channel = c.Actor.Kind == ActorKind.Buyer ? Channel.BuyerPage : Channel.PlatformChat });
        TellOwner(c, change, "notice.buyer_answered");
    });

    public static readonly Effect Lapsed = new((c, change) => TellOwner(c, change, "notice.buyer_did_not_answer"));

    /// <summary>One level up, as long as there is somebody above.</summary>
    public static readonly Effect DepartmentOverdue = new((c, change) =>
    {
        var from = c.Case.EscalationLevel;
        c.Case.EscalationLevel = Math.Min(from + 1, HighestLevel);
        change.TransitionPayload = new { from, level = c.Case.EscalationLevel };
        change.Tell("notice.escalated", c.Case.EscalationLevel == 1 ? Audience.Supervisors : Audience.ShopLeads);
    });

    public static readonly Effect Approve = new(ApplyApprove);

    public static readonly Effect Accept = new(ApplyAccept);

    public static readonly Effect SendBack = new((c, change) =>
    {
        WithdrawProposed(c, change);
        change.Tell("notice.proposal_sent_back", c.Case.OwnerId, ("note", c.Note ?? ""));
    });

    /// <summary>What the solution granted goes with it.</summary>
    public static readonly Effect Decline = new((c, change) =>
    {
        if (c.Actor.Kind == ActorKind.Buyer)
        {
            c.Case.LastContactAt = c.At;
        }

        foreach (var granted in MoneyMoves.Unpromised(c.File))
        {
            MoneyMoves.Step(c, change, granted, LedgerStep.Withdrawn);
        }

        TellOwner(c, change, "notice.solution_declined");
    });

    /// <summary>It is looked into again: whether it is justified is open once more.</summary>
    public static readonly Effect Insist = new((c, change) =>
    {
        c.Case.IsJustified = null;
        TellOwner(c, change, "notice.buyer_insists");
    });

    public static readonly Effect Fulfilled = new((c, change) =>
    {
        c.Case.Outcome = Outcome.Solved;
        SharedEffects.AskForRuling(c, change);
    });

    public static readonly Effect EndUnjustified = new((c, change) =>
    {
        c.Case.Outcome = Outcome.Unjustified;
        c.Case.Liability = c.File.Rulings.Count == 0 ? Liability.Nobody : Responsibility.LiabilityOf(c.File);
        SharedEffects.AskForRuling(c, change);
    });

    /// <summary>Within the limit of whoever proposed it, at the moment of proposing. Never the finding that a complaint is unjustified.</summary>
    public static bool WithinProposersLimit(FiringContext c) =>
        c.Case.ProposedKind == ProposalKind.Solution
        && c.Actor.AccountId is not null && c.Actor.AccountId == c.Case.ProposedById
        && IsWithin(c, c.Case.ProposedAmount);

    /// <summary>With what he granted on the case alone before.</summary>
    private static bool IsWithin(FiringContext c, decimal amount) =>
        amount == 0 || amount + LedgerSums.GrantedAlone(c.File.Ledger, c.Actor.AccountId) <= c.Settings.LimitOf(c.Actor);

    private static TransitionRefused? ValidatePropose(FiringContext c)
    {
        var a = (ProposeArguments)c.Arguments!;
        if (a.Cause is null && c.Case.Cause is null)
        {
            return c.Refuse(RefusalReason.MissingArgument, ("name", "cause"));
        }

        var wrong =
            string.IsNullOrWhiteSpace(a.Solution) || a.Solution.Length > Promise.LongestWhat ? "solution"
            : a.Cause is not null && !ComplaintCatalogue.Causes.Contains(a.Cause) ? "cause"
            : !Enum.IsDefined(a.AmountKind) ? "amountKind"
            : !MoneyMoves.Offered.Contains(a.Purpose) ? "purpose"
            : !MoneyMoves.MayOffer(a.Purpose, a.Tender) ? "tender"
            : a.Promises.Count > 20 || a.Promises.Any(IsWrong) ? "promises"
            : null;
        return wrong is null
            ? MoneyMoves.CheckAmount(c, a.Amount, "amount") ?? MoneyMoves.CheckLine(c, a.Amount, a.OrderLineId)
            : c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
    }

    private static bool IsWrong(PromiseTerms? p) =>
        p is null || string.IsNullOrWhiteSpace(p.What) || p.What.Length > Promise.LongestWhat || p.WithinHours is < 1 or > 24 * 90
        || !Enum.IsDefined(p.Kind) || !Enum.IsDefined(p.OwedBy) || p.OwedBy is Wait.None or Wait.Buyer;

    private static void ApplyPropose(FiringContext c, CaseChange change)
    {
        var a = (ProposeArguments)c.Arguments!;
        c.Case.Cause = a.Cause ?? c.Case.Cause;
        SetProposal(c, ProposalKind.Solution, a.Solution.Trim(), a.Amount, StoredTerms.Of(a));
        change.TransitionPayload = a;
        if (a.Amount > 0)
        {
            MoneyMoves.Begin(c, change, LedgerStep.Proposed, a.Amount, a.Purpose, a.Tender, a.OrderLineId);
        }

        if (!IsWithin(c, a.Amount))
        {
            var above = a.Amount > c.Settings.SupervisorLimit;
            change.Tell("notice.approval_needed", above ? Audience.GeneralManagers : Audience.Supervisors, ("amount", Guards.Yuan(a.Amount)));
        }
    }

    private static void SetProposal(FiringContext c, ProposalKind kind, string? text, decimal amount, StoredTerms? terms)
    {
        c.Case.ProposedKind = kind;
        c.Case.ProposedSolution = text;
        c.Case.ProposedAmount = amount;
        c.Case.ProposedById = c.Actor.AccountId;
        c.Case.ProposedPromises = JsonText.Write(terms);
    }

    private static void ApplyApprove(FiringContext c, CaseChange change)
    {
        if (c.Case.ProposedKind == ProposalKind.Unjustified)
        {
            c.Case.IsJustified = false;
            change.Tell("notice.complaint_explained", Audience.Buyer);
            return;
        }

        if (MoneyMoves.Proposed(c.File) is { } proposed)
        {
            MoneyMoves.Step(c, change, proposed, LedgerStep.Granted);
        }

        change.Tell("notice.solution_offered", Audience.Buyer, ("solution", c.Case.ProposedSolution ?? ""));
    }

    /// <summary>The buyer agreed, or said nothing: from now on what was offered is owed.</summary>
    private static void ApplyAccept(FiringContext c, CaseChange change)
    {
        if (c.Actor.Kind == ActorKind.Buyer)
        {
            c.Case.LastContactAt = c.At;
        }

        var terms = StoredTerms.Read(c.Case.ProposedPromises);
        foreach (var granted in MoneyMoves.Unpromised(c.File))
        {
            Promising.Make(c, change, new Promise
            {
                Kind = terms.AmountKind,
                What = c.Case.ProposedSolution ?? "",
                Amount = granted.Amount,
                OwedBy = Wait.Finance,
                DueAt = c.At.AddSeconds(c.Settings.PaymentWithinSeconds),
                PaymentId = granted.PaymentId,
                IsOfSolution = true,
            });
        }

        foreach (var p in terms.Promises)
        {
            Promising.Make(c, change, new Promise
            {
                Kind = p.Kind, What = p.What.Trim(), OwedBy = p.OwedBy, DueAt = c.At.AddHours(p.WithinHours), IsOfSolution = true,
            });
        }
    }

    private static void WithdrawProposed(FiringContext c, CaseChange change)
    {
        if (MoneyMoves.Proposed(c.File) is { } proposed)
        {
            MoneyMoves.Step(c, change, proposed, LedgerStep.Withdrawn);
        }
    }

    private static void TellOwner(FiringContext c, CaseChange change, string key)
    {
        if (c.Actor.AccountId is null || c.Actor.AccountId != c.Case.OwnerId)
        {
            change.Tell(key, c.Case.OwnerId);
        }
    }

    /// <summary>What of a proposal waits for its approval in <see cref="Case.ProposedPromises"/>.</summary>
    internal sealed record StoredTerms(PromiseKind AmountKind, IReadOnlyList<PromiseTerms> Promises)
    {
        private static readonly StoredTerms None = new(PromiseKind.Refund, []);

        public static StoredTerms Of(ProposeArguments a) => new(a.AmountKind, a.Promises);

        public static StoredTerms Read(string? text) =>
            text is null ? None : JsonSerializer.Deserialize<StoredTerms>(text, JsonText.Options) ?? None;
    }
}
