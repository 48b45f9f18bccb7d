using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>
    /// A platform's deadline is told by whoever works on cases, or by an import in the platform's name; also of a case that is
    /// resolved already, which the platform may not know.
    /// </summary>
    private static CaseOutcome Deadline(FiringContext c, CaseAct act)
    {
        if (!c.Actor.WorksOnCases() || c.Actor.Kind == ActorKind.Buyer)
        {
            return Refuse(c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor")));
        }

        return act switch
        {
            SetDeadline set => Set(c, set),
            MeetDeadline meet => End(c, meet.Key, deadline => deadline.MetAt = c.At, EventKind.DeadlineMet),
            WithdrawDeadline when !c.HasNote && c.Actor.Kind != ActorKind.Platform => Refuse(c.Refuse(RefusalReason.NoteRequired)),
            WithdrawDeadline withdraw => End(c, withdraw.Key, deadline => deadline.WithdrawnAt = c.At, EventKind.DeadlineWithdrawn),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.GetType().Name, "No such act."),
        };
    }

    private static CaseOutcome Set(FiringContext c, SetDeadline act)
    {
        var (due, key, open) = (Cut(act.DueAt), act.Key.Trim(), OpenDeadline(c, act.Key));
        var told = (due, act.What.Trim(), act.AtZero.Trim());
        if (CheckDeadline(c, act, due) is { } refusal)
        {
            return Refuse(refusal);
        }

        if (open is not null && (open.DueAt, open.What, open.AtZero) == told)
        {
            return Refuse(c.Refuse(RefusalReason.NothingChanged));
        }

        var change = new CaseChange(c.File, c.At);
        Touch(c);
        var before = open?.DueAt;
        var deadline = open ?? change.Add(new PlatformDeadline { Id = c.File.NewId(), ShopId = c.Case.ShopId, CaseId = c.Case.Id, Key = key, SetAt = c.At });
        (deadline.DueAt, deadline.What, deadline.AtZero) = told;
        if (open is null)
        {
            c.File.Deadlines.Add(deadline);
        }

        change.Record(c.Actor, EventKind.DeadlineSet, act.Note, new { deadline.Key, dueAt = due, deadline.What, deadline.AtZero, was = before });
        return change.Accept();
    }

    /// <summary>A deadline that a machine sets itself; its texts are keys of the interface.</summary>
    internal static void AddDeadline(FiringContext c, CaseChange change, string key, DateTime due, string what, string atZero)
    {
        var deadline = change.Add(new PlatformDeadline
        {
            Id = c.File.NewId(), ShopId = c.Case.ShopId, CaseId = c.Case.Id, Key = key, DueAt = Cut(due), What = what, AtZero = atZero, SetAt = c.At,
        });
        c.File.Deadlines.Add(deadline);
        change.Also(EventKind.DeadlineSet, new { deadline.Key, dueAt = deadline.DueAt, deadline.What, deadline.AtZero });
    }

    private static CaseOutcome End(FiringContext c, string key, Action<PlatformDeadline> end, string kind)
    {
        if (OpenDeadline(c, key) is not { } deadline)
        {
            return Refuse(c.Refuse(RefusalReason.UnknownDeadline));
        }

        var change = new CaseChange(c.File, c.At);
        Touch(c);
        end(deadline);
        change.Record(c.Actor, kind, c.Note, new { deadline.Key, deadline.What });
        return change.Accept();
    }

    private static PlatformDeadline? OpenDeadline(FiringContext c, string key) => c.File.Deadlines.Find(d => d.IsOpen && d.Key == key.Trim());

    private static TransitionRefused? CheckDeadline(FiringContext c, SetDeadline act, DateTime due)
    {
        var wrong =
            !IsText(act.Key, PlatformDeadline.LongestKey) ? "key"
            : !IsText(act.What, PlatformDeadline.LongestText) ? "what"
            : !IsText(act.AtZero, PlatformDeadline.LongestText) ? "atZero"
            : due < c.At - PlatformDeadline.Farthest || due > c.At + PlatformDeadline.Farthest ? "dueAt"
            : null;
        return wrong is not null ? c.Refuse(RefusalReason.InvalidArgument, ("name", wrong))
            : c.Case.Stage == Stage.Closed ? c.Refuse(RefusalReason.NotOpen)
            : null;
    }

    private static bool IsText(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= longest;
}
