using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What the common triggers do to a case beside moving it.</summary>
internal static class SharedEffects
{
    private const int LongestRealReason = 2000;

    public static readonly Effect Classify = new(ApplyClassify)
    {
        Arguments = typeof(ClassifyArguments),
        Validate = ValidateClassify,
    };

    public static readonly Effect MarkDuplicate = new(ApplyDuplicate)
    {
        Arguments = typeof(DuplicateArguments),
        Validate = c => ((DuplicateArguments)c.Arguments!).OfCaseId == c.Case.Id ? c.Refuse(RefusalReason.SameCase) : null,
    };

    /// <summary>What does not rule itself, the sample among it, goes to a supervisor.</summary>
    public static void AskForRuling(FiringContext c, CaseChange change)
    {
        if (!SelfRuling.Applies(c))
        {
            change.Tell("notice.ruling_needed", Audience.Supervisors);
        }
    }

    public static readonly Effect Withdraw = new((c, change) =>
    {
        DisputeEffects.Thaw(c, change, 0);
        c.Case.Outcome = Outcome.Withdrawn;
        LeaveNothingOpen(c, change);
    });

    /// <summary>Whoever gave the case up: nothing is offered, claimed, promised or to be sent any more.</summary>
    public static void LeaveNothingOpen(FiringContext c, CaseChange change)
    {
        c.Case.PendingOwnerId = null;
        Parceling.CancelUnsent(c, change);
        Claims.GiveUp(c, change);
        Promising.CancelOpen(c, change, _ => true);
        MoneyMoves.WithdrawUnsent(c, change);
    }

    public static readonly Effect Assign = new((c, change) =>
    {
        var to = (AssignArguments)c.Arguments!;
        c.Case.OwnerId = to.OwnerId;
        c.Case.TeamId = to.TeamId ?? c.Case.TeamId;
        c.Case.PendingOwnerId = null;
        change.TransitionPayload = new { ownerId = to.OwnerId, teamId = to.TeamId, because = to.Because };
        change.Tell("notice.case_assigned", to.OwnerId);
    })
    {
        Arguments = typeof(AssignArguments),
        Validate = c => ((AssignArguments)c.Arguments!).OwnerId > 0
            ? null
            : c.Refuse(RefusalReason.InvalidArgument, ("name", "ownerId")),
    };

    public static readonly Effect Claim = new((c, _) =>
    {
        c.Case.OwnerId = c.Actor.AccountId;
        c.Case.PendingOwnerId = null;
    });

    /// <summary>The system does it alone, for an owner who is away: the event says who.</summary>
    public static readonly Effect ReturnToQueue = new((c, change) =>
    {
        if (c.Actor.Kind == ActorKind.System) change.TransitionPayload = new { absentId = c.Case.OwnerId };
        c.Case.OwnerId = null;
        c.Case.PendingOwnerId = null;
        change.Tell("notice.returned_to_queue", Audience.Supervisors);
    });

    /// <summary>The case gets another owner where it stands, whether the one before agrees or not.</summary>
    public static readonly Effect Reassign = new((c, change) =>
    {
        var (to, before) = ((AssignArguments)c.Arguments!, c.Case.OwnerId);
        (c.Case.OwnerId, c.Case.TeamId, c.Case.PendingOwnerId) = (to.OwnerId, to.TeamId ?? c.Case.TeamId, null);
        change.TransitionPayload = new { from = before, to = to.OwnerId, because = to.Because };
        change.Tell("notice.case_assigned", to.OwnerId);
        change.Tell("notice.case_taken", before);
    })
    {
        Arguments = typeof(AssignArguments),
        Validate = c => ((AssignArguments)c.Arguments!).OwnerId is var to && to <= 0
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "ownerId"))
            : to == c.Case.OwnerId ? c.Refuse(RefusalReason.SameOwner) : null,
    };

    public static readonly Effect HandOver = new((c, change) =>
    {
        var to = (HandOverArguments)c.Arguments!;
        c.Case.PendingOwnerId = to.ToAccountId;
        change.TransitionPayload = to;
        change.Tell("notice.hand_over_offered", to.ToAccountId);
    })
    {
        Arguments = typeof(HandOverArguments),
        Validate = c => ((HandOverArguments)c.Arguments!).ToAccountId is var to && to <= 0
            ? c.Refuse(RefusalReason.InvalidArgument, ("name", "toAccountId"))
            : to == c.Case.OwnerId ? c.Refuse(RefusalReason.SameOwner) : null,
    };

    public static readonly Effect AcceptHandOver = new((c, change) =>
    {
        var before = c.Case.OwnerId;
        c.Case.OwnerId = c.Case.PendingOwnerId;
        c.Case.PendingOwnerId = null;
        change.TransitionPayload = new { from = before, to = c.Case.OwnerId };
        change.Tell("notice.hand_over_accepted", before);
    });

    public static readonly Effect DeclineHandOver = new((c, change) =>
    {
        change.TransitionPayload = new { to = c.Case.PendingOwnerId };
        c.Case.PendingOwnerId = null;
        change.Tell("notice.hand_over_declined", c.Case.OwnerId);
    });

    public static readonly Effect Reopen = new((c, change) =>
    {
        var @case = c.Case;
        (@case.ResolvedAt, @case.ClosedAt, @case.Outcome) = (null, null, Outcome.None);
        // An approval or an appeal of the time before does not carry over.
        (@case.ApprovalFrom, @case.ProposalFrom, @case.AskedOf, @case.ProposedLimit) = (null, null, Wait.None, 0);
        @case.ReopenCount++;
        Rounds.Begin(c, change);
        @case.LastReopenedAt = c.At;
        if (@case.Liability == Liability.Nobody)
        {
            @case.Liability = Liability.Undecided;
        }

        change.Tell("notice.case_reopened", @case.OwnerId);
    });

    /// <summary>By a person the ruling is there already; by itself the table of causes rules that nobody is to blame.</summary>
    public static readonly Effect Rule = new((c, change) =>
    {
        if (c.ByItself)
        {
            Responsibility.RuleNobody(c, change);
        }
    })
    {
        Arguments = typeof(RuleArguments),
        ArgumentsOptional = true,
    };

    private static TransitionRefused? ValidateClassify(FiringContext c)
    {
        var a = (ClassifyArguments)c.Arguments!;
        if (!CaseMachines.Classifiable.Contains(a.Type))
        {
            return c.Refuse(RefusalReason.TypeNotAvailable, ("type", JsonText.CamelCase(a.Type.ToString())));
        }

        var wrong =
            !ComplaintCatalogue.Categories.Contains(a.Category) ? "category"
            : a.Cause is not null && !ComplaintCatalogue.Causes.Contains(a.Cause) ? "cause"
            : a.SubKind is { Length: > Case.LongestSubKind } || !SubKinds.Fit(a.Type, a.SubKind) ? "subKind"
            : a.RealReason is { Length: > LongestRealReason } ? "realReason"
            : !Enum.IsDefined(a.Grade) || a.Grade == Grade.Unset ? "grade"
            : !Enum.IsDefined(a.Priority) ? "priority"
            : null;
        return wrong is null ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
    }

    private static void ApplyClassify(FiringContext c, CaseChange change)
    {
        var (a, @case) = ((ClassifyArguments)c.Arguments!, c.Case);
        (@case.Type, @case.Category, @case.Cause, @case.SubKind) = (a.Type, a.Category, a.Cause, a.SubKind);
        (@case.Grade, @case.Priority) = (a.Grade, a.Priority);
        (@case.IsJustified, @case.IsDemandReasonable, @case.RealReason) = (a.Justified, a.DemandReasonable, a.RealReason);

        // whoever logged it owns it until here
        (@case.OwnerId, @case.PendingOwnerId) = (null, null);
        change.TransitionPayload = a;
        change.Tell("notice.case_to_assign", Audience.Supervisors);
    }

    private static void ApplyDuplicate(FiringContext c, CaseChange change)
    {
        var other = ((DuplicateArguments)c.Arguments!).OfCaseId;
        c.Case.DuplicateOfId = other;
        c.Case.Outcome = Outcome.Duplicate;
        c.Case.PendingOwnerId = null;
        var link = change.Add(new CaseLink
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            OtherCaseId = other,
            Kind = LinkKind.DuplicateOf,
            LinkedAt = c.At,
            LinkedById = c.Actor.AccountId,
        });
        change.TransitionPayload = new { ofCaseId = other };
        change.Also(EventKind.Linked, new { linkId = link.Id, otherCaseId = other, kind = link.Kind });
        Promising.CancelOpen(c, change, _ => true);
        MoneyMoves.WithdrawUnsent(c, change);
    }
}
