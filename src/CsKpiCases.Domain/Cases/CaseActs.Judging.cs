using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>
    /// A supervisor excuses a miss or breach, or puts it on somebody else (sla.md, "Attribution"). Whoever has it himself leaves
    /// that to another. It is an event like any other: the stored clock follows from the history.
    /// </summary>
    private static CaseOutcome Judge(FiringContext c, JudgeClock act)
    {
        var clock = c.File.Clocks.Find(k => k.Clock == act.Clock && k.Run == act.Run);
        if ((Firing.Check(FiredBy.Supervisor, c) ?? CheckJudging(c, act, clock)) is { } refusal)
        {
            return Refuse(refusal);
        }

        var (before, after) = (clock!.AttributedToId, (act as ReattributeClock)?.OwnerId);
        Touch(c);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, KindOf(act), act.Note, ClockJudgements.Payload(act, clock));
        foreach (var agent in new[] { before, after }.OfType<long>().Distinct())
        {
            change.Tell(NoticeOf(act, clock), agent, ToldOf(c, act, clock));
        }

        return change.Accept();
    }

    private static TransitionRefused? CheckJudging(FiringContext c, JudgeClock act, CaseClock? clock)
    {
        if (clock is null)
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", "clock"));
        }

        var isExceeded = (clock.GoalMissedAt ?? clock.BreachedAt) is not null;
        return !isExceeded ? c.Refuse(RefusalReason.NotExceeded)
            : BlankText.Is(c.Note) ? c.Refuse(RefusalReason.NoteRequired)
            : clock.AttributedToId == c.Actor.AccountId ? c.Refuse(RefusalReason.OwnVerdict)
            : act switch
            {
                ExcuseClock when clock.ExcusedAt is not null => c.Refuse(RefusalReason.NothingChanged),
                RestoreClock restored when !IsThere(restored.Part, clock) => c.Refuse(RefusalReason.NothingChanged),
                ReattributeClock other => CheckParty(c, other, clock),
                _ => null,
            };
    }

    private static bool IsThere(RestoredPart part, CaseClock clock) => part switch
    {
        RestoredPart.Excuse => clock.ExcusedAt is not null,
        RestoredPart.Attribution => clock.ReattributedAt is not null,
        _ => (clock.ExcusedAt ?? clock.ReattributedAt) is not null,
    };

    private static TransitionRefused? CheckParty(FiringContext c, ReattributeClock act, CaseClock clock)
    {
        var isKnown = act.Party is >= AttributionParty.Agent and < AttributionParty.Outside && act.Party == AttributionParty.Agent == (act.OwnerId is not null);
        return !isKnown ? c.Refuse(RefusalReason.InvalidArgument, ("name", "party"))
            : (act.Party, act.OwnerId) == (clock.AttributedParty, clock.AttributedToId) ? c.Refuse(RefusalReason.NothingChanged)
            : null;
    }

    /// <summary>Which text says it. Whose a clock is again once a re-attribution is taken back follows from the history, and is not known here.</summary>
    private static string NoticeOf(JudgeClock act, CaseClock clock) => act switch
    {
        ExcuseClock => "notice.clock_excused",
        ReattributeClock => "notice.clock_reattributed",
        _ => IsAttributionTakenBack(act, clock) ? "notice.clock_restored" : "notice.clock_unexcused",
    };

    /// <summary>Why, which clock, whose it is now (an account as <c>owner</c>, else a <c>party</c>) and who decided it.</summary>
    private static (string Name, string Value)[] ToldOf(FiringContext c, JudgeClock act, CaseClock clock)
    {
        var told = new List<(string, string)> { ("note", c.Note ?? ""), ("clock", act.Clock) };
        var (party, owner) = act is ReattributeClock other ? (other.Party, other.OwnerId) : (clock.AttributedParty, clock.AttributedToId);
        if (!IsAttributionTakenBack(act, clock)) told.Add(owner is { } id ? ("owner", Text(id)) : ("party", JsonText.CamelCase(party.ToString())));
        if (c.Actor.AccountId is { } by) told.Add(("by", Text(by)));
        return [.. told];
    }

    private static bool IsAttributionTakenBack(JudgeClock act, CaseClock clock) =>
        act is RestoreClock { Part: not RestoredPart.Excuse } && clock.ReattributedAt is not null;

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string KindOf(JudgeClock act) => act switch
    {
        ExcuseClock => EventKind.BreachExcused,
        ReattributeClock => EventKind.BreachReattributed,
        _ => EventKind.BreachRestored,
    };
}
