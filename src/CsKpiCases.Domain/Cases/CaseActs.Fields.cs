using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    private const int HighestLevel = 2;

    private static CaseOutcome Change(FiringContext c, ChangeFields act)
    {
        var by = act.Grade is null ? FiredBy.Owner | FiredBy.AgentIfUnowned | FiredBy.Supervisor : FiredBy.Supervisor;
        var refusal = (c.Case.Stage == Stage.Closed ? c.Refuse(RefusalReason.NotOpen) : null) ?? Firing.Check(by, c) ?? CheckFields(c, act);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var changes = Differences(c.Case, act);
        if (changes.Count == 0)
        {
            return Refuse(c.Refuse(RefusalReason.NothingChanged));
        }

        foreach (var (_, _, _, write) in changes)
        {
            write();
        }

        Touch(c);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, EventKind.FieldsChanged, act.Note, changes.ToDictionary(d => d.Name, d => new { d.From, d.To }));
        return change.Accept();
    }

    private static TransitionRefused? CheckFields(FiringContext c, ChangeFields act)
    {
        var wrong =
            act.Subject is { } subject && (string.IsNullOrWhiteSpace(subject) || subject.Length > LongestSubject) ? "subject"
            : act.Description is { Length: > LongestDescription } ? "description"
            : act.Category is { } category && !ComplaintCatalogue.Categories.Contains(category) ? "category"
            : act.Cause is { } cause && !ComplaintCatalogue.Causes.Contains(cause) ? "cause"
            : act.SubKind is { Length: > Case.LongestSubKind } ? "subKind"
            : act.Tier is { Length: > Case.LongestTier } ? "tier"
            : act.RealReason is { Length: > 2000 } ? "realReason"
            : act.Priority is { } priority && !Enum.IsDefined(priority) ? "priority"
            : act.Grade is { } grade && (!Enum.IsDefined(grade) || grade == Grade.Unset) ? "grade"
            : null;
        return wrong is null ? null : c.Refuse(RefusalReason.InvalidArgument, ("name", wrong));
    }

    private static List<(string Name, object? From, object To, Action Write)> Differences(Case @case, ChangeFields act)
    {
        var changes = new List<(string, object?, object, Action)>();
        void Field<T>(string name, T? from, T? to, Action<T> write)
        {
            if (to is not null && !EqualityComparer<T>.Default.Equals(from, to))
            {
                changes.Add((name, from, to, () => write(to)));
            }
        }

        void Value<T>(string name, T? from, T? to, Action<T> write)
            where T : struct
        {
            if (to is { } value && !value.Equals(from))
            {
                changes.Add((name, from, value, () => write(value)));
            }
        }

        Field("subject", @case.Subject, act.Subject?.Trim(), v => @case.Subject = v);
        Field("description", @case.Description, act.Description, v => @case.Description = v);
        Field("category", @case.Category, act.Category, v => @case.Category = v);
        Field("cause", @case.Cause, act.Cause, v => @case.Cause = v);
        Field("subKind", @case.SubKind, act.SubKind, v => @case.SubKind = v);
        Field("tier", @case.Tier, act.Tier, v => @case.Tier = v);
        Field("realReason", @case.RealReason, act.RealReason, v => @case.RealReason = v);
        Value("priority", @case.Priority, act.Priority, v => @case.Priority = v);
        Value("grade", @case.Grade, act.Grade, v => @case.Grade = v);
        Value("isJustified", @case.IsJustified, act.IsJustified, v => @case.IsJustified = v);
        Value("isDemandReasonable", @case.IsDemandReasonable, act.IsDemandReasonable, v => @case.IsDemandReasonable = v);
        return changes;
    }

    private static CaseOutcome RaiseLevel(FiringContext c, Escalate act)
    {
        var refusal = CheckOpen(c)
            ?? (c.Actor.WorksOnCases() && c.Actor.Kind != ActorKind.Buyer ? null : c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor")))
            ?? (act.Level is < 1 or > HighestLevel ? c.Refuse(RefusalReason.InvalidArgument, ("name", "level"))
                : act.Level <= c.Case.EscalationLevel ? c.Refuse(RefusalReason.AlreadyEscalated)
                : null);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var from = c.Case.EscalationLevel;
        c.Case.EscalationLevel = act.Level;
        Touch(c);
        var change = new CaseChange(c.File, c.At);
        change.Record(c.Actor, EventKind.Escalated, act.Note, new { from, act.Level });
        change.Tell("notice.escalated", act.Level == 1 ? Audience.Supervisors : Audience.ShopLeads);
        return change.Accept();
    }

    private static CaseOutcome Link(FiringContext c, LinkCase act)
    {
        var refusal = !c.Actor.WorksOnCases() || c.Actor.Kind == ActorKind.Buyer ? c.Refuse(RefusalReason.RoleRequired, ("roles", "agent,supervisor"))
            : act.OtherCaseId == c.Case.Id ? c.Refuse(RefusalReason.SameCase)
            : act.Kind is not (LinkKind.FollowUpOf or LinkKind.Related) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "kind"))
            : null;
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var change = new CaseChange(c.File, c.At);
        var link = change.Add(new CaseLink
        {
            Id = c.File.NewId(),
            ShopId = c.Case.ShopId,
            CaseId = c.Case.Id,
            OtherCaseId = act.OtherCaseId,
            Kind = act.Kind,
            LinkedAt = c.At,
            LinkedById = c.Actor.AccountId,
        });
        Touch(c);
        change.Record(c.Actor, EventKind.Linked, act.Note, new { linkId = link.Id, act.OtherCaseId, act.Kind });
        return change.Accept();
    }
}
