using System.Text.Json;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// Reads a case's history as the signals that its clocks live on. The history is the truth: these signals, and with them
/// every clock, can be made from it again at any time.
/// </summary>
public sealed partial class CaseSignals
{
    /// <summary>Triggers by which we act on the merits (sla.md, <c>first_handling</c>).</summary>
    private static readonly HashSet<string> Merits =
    [
        Triggers.Propose, Triggers.FindUnjustified, Triggers.Approve, Triggers.ApproveReturn, Triggers.ApproveExchange, Triggers.RefundOnly, Triggers.HoldShipment,
        Triggers.Compensate, Triggers.Reject, Triggers.OfferPartial, Triggers.AcceptGoods, Triggers.RefuseGoods, Triggers.Stuck, Triggers.Reply,
    ];

    private const string VersionProperty = "policyVersionId";

    private static readonly Policy NoPolicy = new() { Name = "", Targets = [] };

    private List<Signal> signals = [];
    private readonly Func<long, Policy?> policyOf;
    private readonly ShopShifts shifts;
    private (string State, Wait WaitsOn)? stood;
    private string? heldIn;
    private long? owner;
    private DateTime shiftsReadTo;
    private Stage stage = Stage.Intake;
    private bool isBeginning = true;

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
        if (@case.IsImported) reading.ReadImported(@case, events);
        else reading.ReadAll(@case, events);
        if (@case.Stage != Stage.Closed) reading.FollowShifts(now);
        return reading;
    }

    /// <summary>The policy versions that a history names.</summary>
    public static IReadOnlyCollection<long> PoliciesOf(Case @case, IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        var named = events.Where(e => e.Kind == EventKind.PolicyChanged).Select(e => ReadNumber(e, VersionProperty));
        return @case.IsImported && ImportedHistory.FactsOf(events).PolicyVersionId is { } id ? [.. named, id] : [.. named];
    }

    /// <summary>When the buyer began to wait for a person's answer (his application, a message, a reopening), and when one came; in the order of the history.</summary>
    internal static IReadOnlyList<(DateTime At, bool IsAnswer)> TurnsOf(Case @case, IReadOnlyList<CaseEvent> events)
    {
        var turns = new List<(DateTime At, bool IsAnswer)> { (@case.OpenedAt, false) };
        var wasEnded = false;
        foreach (var e in events)
        {
            var isEnded = e.Stage is Stage.Penalize or Stage.Closed;
            if (e.Kind == EventKind.BuyerMessage || (wasEnded && !isEnded)) turns.Add((e.At, false));
            if (e.Kind == EventKind.Contact && IsAnswer(e)) turns.Add((e.At, true));
            if (e.Kind == EventKind.MergedIn && ReadInstant(e, Merging.SinceProperty) is { } since) turns.Add((since, false));
            wasEnded = isEnded;
        }

        return turns;
    }

    /// <summary>The clocks of the case, made from its whole history.</summary>
    public CaseClocks Recompute(DateTime? importedUntil) => CaseClocks.Recompute(Initial, signals, importedUntil);

    private void ReadAll(Case @case, IReadOnlyList<CaseEvent> events)
    {
        var late = Late(events);
        var past = PastOf(events);
        // In the order in which things happened; what was written down late is no longer in the order of the sequence.
        IEnumerable<CaseEvent> inTime = late.Count == 0 ? events : events.OrderBy(e => e.Kind != EventKind.Logged).ThenBy(e => e.At).ThenBy(e => e.Sequence);
        foreach (var e in inTime) Read(@case, e, late.Contains(e.Sequence), past);
        // Even before the logging, which is read first.
        if (late.Count > 0) signals = [.. signals.OrderBy(s => s.At)];
    }

    /// <summary>Sequences of the events that happened before one that was recorded earlier.</summary>
    private static HashSet<int> Late(IReadOnlyList<CaseEvent> events)
    {
        var (late, latest) = (new HashSet<int>(), DateTime.MinValue);
        foreach (var e in events)
        {
            if (e.At < latest) late.Add(e.Sequence);
            else latest = e.At;
        }

        return late;
    }

    private void ReadState(CaseEvent e)
    {
        // While it is held, whom the case waits on is the hold's word and not the state's. Entering the same state anew ends the hold.
        if (heldIn == e.ToState && e.Kind != EventKind.Transition) return;
        if (heldIn == e.ToState) signals.Add(new Released(e.At));
        heldIn = null;
        if (stood == (e.ToState, e.WaitsOn)) return;
        stood = (e.ToState, e.WaitsOn);
        signals.Add(new EnteredState(e.At, e.ToState, e.WaitsOn));
    }

    /// <param name="case">Whose history it is.</param>
    /// <param name="e">What happened.</param>
    /// <param name="isLate">Written down late: how the case stood when it was written says nothing of when it happened, unless the event moved it.</param>
    /// <param name="past">What it was split off with.</param>
    private void Read(Case @case, CaseEvent e, bool isLate, SplitPast? past = null)
    {
        if (e.Kind == EventKind.Logged)
        {
            // The clocks start with the buyer's application; until it was logged the case was in nobody's hands.
            signals.Add(new BuyerApplied(@case.OpenedAt));
            shiftsReadTo = @case.OpenedAt;
            if (past is not null) ReadPast(past, e.At);
        }

        FollowShifts(e.At);
        // another policy or calendar moves no case: how it stood is what the event before says
        if (e.Kind is EventKind.PolicyChanged or EventKind.Reprocessed || (isLate && e.Kind is not (EventKind.Transition or EventKind.OwnerChanged)))
        {
            ReadKind(e);
            return;
        }

        var wasEnded = stage is Stage.Penalize or Stage.Closed;
        var isEnded = e.Stage is Stage.Penalize or Stage.Closed;
        if (isEnded && !wasEnded) signals.Add(e.Stage == Stage.Penalize ? new Resolved(e.At) : new CaseCancelled(e.At));
        isBeginning &= e.Kind is EventKind.Logged or EventKind.PolicyChanged || e.ActorKind == ActorKind.Import;
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
            case EventKind.Contact when e.ActorKind == ActorKind.System && !IsCall(e):
                signals.Add(new AutomaticMessage(e.At));
                break;
            case EventKind.PolicyChanged:
                ReadPolicy(e);
                break;
            case EventKind.Penalty:
                ReadPenalty(e);
                break;
            case EventKind.DeadlineSet when ReadText(e, "key") is { } set && ReadInstant(e, "dueAt") is { } due:
                signals.Add(new DeadlineSet(e.At, set, due));
                break;
            case EventKind.DeadlineMet when ReadText(e, "key") is { } met:
                signals.Add(new DeadlineSatisfied(e.At, met));
                break;
            case EventKind.DeadlineWithdrawn when ReadText(e, "key") is { } withdrawn:
                signals.Add(new DeadlineWithdrawn(e.At, withdrawn));
                break;
            case EventKind.Held when ReadText(e, "for") is { } name && Enum.TryParse<Wait>(name, ignoreCase: true, out var wait):
                heldIn = e.ToState;
                signals.Add(new Held(e.At, wait));
                break;
            case EventKind.Released:
                heldIn = null;
                signals.Add(new Released(e.At));
                break;
            case EventKind.Frozen:
                signals.Add(new Frozen(e.At));
                break;
            case EventKind.Thawed:
                signals.Add(new Thawed(e.At));
                break;
            case EventKind.Parcel:
                ReadParcel(e);
                break;
            case EventKind.MergedIn:
                signals.Add(new MergedIn(e.At, ReadInstant(e, Merging.SinceProperty)));
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// The policy chosen with the logging is the one that the case began under. One that is chosen later, where none fitted
    /// before, is a change: what its targets find exceeded is the policy's doing (sla.md, rule 14).
    /// </summary>
    private void ReadPolicy(CaseEvent e)
    {
        var version = ReadNumber(e, VersionProperty);
        if (policyOf(version) is not { } policy) throw new InvalidDataException($"Event {e.Sequence} of case {e.CaseId} names the policy version {version}, which is not in the store.");
        if (isBeginning && ReferenceEquals(Initial, NoPolicy)) Initial = policy;
        else signals.Add(new PolicyChanged(e.At, policy));
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
        if (owner is { } id && IsHere(id, until))
        {
            foreach (var (at, onShift) in shifts.Changes(id, shiftsReadTo, until)) signals.Add(new ShiftChanged(at, onShift));
        }

        if (until > shiftsReadTo) shiftsReadTo = until;
    }

    /// <summary>A message counts when it is sent, a call only when it reached him; and only what a person did is a person's answer.</summary>
    private static bool IsAnswer(CaseEvent e) =>
        e.ActorKind is ActorKind.Person or ActorKind.Import && (!IsCall(e) || ReadFlag(e, "reached"));

    private static bool IsCall(CaseEvent e) => ReadText(e, "channel") == "phone";

    internal static long ReadNumber(CaseEvent e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    private static string? ReadText(CaseEvent e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static DateTime? ReadInstant(CaseEvent e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.String } value ? value.GetDateTime().ToUniversalTime() : null;

    private static bool ReadFlag(CaseEvent e, string name) => Property(e, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Property(CaseEvent e, string name)
    {
        if (e.Payload is null) return null;
        using var document = JsonDocument.Parse(e.Payload);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }
}
