using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Workflow;

/// <summary>
/// The state machine of one case type, as a table. Deciding looks at the case and changes nothing; what may be done is
/// answered from the same rows.
/// </summary>
public sealed class TransitionTable
{
    private readonly Dictionary<string, StateDefinition> _states;
    private readonly Dictionary<(string State, string Trigger), Transition> _rows;

    internal TransitionTable(
        CaseType type, string initialState, IReadOnlyList<StateDefinition> states, IReadOnlyList<Transition> transitions)
    {
        Type = type;
        InitialState = initialState;
        States = states;
        Transitions = transitions;
        _states = states.ToDictionary(s => s.Name, StringComparer.Ordinal);
        _rows = transitions.ToDictionary(t => (t.From, t.Trigger));
        Triggers = [.. transitions.Select(t => t.Trigger).Distinct(StringComparer.Ordinal)];
    }

    public CaseType Type { get; }
    public string InitialState { get; }
    public IReadOnlyList<StateDefinition> States { get; }
    public IReadOnlyList<Transition> Transitions { get; }
    public IReadOnlyList<string> Triggers { get; }

    public bool HasState(string name) => _states.ContainsKey(name);

    /// <exception cref="ArgumentException">The machine has no such state: a corrupt case, not a user's mistake.</exception>
    public StateDefinition State(string name) =>
        _states.TryGetValue(name, out var state) ? state : throw new ArgumentException($"{Type} has no state '{name}'.", nameof(name));

    /// <summary>The row of a state and trigger; null where there is none.</summary>
    public Transition? Find(string state, string trigger) => _rows.GetValueOrDefault((state, trigger));

    /// <summary>What the trigger does to this case now, or why it does nothing.</summary>
    public TransitionDecision Decide(FiringContext context)
    {
        var transition = Find(context.Case.State, context.Trigger);
        if (transition is null)
        {
            return Refused(NoRow(context));
        }

        if (!context.ByItself && Firing.Check(transition.By, context) is { } who)
        {
            return Refused(who, transition);
        }

        if (context.Case.FrozenById is not null && transition.Trigger != Cases.Triggers.DisputeEnded)
        {
            return Refused(context.Refuse(RefusalReason.CaseFrozen), transition);
        }

        var overridden = new List<string>();
        if (CheckGuards(transition, context, overridden) is { } guard)
        {
            return Refused(guard, transition);
        }

        if (!context.IsPreview && CheckArguments(transition, context) is { } argument)
        {
            return Refused(argument, transition);
        }

        return new TransitionDecision(transition, transition.Stays ? transition.From : transition.StateFor(context), null)
        {
            Overridden = overridden,
        };
    }

    /// <summary>
    /// Every trigger that a person can fire somewhere in this machine, those of the case's state first in the table's
    /// order: allowed now, or why not. Timers and cascades are left out.
    /// </summary>
    public IReadOnlyList<PermittedTrigger> Permitted(CaseFile file, People.Actor actor, DateTime now, WorkflowSettings settings)
    {
        var here = Transitions.Where(t => t.From == file.Case.State && t.By != FiredBy.System).Select(t => t.Trigger).ToList();
        var elsewhere = Transitions.Where(t => t.By != FiredBy.System).Select(t => t.Trigger).Distinct().Except(here);
        return [.. here.Concat(elsewhere).Select(trigger => Preview(new FiringContext(file, actor, now, settings, trigger) { IsPreview = true }))];
    }

    private PermittedTrigger Preview(FiringContext context)
    {
        var decision = Decide(context);
        var transition = Find(context.Case.State, context.Trigger);
        if (transition is null)
        {
            return new PermittedTrigger(context.Trigger, decision.Refusal);
        }

        var mayAct = Firing.Check(transition.By, context) is null;
        var failing = transition.Guards.Where(g => !IsNoteGuard(g) && !g.Holds(context)).ToList();
        return new PermittedTrigger(context.Trigger, decision.Refusal)
        {
            IsOfThisState = true,
            NeedsNote = Firing.NeedsReason(transition.By, context) || transition.Guards.Any(IsNoteGuard),
            CanOverride = mayAct && failing.Count > 0 && failing.All(g => g.IsOverridable) && context.Actor.IsSupervisor(),
            PossibleStates = transition.PossibleStates,
            Arguments = transition.Effect?.Arguments,
        };
    }

    private static bool IsNoteGuard(Guard guard) => guard.Reason == RefusalReason.NoteRequired;

    private static TransitionRefused? CheckGuards(Transition transition, FiringContext context, List<string> overridden)
    {
        foreach (var guard in transition.Guards)
        {
            if ((context.IsPreview && IsNoteGuard(guard)) || guard.Holds(context))
            {
                continue;
            }

            if (!guard.IsOverridable || !context.Override)
            {
                return guard.Refusal(context);
            }

            if (!context.Actor.IsSupervisor() || !context.HasNote)
            {
                return context.Refuse(RefusalReason.OverrideNotAllowed, ("guard", guard.Reason));
            }

            overridden.Add(guard.Reason);
        }

        return null;
    }

    private static TransitionRefused? CheckArguments(Transition transition, FiringContext context)
    {
        if (transition.Effect is not { } effect || context.ByItself)
        {
            return null;
        }

        if (effect.Arguments is { } type && (context.Arguments is null ? !effect.ArgumentsOptional : context.Arguments.GetType() != type))
        {
            return context.Refuse(RefusalReason.MissingArgument, ("name", "data"));
        }

        return effect.Validate?.Invoke(context);
    }

    private TransitionRefused NoRow(FiringContext context)
    {
        var states = Transitions.Where(t => t.Trigger == context.Trigger).Select(t => t.From).ToList();
        return states.Count == 0
            ? context.Refuse(RefusalReason.UnknownTrigger)
            : context.Refuse(RefusalReason.NotFromThisState, ("states", string.Join(",", states)));
    }

    private static TransitionDecision Refused(TransitionRefused refusal, Transition? transition = null) => new(transition, null, refusal);
}
