using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Workflow;

/// <summary>Builds a <see cref="TransitionTable"/> so that the code reads like its page of workflow.md.</summary>
public sealed class TransitionTableBuilder(CaseType type)
{
    private readonly List<StateBuilder> _states = [];

    /// <summary>The state that a case of this type is logged in is the first one named.</summary>
    public StateBuilder State(string name, Stage stage, Wait waitsOn, Func<CaseFile, Wait>? waitOf = null)
    {
        var state = new StateBuilder(name, stage, waitsOn, waitOf);
        _states.Add(state);
        return state;
    }

    /// <summary>Adds the same rows to every state that is open so far ("Anything open").</summary>
    public void InEveryOpenState(Action<StateBuilder> rows)
    {
        foreach (var state in _states.Where(s => s.Definition.IsOpen))
        {
            rows(state);
        }
    }

    /// <exception cref="InvalidOperationException">The table contradicts itself: a mistake in the code.</exception>
    public TransitionTable Build()
    {
        var states = _states.ConvertAll(s => s.Definition);
        var rows = _states.SelectMany(s => s.Rows).ToList();
        var names = states.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Require(row.IsConversion || row.PossibleStates.All(names.Contains), $"{row.From}/{row.Trigger} leads to a state that does not exist");
            Require(row.By != FiredBy.None || row.ByItself is not null, $"{row.From}/{row.Trigger} can be fired by nobody");
        }

        foreach (var (state, timer) in states.SelectMany(s => s.Timers.Select(t => (s, t))))
        {
            Require(
                rows.Any(r => r.From == state.Name && r.Trigger == timer.Trigger && r.By.HasFlag(FiredBy.System)),
                $"{state.Name}'s timer fires a trigger that the state does not permit to the system");
        }

        return new TransitionTable(type, states[0].Name, states, rows);
    }

    private void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{type}: {message}.");
        }
    }
}

/// <summary>One state and its rows; <see cref="By"/>, <see cref="When"/>, <see cref="Does"/> refine the row last permitted.</summary>
public sealed class StateBuilder
{
    private readonly List<Transition> _rows = [];

    internal StateBuilder(string name, Stage stage, Wait waitsOn, Func<CaseFile, Wait>? waitOf) =>
        Definition = new StateDefinition(name, stage, waitsOn, waitOf, []);

    internal StateDefinition Definition { get; private set; }
    internal IReadOnlyList<Transition> Rows => _rows;

    /// <summary>At zero the system fires <paramref name="trigger"/>, which must be permitted to it. A state may have several.</summary>
    public StateBuilder Timer(long durationSeconds, string trigger, string atZeroKey, TimerStart from = TimerStart.Entered)
    {
        Definition = Definition with { Timers = [.. Definition.Timers, new StateTimer(durationSeconds, trigger, atZeroKey, from)] };
        return this;
    }

    public StateBuilder Permit(string trigger, string to) => Add(new Transition(Definition.Name, trigger, [to]));

    /// <summary>The next state depends on the case; all that are possible are named for the diagram.</summary>
    public StateBuilder PermitDynamic(string trigger, Func<FiringContext, string> choose, params string[] possible) =>
        Add(new Transition(Definition.Name, trigger, possible) { Choose = choose });

    /// <summary>The case stays where it is; the event has its own kind.</summary>
    public StateBuilder PermitStay(string trigger, string eventKind) =>
        Add(new Transition(Definition.Name, trigger, [Definition.Name]) { Stays = true, EventKind = eventKind });

    /// <summary>The case becomes one of another type: the states are those of that type's machine.</summary>
    public StateBuilder PermitConversion(string trigger, Func<FiringContext, string> choose, params string[] possible) =>
        Add(new Transition(Definition.Name, trigger, possible) { Choose = choose, IsConversion = true });

    public StateBuilder By(FiredBy by) => Refine(t => t with { By = by });
    public StateBuilder When(params Guard[] guards) => Refine(t => t with { Guards = [.. t.Guards, .. guards] });
    public StateBuilder Does(Effect effect) => Refine(t => t with { Effect = effect });

    /// <summary>Fires without anybody asking as soon as the condition holds.</summary>
    public StateBuilder ByItself(Func<FiringContext, bool> condition) => Refine(t => t with { ByItself = condition });

    private StateBuilder Add(Transition transition)
    {
        _rows.Add(transition with { By = Firing.DefaultFor(Definition.Wait) });
        return this;
    }

    private StateBuilder Refine(Func<Transition, Transition> change)
    {
        _rows[^1] = change(_rows[^1]);
        return this;
    }
}
