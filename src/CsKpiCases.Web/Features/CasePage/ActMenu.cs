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

    // by what one would do first where several are allowed
    private static readonly string[] Natural =
    [
        Triggers.AcceptHandOver, Triggers.Classify, Triggers.Assign, Triggers.Claim, Triggers.Start, Triggers.Approve, Triggers.BuyerAnswered,
        Triggers.DepartmentAnswered, Triggers.Accept, Triggers.Rule, Triggers.Propose,
    ];

    private static readonly string[] LeadingOn =
    [
        Triggers.AskBuyer, Triggers.AskDepartment, Triggers.SendBack, Triggers.Decline, Triggers.Insist, Triggers.DeclineHandOver, Triggers.MarkDuplicate,
        Triggers.FindUnjustified, Triggers.Propose,
    ];

    /// <summary>Triggers that ask for nothing: the button does it.</summary>
    private static readonly HashSet<string> AtOnce = [Triggers.Start, Triggers.Claim, Triggers.AcceptHandOver];

    public static ActMenu Of(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!view.MayWork) return new ActMenu(null, [], [], [], []);
        var allowed = view.Permitted.Where(p => p.IsAllowed).ToList();
        // what he may only do for somebody else is not what comes first
        var own = allowed.Where(p => !p.NeedsNote || p.Trigger is Triggers.SendBack or Triggers.FindUnjustified).Select(p => p.Trigger).ToList();
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
