namespace CsKpiCases.Domain.Sla;

/// <summary>
/// All clocks of one case under its policy, advanced signal by signal. <see cref="Recompute"/> from all signals and
/// advancing by each new one give the same answer.
/// </summary>
public sealed partial class CaseClocks
{
    private readonly List<Clock> _clocks = [];

    public CaseClocks(Policy policy, DateTime? importedUntil = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        ImportedUntil = importedUntil;
    }

    public Policy Policy { get; private set; }

    public CaseStanding Standing { get; private set; } = new();

    /// <summary>When the case's history was imported; null for a case that lived here (rule 12).</summary>
    public DateTime? ImportedUntil { get; }

    /// <summary>Every run of every clock, in the order in which they started.</summary>
    public IReadOnlyList<Clock> Clocks => _clocks;

    /// <summary>
    /// From the store: all clocks of the case (ended ones may come without segments), their targets those of the
    /// policy, unless attached already: a clock that kept the version of its verdict comes with that version's.
    /// </summary>
    public static CaseClocks Restore(Policy policy, CaseStanding standing, IEnumerable<Clock> clocks, DateTime? importedUntil = null)
    {
        var restored = new CaseClocks(policy, importedUntil) { Standing = standing };
        foreach (var clock in clocks)
        {
            clock.Target ??= policy.TargetOf(clock.Name);
            restored._clocks.Add(clock);
        }
        return restored;
    }

    /// <summary>From the beginning: the policy chosen at logging, and every signal in order.</summary>
    public static CaseClocks Recompute(Policy initial, IReadOnlyList<Signal> signals, DateTime? importedUntil = null)
    {
        var clocks = new CaseClocks(initial, importedUntil);
        for (var index = 0; index < signals.Count; index++)
        {
            var signal = signals[index];
            if (clocks.NeedsHistory(signal))
            {
                clocks.AdoptNewTargets((PolicyChanged)signal, signals, index);
            }
            clocks.Advance(signal);
        }
        return clocks;
    }

    /// <summary>
    /// Whether a signal cannot be applied to what is stored, so that the caller has to <see cref="Recompute"/> with
    /// it: a policy with a clock that the case has not measured so far, or a back-dated event.
    /// </summary>
    public bool NeedsRecompute(Signal signal) => signal.At < Standing.LastAt || NeedsHistory(signal);

    /// <summary>Advances by one new signal.</summary>
    /// <exception cref="InvalidOperationException"><see cref="NeedsRecompute"/> says so.</exception>
    public void Apply(Signal signal)
    {
        if (NeedsRecompute(signal))
        {
            throw new InvalidOperationException("This signal needs the case's whole history.");
        }
        Advance(signal);
    }

    /// <summary>Has these runs as another computation of the same history has them; a run that it lacks stays.</summary>
    internal void Take(CaseClocks other, IReadOnlySet<(string Clock, int Run)> runs)
    {
        for (var index = 0; index < _clocks.Count; index++)
        {
            var mine = _clocks[index];
            if (runs.Contains((mine.Name, mine.Run)) && other._clocks.Find(clock => clock.Name == mine.Name && clock.Run == mine.Run) is { } theirs)
            {
                _clocks[index] = theirs;
            }
        }
    }

    /// <summary>Stamps what has been exceeded by now; returns the clocks that changed.</summary>
    public IReadOnlyList<Clock> Settle(DateTime now) => _clocks.Where(clock => clock.Settle(now)).ToList();

    private bool NeedsHistory(Signal signal) => signal is PolicyChanged change && !Standing.IsCancelled
        && Standing.LastAt is not null
        && change.Policy.Targets.Any(target => Policy.TargetOf(target.Clock) is null);

    private void Advance(Signal signal)
    {
        Standing = Standing with { LastAt = signal.At };
        if (!HandleCase(signal) && !HandleParcel(signal) && !HandleStanding(signal))
        {
            throw new ArgumentOutOfRangeException(nameof(signal), signal.GetType().Name, "Unknown signal.");
        }
    }

    /// <summary>New targets have measured since the case began (rule 14); only their open clocks come with them.</summary>
    private void AdoptNewTargets(PolicyChanged change, IReadOnlyList<Signal> signals, int count)
    {
        var added = change.Policy.Targets.Where(target => Policy.TargetOf(target.Clock) is null).ToList();
        var shadow = new CaseClocks(new Policy { Name = change.Policy.Name, Targets = added }, ImportedUntil);
        for (var index = 0; index < count; index++)
        {
            if (signals[index] is not PolicyChanged)
            {
                shadow.Advance(signals[index]);
            }
        }
        foreach (var clock in shadow._clocks.Where(clock => clock.IsOpen))
        {
            clock.Adopt(change.At);
            clock.Run = NextRun(clock.Name);
            _clocks.Add(clock);
        }
    }

    private void ChangePolicy(PolicyChanged change)
    {
        Policy = change.Policy;
        foreach (var clock in _clocks)
        {
            if (!clock.IsOpen)
            {
                continue;
            }
            if (Policy.TargetOf(clock.Name) is not { } target)
            {
                clock.Cancel(change.At);
                continue;
            }
            // A clock adopted just now has the target already.
            if (ReferenceEquals(clock.Target, target) || clock.Retarget(change.At, target, Standing.ForClocks))
            {
                clock.PolicyVersionId = Policy.VersionId;
            }
        }
    }

    private void Start(string name, DateTime at, string occasion = "")
    {
        if (!Standing.IsCancelled && Policy.TargetOf(name) is { } target && OpenClock(name, occasion) is null)
        {
            Add(Clock.Start(target, at, Standing.ForClocks, NextRun(name), occasion));
        }
    }

    private void Add(Clock clock)
    {
        clock.PolicyVersionId = Policy.VersionId;
        clock.ImportedUntil = ImportedUntil;
        _clocks.Add(clock);
    }

    private void Stop(string name, DateTime at, string occasion = "") => OpenClock(name, occasion)?.Stop(at);

    private void Cancel(string name, DateTime at, string occasion = "") => OpenClock(name, occasion)?.Cancel(at);

    private Clock? OpenClock(string name, string occasion = "") =>
        _clocks.Find(clock => clock.IsOpen && clock.Name == name && clock.Occasion == occasion);

    private int NextRun(string name)
    {
        var run = 0;
        foreach (var clock in _clocks)
        {
            run = clock.Name == name ? Math.Max(run, clock.Run) : run;
        }
        return run + 1;
    }

    /// <summary>Changes how the case stands; every open clock follows.</summary>
    private void StandAt(DateTime at, CaseStanding standing)
    {
        Standing = standing;
        var forClocks = standing.ForClocks;
        foreach (var clock in _clocks)
        {
            clock.MoveTo(at, forClocks);
        }
    }
}
