using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What the page offers: one main button, a few beside it, the rest in the menu, and what cannot be done now.</summary>
/// <param name="Primary">The most natural next step; null when there is none for this reader.</param>
/// <param name="Beside">Other steps that lead on.</param>
/// <param name="More">Further triggers that are allowed.</param>
/// <param name="Refused">Triggers of this state that are not, each with its reason.</param>
/// <param name="Elsewhere">Triggers of other states.</param>
public sealed record ActMenu(
    string? Primary, IReadOnlyList<string> Beside, IReadOnlyList<string> More, IReadOnlyList<PermittedTrigger> Refused, IReadOnlyList<PermittedTrigger> Elsewhere)
{
    private const int MostBeside = 2;

    /// <summary>The acts that are no triggers, as far as they make sense on the case.</summary>
    public static IEnumerable<string> Plain(Case @case) => PlainActs.Menu
        .Where(act => (act != PlainActs.PlanVisit || CaseActs.MayBeVisited(@case)) && (act != PlainActs.Split || CaseActs.MayBeSplit(@case)) && (act != PlainActs.Gift || CaseActs.IsAboutGift(@case)))
        .Select(act => act == PlainActs.Hold && @case.HeldUntil is not null ? PlainActs.Release : act);

    // by what one would do first where several are allowed
    private static readonly string[] Natural =
    [
        Triggers.AcceptHandOver, Triggers.Classify, Triggers.Assign, Triggers.Claim, Triggers.Start, Triggers.Approve, Triggers.BuyerAnswered,
        Triggers.DepartmentAnswered, Triggers.Accept, Triggers.Rule, Triggers.ApproveReturn, Triggers.ApproveExchange, Triggers.AskWarehouse, Triggers.EvidenceIn,
        Triggers.Held, Triggers.Caught, Triggers.GiveTracking, Triggers.PickedUp, Triggers.SignedFor, Triggers.Passes, Triggers.AcceptGoods, Triggers.SentBack, Triggers.Paid,
        Triggers.RetryPayment, Triggers.DifferencePaid, Triggers.WaiveDifference, Triggers.FirstScan, Triggers.Confirm, Triggers.Received, Triggers.AskCourier, Triggers.Moving,
        Triggers.Delivered, Triggers.Reply, Triggers.GiveEvidence, Triggers.PlatformRules, Triggers.AcceptRuling, Triggers.AppealSent, Triggers.Executed, Triggers.Fixed,
        Triggers.BeginVisit, Triggers.Answered, Triggers.BuyerEdits, Triggers.Propose,
    ];

    private static readonly string[] LeadingOn =
    [
        Triggers.AskBuyer, Triggers.AskDepartment, Triggers.SendBack, Triggers.Decline, Triggers.Insist, Triggers.DeclineHandOver, Triggers.MarkDuplicate,
        Triggers.FindUnjustified, Triggers.RefundOnly, Triggers.HoldShipment, Triggers.Differs, Triggers.AlreadyShipped, Triggers.RefusedAtDoor, Triggers.BookPickup, Triggers.Scanned,
        Triggers.OfferPartial, Triggers.RefuseGoods, Triggers.PaymentFailed, Triggers.PaidOffline, Triggers.RefundInstead, Triggers.NoStock, Triggers.Disprove, Triggers.StillWrong,
        Triggers.Stuck, Triggers.PlatformAsks, Triggers.Appeal, Triggers.ReplyPublicly, Triggers.LeadsToCase, Triggers.Lost, Triggers.AskEvidence, Triggers.Reject, Triggers.Propose,
    ];

    /// <summary>Triggers that want a note from everybody: not a sign of acting for somebody else.</summary>
    private static readonly HashSet<string> NotesOfTheirOwn =
    [
        Triggers.SendBack, Triggers.FindUnjustified, Triggers.AskEvidence, Triggers.Reject, Triggers.RefuseGoods, Triggers.StillWrong, Triggers.Reply, Triggers.Settled, Triggers.Appeal,
        Triggers.Disprove, Triggers.ReplyPublicly, Triggers.ReportReview,
    ];

    /// <summary>Triggers that ask for nothing: the button does it.</summary>
    private static readonly HashSet<string> AtOnce = [Triggers.Start, Triggers.Claim, Triggers.AcceptHandOver, Triggers.BeginVisit];

    public static ActMenu Of(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!view.MayWork) return new ActMenu(null, [], [], [], []);
        var allowed = view.Permitted.Where(p => p.IsAllowed).ToList();
        // what he may only do for somebody else is not what comes first
        var own = allowed.Where(p => !p.NeedsNote || NotesOfTheirOwn.Contains(p.Trigger)).Select(p => p.Trigger).ToList();
        var primary = Array.Find(Natural, own.Contains);
        var beside = LeadingOn.Where(t => t != primary && own.Contains(t)).Take(MostBeside).ToList();
        return new ActMenu(
            primary, beside,
            [.. allowed.Select(p => p.Trigger).Where(t => t != primary && !beside.Contains(t))],
            [.. view.Permitted.Where(p => p is { IsAllowed: false, IsOfThisState: true })],
            [.. view.Permitted.Where(p => p is { IsAllowed: false, IsOfThisState: false })]);
    }

    /// <summary>The oldest open promise, where it is the reader's to keep: then keeping it is what comes next.</summary>
    public static Promise? PromiseToKeep(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var promise = view.File.OldestOpenPromise;
        if (promise is null || !view.MayWork) return null;
        var context = new FiringContext(view.File, view.Reader.ActorIn(view.Shop.Id), view.Now, new WorkflowSettings(), PlainActs.KeepPromise);
        return Firing.Check(Firing.DefaultFor(promise.OwedBy), context) is null ? promise : null;
    }

    public static bool DoesAtOnce(CaseView view, string trigger)
    {
        ArgumentNullException.ThrowIfNull(view);
        return AtOnce.Contains(trigger) && view.Find(trigger) is { NeedsNote: false };
    }
}
