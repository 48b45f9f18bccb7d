using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary><c>open-dispute</c>: what the platform gives us until.</summary>
/// <param name="ReplyUntil">UTC; null while the platform has not said.</param>
public sealed record OpenDisputeArguments(DateTime? ReplyUntil) : TriggerArguments;

/// <summary><c>platform-asks</c>: for evidence, of us or of the buyer alone.</summary>
/// <param name="Until">UTC; null where the platform names no instant.</param>
/// <param name="OfBuyer">Only the buyer has to give it.</param>
public sealed record PlatformAsksArguments(DateTime? Until, bool OfBuyer) : TriggerArguments;

/// <summary><c>platform-rules</c>.</summary>
/// <param name="Ruling">Who is liable: merchant, buyer, courier, shared or nobody.</param>
/// <param name="Amount">Yuan that the buyer gets.</param>
public sealed record PlatformRulesArguments(DisputeRuling Ruling, decimal Amount) : TriggerArguments
{
    /// <summary>UTC: until when it can be appealed against; null where the platform names no instant.</summary>
    public DateTime? AppealUntil { get; init; }
}

/// <summary><c>dispute-ended</c>, fired by the dispute on the case that it froze.</summary>
/// <param name="Ruling">How the platform ruled; None where it was settled without a ruling.</param>
/// <param name="Amount">Yuan that the buyer was paid by it.</param>
public sealed record DisputeEndedArguments(DisputeRuling Ruling, decimal Amount) : TriggerArguments;

/// <summary>What the triggers of a dispute do beside moving it, and what it does to the case that it grew from.</summary>
internal static class DisputeEffects
{
    private const string ReplyKey = "reply";
    private const string EvidenceKey = "evidence";
    private const string AppealKey = "appeal";

    public static readonly Guard EvidenceAttached = new(
        RefusalReason.EvidenceRequired, c => c.Case.AskedOf == Wait.Buyer || c.File.EvidenceHashes.Count > 0);

    public static readonly Guard NotAppealed = new(RefusalReason.AppealUsed, c => !c.Case.HasAppealed);

    /// <summary>Freezes the case: its clocks stand still, its state is kept, and the dispute opens beside it with the same owner.</summary>
    public static readonly Effect Open = new((c, change) =>
    {
        var a = c.Arguments as OpenDisputeArguments;
        var opened = change.Open(new OpenedCase(CaseType.Dispute, LinkKind.GrewFrom) { DeadlineAt = a?.ReplyUntil, DeadlineKey = ReplyKey });
        opened.Id = c.File.NewId();
        (c.Case.FrozenById, c.Case.TimerDueAt) = (opened.Id, Case.Never);
        change.TransitionPayload = new { disputeId = opened.Id, replyUntil = a?.ReplyUntil };
    })
    {
        Arguments = typeof(OpenDisputeArguments),
        ArgumentsOptional = true,
    };

    /// <summary>
    /// The dispute is over: what its ruling paid enters the ledger, and what we had granted ourselves and not sent is taken back,
    /// since it would be paid twice.
    /// </summary>
    public static readonly Effect Ended = new((c, change) =>
    {
        var a = (DisputeEndedArguments)c.Arguments!;
        var isFull = WouldBeFull(c.File, a.Amount);
        c.Case.FrozenById = null;
        change.TransitionPayload = a;
        if (a.Amount > 0)
        {
            WithdrawUnsent(c, change);
            var amount = Math.Min(a.Amount, c.File.Remaining);
            RulingMoney.Enter(c, change, amount);
        }

        if (isFull)
        {
            Approving.End(c, change, Outcome.Solved);
        }

        change.Also(EventKind.Thawed, new { a.Ruling, a.Amount });
        change.Tell("notice.dispute_ended", c.Case.OwnerId, ("amount", Guards.Yuan(a.Amount)));
    })
    {
        Arguments = typeof(DisputeEndedArguments),
    };

    public static string AfterDispute(FiringContext c, string firstInvestigate) =>
        c.Arguments is DisputeEndedArguments a && WouldBeFull(c.File, a.Amount) ? SharedWorkflow.Resolved : firstInvestigate;

    public static readonly Effect Answer = new((c, change) =>
    {
        Meet(c, change);
        c.Case.AskedOf = Wait.None;
    });

    public static readonly Effect PlatformAsks = new((c, change) =>
    {
        var a = (PlatformAsksArguments)c.Arguments!;
        c.Case.AskedOf = a.OfBuyer ? Wait.Buyer : Wait.Agent;
        change.TransitionPayload = a;
        Ask(c, change, EvidenceKey, a.Until);
        Approving.TellOwner(c, change, "notice.platform_asks");
    })
    {
        Arguments = typeof(PlatformAsksArguments),
    };

    public static readonly Effect PlatformRules = new((c, change) =>
    {
        var a = (PlatformRulesArguments)c.Arguments!;
        (c.Case.DisputeRuling, c.Case.DisputeAmount) = (a.Ruling, a.Amount);
        change.TransitionPayload = a;
        Ask(c, change, AppealKey, c.Case.HasAppealed ? null : a.AppealUntil);
        Approving.TellOwner(c, change, "notice.platform_ruled");
    })
    {
        Arguments = typeof(PlatformRulesArguments),
        Validate = c => CheckRuling(c, (PlatformRulesArguments)c.Arguments!),
    };

    /// <summary>A deadline of the platform's passed: that is a breach, and the ruling is against us; what it costs the platform says later.</summary>
    public static readonly Effect RuledAgainstUs = new((c, change) =>
    {
        Miss(c, change);
        (c.Case.DisputeRuling, c.Case.AskedOf) = (DisputeRuling.Merchant, Wait.None);
        c.Case.DisputeAmount = c.File.OrderPaidAmount is null ? 0 : c.File.Remaining;
        change.Tell("notice.dispute_deadline_missed", c.Case.OwnerId);
        change.Tell("notice.dispute_deadline_missed", Audience.Supervisors);
    });

    /// <summary>What the buyer alone had to give is no miss of ours: the platform goes on without it.</summary>
    public static readonly Effect EvidenceMissed = new((c, change) =>
    {
        if (AskedOf(c.File) == Wait.Buyer)
        {
            Withdraw(c, change);
            c.Case.AskedOf = Wait.None;
            return;
        }

        RuledAgainstUs.Apply(c, change);
    });

    public static readonly Effect RulingStands = new((c, change) =>
    {
        Miss(c, change);
        ToFinance(c, change);
    });

    public static readonly Effect AcceptRuling = new((c, change) =>
    {
        Withdraw(c, change);
        ToFinance(c, change);
    });

    /// <summary>Once: what the platform says after it stands.</summary>
    public static readonly Effect Appeal = new((c, _) => c.Case.HasAppealed = true);

    public static readonly Effect Executed = new((c, change) =>
    {
        change.TransitionPayload = c.Arguments;
        EndWith(c, change, c.Case.DisputeAmount, (c.Arguments as PaidArguments)?.Reference);
    })
    {
        Arguments = typeof(PaidArguments),
        ArgumentsOptional = true,
        Validate = c => c.Arguments is PaidArguments { Reference.Length: > LedgerEntry.LongestReference } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "reference")) : null,
    };

    /// <summary>Whatever was ruled before, it is not what ended it.</summary>
    public static readonly Effect Settled = new((c, change) =>
    {
        (c.Case.DisputeRuling, c.Case.DisputeAmount) = (DisputeRuling.None, 0);
        EndWith(c, change, 0, null);
    });

    public static bool NothingToDo(FiringContext c) => c.Case.DisputeAmount == 0;

    public static string AfterMissedEvidence(FiringContext c) => AskedOf(c.File) == Wait.Buyer ? DisputeWorkflow.PlatformReview : DisputeWorkflow.Ruled;

    public static Wait AskedOf(CaseFile file) => file.Case.AskedOf == Wait.Buyer ? Wait.Buyer : Wait.Agent;

    public static readonly Guard IsFrozen = new(RefusalReason.NothingChanged, c => c.Case.FrozenById is not null);

    /// <summary>The dispute has ended, however it did: the frozen case goes on. Once: a dispute that is reopened freezes nothing any more.</summary>
    public static void Thaw(FiringContext c, CaseChange change, decimal amount)
    {
        if (FrozenBy(c.Case) is { } frozen)
        {
            change.Follow(frozen, new FireTrigger(Triggers.DisputeEnded) { Arguments = new DisputeEndedArguments(c.Case.DisputeRuling, amount) });
        }
    }

    private static long? FrozenBy(Case dispute) => dispute is { Type: CaseType.Dispute, ReopenCount: 0 } ? dispute.GrewFromId : null;

    private static void EndWith(FiringContext c, CaseChange change, decimal amount, string? reference)
    {
        foreach (var missed in c.File.Deadlines.Where(d => d is { MissedAt: not null, MetAt: null, WithdrawnAt: null }).ToList())
        {
            missed.MetAt = c.At;
            change.Also(EventKind.DeadlineMet, new { missed.Key });
        }

        if (amount > 0 && FrozenBy(c.Case) is null)
        {
            var paid = Math.Min(amount, c.File.Remaining);
            if (paid > 0)
            {
                var entry = MoneyMoves.Begin(c, change, LedgerStep.Succeeded, paid, LedgerPurpose.Compensation, Tender.Cash, null);
                entry.Reference = reference;
            }
        }

        Thaw(c, change, amount);
        Approving.End(c, change, Outcome.Solved);
    }

    private static void ToFinance(FiringContext c, CaseChange change)
    {
        if (c.Case.DisputeAmount > 0)
        {
            change.Tell("notice.payment_due", Audience.Finance, ("amount", Guards.Yuan(c.Case.DisputeAmount)));
        }
    }

    private static IEnumerable<PlatformDeadline> StillOpen(CaseFile file) => file.Deadlines.Where(d => d.IsOpen);

    private static void Meet(FiringContext c, CaseChange change)
    {
        foreach (var deadline in StillOpen(c.File).ToList())
        {
            deadline.MetAt = c.At;
            change.Also(EventKind.DeadlineMet, new { deadline.Key });
        }
    }

    private static void Withdraw(FiringContext c, CaseChange change)
    {
        foreach (var deadline in StillOpen(c.File).ToList())
        {
            deadline.WithdrawnAt = c.At;
            change.Also(EventKind.DeadlineWithdrawn, new { deadline.Key });
        }
    }

    /// <summary>Its clock goes on until the dispute is over: a breach that nothing has mended.</summary>
    private static void Miss(FiringContext c, CaseChange change)
    {
        foreach (var deadline in StillOpen(c.File).Where(d => d.DueAt <= c.At).ToList())
        {
            deadline.MissedAt = c.At;
            change.Also(EventKind.DeadlineMissed, new { deadline.Key });
        }
    }

    private static void Ask(FiringContext c, CaseChange change, string key, DateTime? until)
    {
        Withdraw(c, change);
        if (until is { } due)
        {
            CaseActs.AddDeadline(c, change, key, due, "deadline." + key, "at_zero.deadline_" + key);
        }
    }

    /// <summary>Save the postage that the buyer laid out, which no ruling pays.</summary>
    private static void WithdrawUnsent(FiringContext c, CaseChange change)
    {
        foreach (var last in LedgerSums.LastSteps(c.File.Ledger).Where(e => Promising.IsUnsent(e.Step) && e.Purpose != LedgerPurpose.ReturnFreight).ToList())
        {
            MoneyMoves.Step(c, change, last, LedgerStep.Withdrawn);
            Promising.CancelOpen(c, change, p => p.PaymentId == last.PaymentId);
        }
    }

    /// <summary>After what is unsent has been taken back and the ruling paid, nothing of the order is left.</summary>
    private static bool WouldBeFull(CaseFile file, decimal amount)
    {
        var unsent = LedgerSums.LastSteps(file.Ledger).Where(e => e.Step is LedgerStep.Granted or LedgerStep.Failed);
        return file.OrderPaidAmount > 0 && amount >= file.Remaining + LedgerSums.Granted(unsent);
    }

    private static TransitionRefused? CheckRuling(FiringContext c, PlatformRulesArguments a) =>
        !Enum.IsDefined(a.Ruling) || a.Ruling == DisputeRuling.None ? c.Refuse(RefusalReason.InvalidArgument, ("name", "ruling"))
        : a.Amount < 0 || a.Amount != Math.Round(a.Amount, 2) || a.Amount > 1_000_000 ? c.Refuse(RefusalReason.InvalidArgument, ("name", "amount"))
        : c.File.OrderPaidAmount is { } paid && a.Amount > paid ? c.Refuse(RefusalReason.AmountAboveRemaining, ("amount", Guards.Yuan(a.Amount)), ("remaining", Guards.Yuan(paid)))
        : null;
}
