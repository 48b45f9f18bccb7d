using System.Text.Json;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the complaint's triggers do to a case beside moving it.</summary>
internal static class ComplaintEffects
{
    private const int LongestText = 2000;
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
        c.Case.IsJustified = false;
        SetProposal(c, ProposalKind.Unjustified, c.Note?.Trim(), 0m, null);
        if (c.Actor.IsSupervisor())
        {
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

    /// <summary>One level up, and again after another day as long as there is somebody above.</summary>
    public static readonly Effect DepartmentOverdue = new((c, change) =>
    {
        var from = c.Case.EscalationLevel;
        c.Case.EscalationLevel = Math.Min(from + 1, HighestLevel);
        c.Case.TimerDueAt = c.Case.EscalationLevel < HighestLevel
            ? c.At.AddSeconds(ComplaintWorkflow.DepartmentSeconds)
            : Case.Never;
        change.TransitionPayload = new { from, level = c.Case.EscalationLevel };
        change.Tell("notice.escalated", c.Case.EscalationLevel == 1 ? Audience.Supervisors : Audience.ShopLeads);
    });

    public static readonly Effect Approve = new(ApplyApprove);

    public static readonly Effect SendBack = new((c, change) =>
    {
        WithdrawProposed(c, change);
        change.Tell("notice.proposal_sent_back", c.Case.OwnerId, ("note", c.Note ?? ""));
    });

    /// <summary>What the solution granted and promised goes with it, as far as nothing was sent.</summary>
    public static readonly Effect Decline = new((c, change) =>
    {
        if (c.Actor.Kind == ActorKind.Buyer)
        {
            c.Case.LastContactAt = c.At;
        }

        Promising.CancelOpen(c, change, p => p.IsOfSolution);
        TellOwner(c, change, "notice.solution_declined");
    });

    public static readonly Effect Insist = new((c, change) => TellOwner(c, change, "notice.buyer_insists"));

    public static readonly Effect Fulfilled = new((c, change) =>
    {
        c.Case.Outcome = Outcome.Solved;
        if (SelfRuling.RuleFor(c.Case) is null)
        {
            change.Tell("notice.ruling_needed", Audience.Supervisors);
        }
    });

    public static readonly Effect EndUnjustified = new((c, _) =>
    {
        c.Case.Outcome = Outcome.Unjustified;
        c.Case.Liability = Liability.Nobody;
    });

    /// <summary>Within the limit of whoever proposed it, at the moment of proposing. Never the finding that a complaint is unjustified.</summary>
    public static bool WithinProposersLimit(FiringContext c) =>
        c.Case.ProposedKind == ProposalKind.Solution
        && c.Actor.AccountId is not null && c.Actor.AccountId == c.Case.ProposedById
        && c.Case.ProposedAmount <= c.Settings.LimitOf(c.Actor);

    private static TransitionRefused? ValidatePropose(FiringContext c)
    {
        var a = (ProposeArguments)c.Arguments!;
        if (a.Cause is null && c.Case.Cause is null)
        {
            return c.Refuse(RefusalReason.MissingArgument, ("name", "cause"));
        }

        var wrong =
            string.IsNullOrWhiteSpace(a.Solution) || a.Solution.Length > LongestText ? "solution"
            : a.Cause is not null && !ComplaintCatalogue.Causes.Contains(a.Cause) ? "cause"
            : !Enum.IsDefined(a.AmountKind) ? "amountKind"
            : !Enum.IsDefined(a.Purpose) ? "purpose"
            : !Enum.IsDefined(a.Tender) ? "tender"
            : a.Promises.Count > 20 || a.Promises.Any(IsWrong) ? "promises"
            : null;
        return wrong is null
            ? MoneyMoves.CheckAmount(c, a.Amount, "amount")
            : c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
    }

    private static bool IsWrong(PromiseTerms p) =>
        string.IsNullOrWhiteSpace(p.What) || p.What.Length > LongestText || p.WithinHours is < 1 or > 24 * 90
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

        if (a.Amount > c.Settings.LimitOf(c.Actor))
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
            change.Tell("notice.complaint_explained", Audience.Buyer);
            return;
        }

        var terms = StoredTerms.Read(c.Case.ProposedPromises);
        if (MoneyMoves.Proposed(c.File) is { } proposed)
        {
            var granted = MoneyMoves.Step(c, change, proposed, LedgerStep.Granted);
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

        change.Tell("notice.solution_offered", Audience.Buyer, ("solution", c.Case.ProposedSolution ?? ""));
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
