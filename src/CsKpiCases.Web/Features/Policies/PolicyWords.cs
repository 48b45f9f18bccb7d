using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>Policies and what changed in them, in the reader's words.</summary>
public static class PolicyWords
{
    /// <summary>A clock's targets in short: Resolution: goal 4 h, limit 8 h.</summary>
    public static string TargetLine(this Texts texts, Target target)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(target);
        var goal = target.Goal is { } g ? texts["policies.goal-of", texts.SlaDuration(g.ToString())] : null;
        var limit = target.Limit is { } l ? texts["policies.limit-of", texts.SlaDuration(l.ToString())] : null;
        return texts["policies.target", texts.Named("clock.", target.Clock), string.Join(texts["list.comma"], new[] { goal, limit }.OfType<string>())];
    }

    /// <summary>What differs: its place.</summary>
    public static string Subject(this Texts texts, PolicyChange change)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(change);
        var part = texts.Code("policies.part.", change.Part.ToString());
        return change.Part switch
        {
            PolicyPart.Match => texts.MatchField(change.Subject!),
            PolicyPart.Added or PolicyPart.Removed => texts.Named("clock.", change.Subject),
            _ when change.Subject is { } clock => texts["policies.part-of", texts.Named("clock.", clock), part],
            _ => part,
        };
    }

    /// <summary>One side of a difference; what stands for nothing depends on what is missing.</summary>
    public static string Value(this Texts texts, PolicyChange change, string? value)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(change);
        if (value is null) return texts[change.Part == PolicyPart.Match ? "match.any" : "policies.nothing"];
        return change.Part switch
        {
            PolicyPart.Enabled => texts[value == "true" ? "policies.enabled" : "policies.disabled"],
            PolicyPart.Match => Listed(texts, value, item => texts.MatchValue(change.Subject!, item)),
            PolicyPart.Goal or PolicyPart.Limit => texts.SlaDuration(value),
            PolicyPart.PauseWhile => Listed(texts, value, item => texts.Named("waits.", item)),
            PolicyPart.PauseIn => Listed(texts, value, texts.State),
            PolicyPart.Calendar => texts.CalendarName(value),
            PolicyPart.WarnAt => Listed(texts, value, item => texts.Warning(item)),
            _ => value,
        };
    }

    /// <summary>The whole difference as one sentence.</summary>
    public static string Sentence(this Texts texts, PolicyChange change)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(change);
        var subject = texts.Subject(change);
        return change.Part switch
        {
            PolicyPart.Added => texts["policies.change.added", subject],
            PolicyPart.Removed => texts["policies.change.removed", subject],
            PolicyPart.CalendarVersion => texts["policies.change.calendar-version", subject, texts.CalendarName(change.After!)],
            _ => texts["policies.change", subject, texts.Value(change, change.Before), texts.Value(change, change.After)],
        };
    }

    /// <summary>The waits during which a target stands still.</summary>
    public static string Pauses(this Texts texts, Target target)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(target);
        var waits = target.PauseWhile.Members().Select(wait => texts.Named("waits.", WaitNames.Of(wait))).Concat(target.PauseIn.Select(texts.State)).ToList();
        return waits.Count == 0 ? texts["policies.never"] : string.Join(texts["list.comma"], waits);
    }

    /// <summary><c>goal 75%</c>, <c>limit PT2H</c> in words.</summary>
    public static string Warning(this Texts texts, string item)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(item);
        if (item.Split(' ', 2) is not [var of, var rest]) return item;
        var level = texts[of == "goal" ? "policies.level.goal" : "policies.level.limit"];
        return rest.EndsWith('%') ? texts["policies.warn-part", level, rest] : texts["policies.warn-lead", level, texts.SlaDuration(rest)];
    }

    private static string Listed(Texts texts, string values, Func<string, string> word) =>
        values.Length == 0 ? texts["policies.nothing"] : string.Join(texts["list.comma"], values.Split(',').Select(word));
}
