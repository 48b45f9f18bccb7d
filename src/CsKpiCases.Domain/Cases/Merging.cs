using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a duplicate leaves to the case that goes on (sla.md, rule 13): the earliest unanswered start.</summary>
public static class Merging
{
    internal const string SinceProperty = "unansweredSince";

    /// <summary>
    /// The event of the case that goes on; null where nothing changes on it: it has ended, its own buyer has waited as long, or
    /// somebody has answered on either case since. The two are one matter: an answer on one is an answer to both.
    /// </summary>
    /// <param name="source">The duplicate.</param>
    /// <param name="left">Its history.</param>
    /// <param name="target">The case that goes on.</param>
    /// <param name="kept">Its history.</param>
    /// <param name="actor">Who says that they are one.</param>
    /// <param name="at">UTC, whole seconds; happens no earlier than the target's last event.</param>
    /// <example>Logged 09:00 and never answered, merged into a case of 11:00 that waits still: unanswered since 09:00.</example>
    public static NewEvent? Of(Case source, IReadOnlyList<CaseEvent> left, Case target, IReadOnlyList<CaseEvent> kept, Actor actor, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var own = CaseSignals.TurnsOf(target, kept);
        if (!target.IsOpen || UnansweredSince([.. own, .. CaseSignals.TurnsOf(source, left)]) is not { } since || since >= UnansweredSince(own)) return null;
        return new NewEvent(EventKind.MergedIn, at > target.LastEventAt ? at : target.LastEventAt, actor)
        {
            ToState = target.State,
            Stage = target.Stage,
            WaitsOn = target.WaitsOn,
            OwnerId = target.OwnerId,
            Payload = JsonText.Write(new { caseId = source.Id, number = source.Number, unansweredSince = since }),
        };
    }

    private static DateTime? UnansweredSince(IEnumerable<(DateTime At, bool IsAnswer)> turns)
    {
        DateTime? since = null;
        // Of one instant the buyer's word comes first: an answer is to what was said.
        foreach (var (at, isAnswer) in turns.OrderBy(t => t.At).ThenBy(t => t.IsAnswer)) since = isAnswer ? null : since ?? at;
        return since;
    }
}
