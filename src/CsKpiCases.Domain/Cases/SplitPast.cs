using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>How a case stood from an instant on, until the next one.</summary>
/// <param name="At">UTC, whole seconds.</param>
/// <param name="State">The state's name.</param>
/// <param name="WaitsOn">Whom it waited on: a hold's wait before the state's.</param>
/// <param name="OwnerId">The owner; null: in nobody's hands.</param>
/// <param name="OnShift">Whether he was on shift.</param>
/// <param name="IsStill">No clock ran: a dispute stood beside it, or it was resolved and not reopened yet.</param>
public sealed record PastStanding(DateTime At, string? State, Wait WaitsOn, long? OwnerId, bool OnShift, bool IsStill);

/// <summary>
/// What the clocks of a split-off case must know of the time before the split. The buyer's one application made both cases, so
/// that what was done and waited for on the old one counts on the new one; its history carries it, for clocks are made from
/// a case's own history alone.
/// </summary>
/// <param name="AnsweredAt">UTC: when a person first answered the buyer; null before that.</param>
/// <param name="ActedAt">UTC: when we first acted on the merits; null before that.</param>
/// <param name="ImportedUntil">UTC: until when the old case's history was imported; null where it lived here.</param>
/// <param name="Stood">How it stood, in time order. What our own side's share of the time was stays on the old case's clocks.</param>
public sealed record SplitPast(DateTime? AnsweredAt, DateTime? ActedAt, DateTime? ImportedUntil, IReadOnlyList<PastStanding> Stood)
{
    private static readonly Policy Nothing = new() { Name = "", Targets = [] };

    /// <summary>The past of a case up to now.</summary>
    /// <param name="case">The case that lines leave.</param>
    /// <param name="events">Its whole history, by sequence.</param>
    /// <param name="shifts">Its shop's.</param>
    /// <param name="now">UTC, whole seconds: when they leave.</param>
    public static SplitPast Of(Case @case, IReadOnlyList<CaseEvent> events, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        var signals = CaseSignals.Of(@case, events, _ => Nothing, shifts, now).Signals.OrderBy(s => s.At).ToList();
        var (clocks, stood) = (new CaseClocks(Nothing), new List<PastStanding>());
        foreach (var signal in signals)
        {
            clocks.Apply(signal);
            var standing = clocks.Standing.ForClocks;
            var next = new PastStanding(signal.At, standing.State, standing.Wait, standing.OwnerId, standing.OnShift, standing.IsFrozen || clocks.Standing.IsResolved);
            if (stood.Count > 0 && stood[^1] with { At = next.At } == next) continue;
            if (stood.Count > 0 && stood[^1].At == next.At) stood[^1] = next;
            else stood.Add(next);
        }

        return new SplitPast(FirstOf<PersonAnswered>(signals), FirstOf<ActedOnMerits>(signals), HistoryClocks.ImportedUntilOf(@case, events), stood);
    }

    /// <summary>The same as signals, in time order; at the split the new case is in nobody's way.</summary>
    internal IReadOnlyList<Signal> SignalsUntil(DateTime split)
    {
        var signals = new List<Signal>();
        // Before the state that the act led to, as it is recorded; a message that is part of an act stands behind its state.
        if (ActedAt is { } acted) signals.Add(new ActedOnMerits(acted));
        var before = new PastStanding(default, null, Wait.Agent, null, OnShift: false, IsStill: false);
        foreach (var stood in Stood)
        {
            signals.AddRange(Between(before, stood));
            before = stood;
        }

        if (before.IsStill) signals.Add(new Thawed(split));
        if (AnsweredAt is { } answered) signals.Add(new PersonAnswered(answered));
        return [.. signals.OrderBy(s => s.At)];
    }

    private static IEnumerable<Signal> Between(PastStanding before, PastStanding stood)
    {
        if (before.State != stood.State || before.WaitsOn != stood.WaitsOn)
        {
            // A wait of its own, as a hold is: the state's would start the clocks of our own side, which ran on the old case.
            yield return new EnteredState(stood.At, stood.State ?? "", Wait.None);
            yield return new Held(stood.At, stood.WaitsOn);
        }

        if (before.OwnerId != stood.OwnerId || before.OnShift != stood.OnShift) yield return new OwnerChanged(stood.At, stood.OwnerId, stood.OnShift);
        if (before.IsStill != stood.IsStill) yield return stood.IsStill ? new Frozen(stood.At) : new Thawed(stood.At);
    }

    private static DateTime? FirstOf<T>(List<Signal> signals)
        where T : Signal => signals.OfType<T>().FirstOrDefault()?.At;
}
