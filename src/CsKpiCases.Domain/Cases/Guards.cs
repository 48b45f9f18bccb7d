using System.Globalization;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The conditions that transitions name. Each says its reason code.</summary>
internal static class Guards
{
    public static readonly Guard NoteGiven = new(RefusalReason.NoteRequired, c => c.HasNote);

    /// <summary>Refusing without contact is a grade C complaint by JD's rule: the guard stops it, the override is logged.</summary>
    public static readonly Guard BuyerContacted = new(RefusalReason.ContactRequired, c => c.Case.LastContactAt is not null)
    {
        IsOverridable = true,
    };

    /// <summary>Cancelling without the buyer's consent is one too: who cancels for him has spoken with him.</summary>
    public static readonly Guard BuyerConsents = new(RefusalReason.ContactRequired, c => c.Actor.Kind != ActorKind.Person || c.Case.LastContactAt is not null)
    {
        IsOverridable = true,
    };

    /// <summary>Service complaints: the chat record is attached first.</summary>
    public static readonly Guard ChatRecordAttached = new(
        RefusalReason.ChatRecordRequired,
        c => c.Case.Category != ComplaintCatalogue.Service || c.File.EvidenceHashes.Count > 0);

    /// <summary>Trade snapshot and split parcels come before anything is sent or paid for a missing gift.</summary>
    public static readonly Guard GiftChecked = new(RefusalReason.GiftUnchecked, c => c.Case.Cause != ComplaintCatalogue.MissingGift || c.Case.GiftFinding != GiftFinding.None);

    public static readonly Guard NotTheProposer = new(
        RefusalReason.ProposerMayNotDecide,
        c => c.ByItself || c.Case.ProposedById is null || c.Case.ProposedById != c.Actor.AccountId);

    public static readonly Guard WithinApproversLimit = new(
        RefusalReason.AboveLimit, c => c.ByItself || c.Case.ProposedAmount <= c.Settings.LimitOf(c.Actor))
    {
        Arguments = c => [("amount", Yuan(c.Case.ProposedAmount)), ("limit", Yuan(c.Settings.LimitOf(c.Actor)))],
    };

    /// <summary>Another case may have granted the order's money in the meantime.</summary>
    public static readonly Guard AmountRemains = new(
        RefusalReason.AmountAboveRemaining, c => c.Case.ProposedAmount <= c.File.Remaining)
    {
        Arguments = c => [("amount", Yuan(c.Case.ProposedAmount)), ("remaining", Yuan(c.File.Remaining))],
    };

    /// <summary>Once goods or money have moved a supervisor settles it before the case is withdrawn, or taken for a duplicate.</summary>
    public static readonly Guard SettledBeforeWithdrawing = new(
        RefusalReason.SettleFirst, c => c.Actor.IsSupervisor() || (!LedgerSums.HasMoved(c.File.Ledger) && !c.File.Goods.Exists(Claims.HasMoved)));

    /// <summary>Once money has left us a case stays what it is.</summary>
    public static readonly Guard MoneyNotSent = new(RefusalReason.MoneySent, c => !LedgerSums.HasMoved(c.File.Ledger));

    public static readonly Guard PromisesKept = new(RefusalReason.PromisesOpen, c => !c.File.Promises.Exists(p => p.IsOpen));
    public static readonly Guard LinkedCasesResolved = new(RefusalReason.LinkedCasesOpen, c => c.File.OpenLinkedCases == 0);
    public static readonly Guard HandOverPending = new(RefusalReason.NoHandOverPending, c => c.Case.PendingOwnerId is not null);
    public static readonly Guard NoHandOverPending = new(RefusalReason.HandOverPending, c => c.Case.PendingOwnerId is null);

    public static readonly Guard Reopenable = new(
        RefusalReason.NotReopenable,
        c => c.Case.Outcome is not (Outcome.Duplicate or Outcome.Withdrawn) && EndedAt(c.Case) is not null);

    public static readonly Guard ReopenedInTime = new(
        RefusalReason.ReopenTooLate,
        c => EndedAt(c.Case) is { } ended && c.Now <= ended.AddSeconds(c.Settings.ReopenWithinSeconds));

    /// <summary>A person has ruled who caused it, or rules with the trigger (its arguments), or the table rules by itself.</summary>
    public static readonly Guard Ruled = new(RefusalReason.RulingRequired, c => c.ByItself || c.IsPreview || c.File.HasCauseRuling);

    /// <summary>Whom the case would go to is fit for it. Where nobody has asked (a preview, imported history) nothing is known against him.</summary>
    public static IReadOnlyList<Guard> FitForIt { get; } =
    [
        Fit(RefusalReason.LacksSkill), Fit(RefusalReason.OnLeave), Fit(RefusalReason.NotOnShift), Fit(RefusalReason.AtWorkLimit) with
        {
            Arguments = c => [("load", (c.File.Assignee?.Load.Points ?? 0).ToString("0.##", CultureInfo.InvariantCulture)), ("limit", (c.File.Assignee?.Limit ?? 0).ToString(CultureInfo.InvariantCulture))],
        },
    ];

    /// <summary>The same, where a supervisor may go over it with a reason.</summary>
    public static Guard[] ShouldFit { get; } = [.. FitForIt.Select(guard => guard with { IsOverridable = true })];

    private static Guard Fit(string reason) =>
        new(reason, c => c.File.Assignee?.Hindrances(c.Case.Type, c.Case.Category).Contains(reason) != true);

    internal static string Yuan(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static DateTime? EndedAt(Case @case) => @case.ResolvedAt ?? @case.ClosedAt;
}
