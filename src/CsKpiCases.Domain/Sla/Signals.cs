using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Something that happened to a case, as far as clocks care. Given in time order, those of one instant in their
/// recorded order (sla.md, rule 10). <paramref name="At"/>: UTC, whole seconds, when it happened.
/// </summary>
public abstract record Signal(DateTime At);

/// <summary>The buyer's application or message that made the case (the imported instant, else its logging). The first counts.</summary>
public sealed record BuyerApplied(DateTime At) : Signal(At);

/// <summary>A message from the buyer.</summary>
public sealed record BuyerMessaged(DateTime At) : Signal(At);

/// <summary>A message to the buyer that no person wrote.</summary>
public sealed record AutomaticMessage(DateTime At) : Signal(At);

/// <summary>A person's message to the buyer, or a logged call that reached him.</summary>
public sealed record PersonAnswered(DateTime At) : Signal(At);

/// <summary>Approve, refuse, propose, refund, reship, reply to a dispute.</summary>
public sealed record ActedOnMerits(DateTime At) : Signal(At);

/// <summary>The case entered a state. It ends a hold. The same state and wait again is no entry.</summary>
public sealed record EnteredState(DateTime At, string State, Wait WaitsOn) : Signal(At);

/// <summary>A hold: a named wait that stands before the state's own, until released or the state changes.</summary>
public sealed record Held(DateTime At, Wait On) : Signal(At);

/// <summary>The hold ended.</summary>
public sealed record Released(DateTime At) : Signal(At);

/// <summary>A dispute opened beside the case: its clocks stand still.</summary>
public sealed record Frozen(DateTime At) : Signal(At);

/// <summary>The dispute ended; the case goes on.</summary>
public sealed record Thawed(DateTime At) : Signal(At);

/// <summary>Another owner, or nobody.</summary>
public sealed record OwnerChanged(DateTime At, long? OwnerId, bool OnShift) : Signal(At);

/// <summary>The owner's shift began or ended.</summary>
public sealed record ShiftChanged(DateTime At, bool OnShift) : Signal(At);

/// <summary>The case was resolved.</summary>
public sealed record Resolved(DateTime At) : Signal(At);

/// <summary>The case was reopened (rule 5).</summary>
public sealed record Reopened(DateTime At) : Signal(At);

/// <summary>Responsibility was ruled.</summary>
public sealed record Ruled(DateTime At) : Signal(At);

/// <summary>A ruling was appealed against.</summary>
public sealed record Appealed(DateTime At, string Appeal) : Signal(At);

/// <summary>The appeal was answered.</summary>
public sealed record AppealAnswered(DateTime At, string Appeal) : Signal(At);

/// <summary>Withdrawn, merged into another, or a duplicate: every open clock is cancelled (rule 13).</summary>
public sealed record CaseCancelled(DateTime At) : Signal(At);

/// <summary>
/// Another case was merged into this one. <paramref name="UnansweredSince"/>: the start of its open response clock,
/// null if nothing was unanswered; the earliest start stays (rule 13).
/// </summary>
public sealed record MergedIn(DateTime At, DateTime? UnansweredSince) : Signal(At);

/// <summary>The platform set a deadline, or moved the open one of the same key.</summary>
public sealed record DeadlineSet(DateTime At, string Deadline, DateTime DeadlineAt) : Signal(At);

/// <summary>The act that the platform waited for.</summary>
public sealed record DeadlineSatisfied(DateTime At, string Deadline) : Signal(At);

/// <summary>The platform no longer asks for it.</summary>
public sealed record DeadlineWithdrawn(DateTime At, string Deadline) : Signal(At);

/// <summary>A return parcel was signed for.</summary>
public sealed record ParcelSignedFor(DateTime At, string Parcel) : Signal(At);

/// <summary>Its inspection finished, or it was refused.</summary>
public sealed record InspectionFinished(DateTime At, string Parcel) : Signal(At);

/// <summary>A reshipment or replacement was approved.</summary>
public sealed record OutboundApproved(DateTime At, string Parcel) : Signal(At);

/// <summary>The courier's first scan of it.</summary>
public sealed record OutboundScanned(DateTime At, string Parcel) : Signal(At);

/// <summary>It is not sent after all: there is no stock, or nobody wants it any more.</summary>
public sealed record OutboundCancelled(DateTime At, string Parcel) : Signal(At);

/// <summary>A chase begun, or a parcel found without a scan.</summary>
public sealed record ChaseBegun(DateTime At, string Parcel) : Signal(At);

/// <summary>The courier answered, or scanned the parcel again.</summary>
public sealed record CourierScanned(DateTime At, string Parcel) : Signal(At);

/// <summary>Another policy or version, or a calendar edit: open clocks follow it (rules 6, 11, 14).</summary>
public sealed record PolicyChanged(DateTime At, Policy Policy) : Signal(At);

/// <summary>A clock that a pack added starts.</summary>
public sealed record ClockStarted(DateTime At, string Clock, string Occasion) : Signal(At);

/// <summary>A clock that a pack added stops.</summary>
public sealed record ClockStopped(DateTime At, string Clock, string Occasion) : Signal(At);
