using System.Text.Json;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Reads a case's history as the signals that its clocks live on. The history is the truth: these signals, and with them
/// every clock, can be made from it again at any time.
/// </summary>
public sealed class CaseSignals
{
    /// <summary>Triggers by which we act on the merits (sla.md, <c>first_handling</c>).</summary>
    private static readonly HashSet<string> Merits = [Triggers.Propose, Triggers.FindUnjustified, Triggers.Approve];

    private static readonly Policy NoPolicy = new() { Name = "", Targets = [] };

    private readonly List<Signal> signals = [];
    private readonly Func<long, Policy?> policyOf;
    private readonly ShopShifts shifts;
    private (string State, Wait WaitsOn)? stood;
    private long? owner;
    private DateTime shiftsReadTo;
    private Stage stage = Stage.Intake;
    private ImportedFacts? imported;
    private bool isOwnerImported;
    private bool isResolvedTold;

    private CaseSignals(Func<long, Policy?> policyOf, ShopShifts shifts)
    {
        this.policyOf = policyOf;
        this.shifts = shifts;
    }

    /// <summary>The policy that the case began under; one without targets where none was chosen.</summary>
    public Policy Initial { get; private set; } = NoPolicy;

    /// <summary>In time order.</summary>
    public IReadOnlyList<Signal> Signals => signals;

    /// <summary>Reads a case's events, in the order of their sequence; shifts of its owner are followed up to <paramref name="now"/>.</summary>
    public static CaseSignals Of(Case @case, IReadOnlyList<CaseEvent> events, Func<long, Policy?> policyOf, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        var reading = new CaseSignals(policyOf, shifts);
        if (@case.IsImported)
        {
            reading.BeginImported(@case, ImportedHistory.FactsOf(events));
            events = ImportedHistory.InTimeOrder(events);
        }

        foreach (var e in events)
        {
            reading.TellResolved(e.At);
            if (reading.imported is not null && e.ActorKind == ActorKind.Import) reading.ReadImported(e);
            else reading.Read(@case, e);
        }

        reading.TellResolved(DateTime.MaxValue);
        if (@case.Stage != Stage.Closed) reading.FollowShifts(now);
        return reading;
    }

    /// <summary>The clocks of the case, made from its whole history.</summary>
    public CaseClocks Recompute(DateTime? importedUntil) => CaseClocks.Recompute(Initial, signals, importedUntil);

    private void BeginImported(Case @case, ImportedFacts facts)
    {
        imported = facts;
        Initial = facts.PolicyVersionId is { } id && policyOf(id) is { } policy ? policy : NoPolicy;
        signals.Add(new BuyerApplied(@case.OpenedAt));
        shiftsReadTo = @case.OpenedAt;
    }

    /// <summary>Where the other tool says when a case was resolved, that ends the one run of its clock, whatever the states say.</summary>
    private void TellResolved(DateTime until)
    {
        if (imported?.ResolvedAt is not { } at || at > until || isResolvedTold) return;
        isResolvedTold = true;
        signals.Add(new Resolved(at));
    }

    /// <summary>
    /// A line of another tool's log. Nobody knows its shifts, so an owner counts as on shift all the time; and whatever ended a
    /// case there resolved it.
    /// </summary>
    private void ReadImported(CaseEvent e)
    {
        var (wasEnded, isEnded) = (stage is Stage.Penalize or Stage.Closed, e.Stage is Stage.Penalize or Stage.Closed);
        var isByStates = imported!.ResolvedAt is null;
        if (isByStates && isEnded && !wasEnded) signals.Add(new Resolved(e.At));
        if (owner != e.OwnerId)
        {
            (owner, isOwnerImported) = (e.OwnerId, true);
            signals.Add(new OwnerChanged(e.At, owner, owner is not null));
        }

        ReadState(e);
        if (isByStates && wasEnded && !isEnded) signals.Add(new Reopened(e.At));
        if (stage == Stage.Penalize && e.Stage == Stage.Closed) signals.Add(new Ruled(e.At));
        (stage, shiftsReadTo) = (e.Stage, e.At);
    }

    private void ReadState(CaseEvent e)
    {
        if (stood == (e.ToState, e.WaitsOn)) return;
        stood = (e.ToState, e.WaitsOn);
        signals.Add(new EnteredState(e.At, e.ToState, e.WaitsOn));
    }

    private void Read(Case @case, CaseEvent e)
    {
        if (e.Kind == EventKind.Logged)
        {
            // The clocks start with the buyer's application; until it was logged the case was in nobody's hands.
            signals.Add(new BuyerApplied(@case.OpenedAt));
            shiftsReadTo = @case.OpenedAt;
        }

        FollowShifts(e.At);
        var wasEnded = stage is Stage.Penalize or Stage.Closed;
        var isEnded = e.Stage is Stage.Penalize or Stage.Closed;
        if (isEnded && !wasEnded) signals.Add(e.Stage == Stage.Penalize ? new Resolved(e.At) : new CaseCancelled(e.At));
        ReadKind(e);
        ReadOwner(e);
        ReadState(e);
        if (wasEnded && !isEnded) signals.Add(new Reopened(e.At));
        if (stage == Stage.Penalize && e.Stage == Stage.Closed) signals.Add(new Ruled(e.At));
        stage = e.Stage;
    }

    private void ReadKind(CaseEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Transition when e.Trigger is { } trigger && Merits.Contains(trigger):
                signals.Add(new ActedOnMerits(e.At));
                break;
            case EventKind.BuyerMessage:
                signals.Add(new BuyerMessaged(e.At));
                break;
            case EventKind.Contact when IsAnswer(e):
                signals.Add(new PersonAnswered(e.At));
                break;
            case EventKind.PolicyChanged when policyOf(ReadNumber(e, "policyVersionId")) is { } policy:
                if (ReferenceEquals(Initial, NoPolicy)) Initial = policy;
                else signals.Add(new PolicyChanged(e.At, policy));
                break;
            case EventKind.Penalty:
                ReadPenalty(e);
                break;
            default:
                break;
        }
    }

    private void ReadPenalty(CaseEvent e)
    {
        var penalty = ReadNumber(e, "penaltyId").ToString(System.Globalization.CultureInfo.InvariantCulture);
        switch (ReadText(e, "state"))
        {
            case "appealed":
                signals.Add(new Appealed(e.At, penalty));
                break;
            case "confirmed" or "reduced" or "dropped":
                signals.Add(new AppealAnswered(e.At, penalty));
                break;
            default:
                break;
        }
    }

    private void ReadOwner(CaseEvent e)
    {
        if (owner == e.OwnerId) return;
        (owner, isOwnerImported) = (e.OwnerId, false);
        signals.Add(new OwnerChanged(e.At, owner, owner is { } id && shifts.IsOnShift(id, e.At)));
    }

    private void FollowShifts(DateTime until)
    {
        if (owner is { } id && !isOwnerImported)
        {
            foreach (var (at, onShift) in shifts.Changes(id, shiftsReadTo, until)) signals.Add(new ShiftChanged(at, onShift));
        }

        if (until > shiftsReadTo) shiftsReadTo = until;
    }

    /// <summary>A message counts when it is sent, a call only when it reached him; and only what a person did is a person's answer.</summary>
    private static bool IsAnswer(CaseEvent e) =>
        e.ActorKind is ActorKind.Person or ActorKind.Import && (ReadText(e, "channel") != "phone" || ReadFlag(e, "reached"));

    private static long ReadNumber(CaseEvent e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    private static string? ReadText(CaseEvent e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static bool ReadFlag(CaseEvent e, string name) => Property(e, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Property(CaseEvent e, string name)
    {
        if (e.Payload is null) return null;
        using var document = JsonDocument.Parse(e.Payload);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }
}
