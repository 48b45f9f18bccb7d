using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>The table of clocks of sla.md: which signal starts, stops, cancels which clock.</summary>
public sealed partial class CaseClocks
{
    private bool HandleCase(Signal signal)
    {
        var at = signal.At;
        switch (signal)
        {
            case BuyerApplied:
                Begin(at);
                return true;
            case BuyerMessaged:
                if (Standing is { HasAnswered: true, IsResolved: false })
                {
                    Start(ClockNames.NextResponse, at);
                }
                return true;
            case AutomaticMessage:
                Stop(ClockNames.Acknowledgement, at);
                return true;
            case PersonAnswered:
                Stop(ClockNames.Acknowledgement, at);
                Stop(ClockNames.FirstResponse, at);
                Stop(ClockNames.NextResponse, at);
                Standing = Standing with { HasAnswered = true };
                return true;
            case ActedOnMerits:
                Stop(ClockNames.FirstHandling, at);
                return true;
            case Resolved:
                Resolve(at);
                return true;
            case Reopened:
                Reopen(at);
                return true;
            case Ruled:
                Stop(ClockNames.PenaltyReview, at);
                return true;
            case Appealed appeal:
                Start(ClockNames.AppealReply, at, appeal.Appeal);
                return true;
            case AppealAnswered appeal:
                Stop(ClockNames.AppealReply, at, appeal.Appeal);
                return true;
            case CaseCancelled:
                CancelAll(at);
                return true;
            case MergedIn merged:
                KeepEarliestStart(merged);
                return true;
            case PolicyChanged change:
                ChangePolicy(change);
                return true;
            default:
                return false;
        }
    }

    private bool HandleParcel(Signal signal)
    {
        var at = signal.At;
        switch (signal)
        {
            case ParcelSignedFor parcel:
                Start(ClockNames.ReturnReceipt, at, parcel.Parcel);
                return true;
            case InspectionFinished parcel:
                Stop(ClockNames.ReturnReceipt, at, parcel.Parcel);
                return true;
            case OutboundApproved parcel:
                Start(ClockNames.Outbound, at, parcel.Parcel);
                return true;
            case OutboundScanned parcel:
                Stop(ClockNames.Outbound, at, parcel.Parcel);
                return true;
            case OutboundCancelled parcel:
                Cancel(ClockNames.Outbound, at, parcel.Parcel);
                return true;
            case ChaseBegun parcel:
                Start(ClockNames.CourierWatch, at, parcel.Parcel);
                return true;
            case CourierScanned parcel:
                Stop(ClockNames.CourierWatch, at, parcel.Parcel);
                return true;
            case DeadlineSet deadline:
                SetDeadline(deadline);
                return true;
            case DeadlineSatisfied deadline:
                Stop(ClockNames.PlatformDeadline, at, deadline.Deadline);
                return true;
            case DeadlineWithdrawn deadline:
                Cancel(ClockNames.PlatformDeadline, at, deadline.Deadline);
                return true;
            case ClockStarted started:
                Start(started.Clock, at, started.Occasion);
                return true;
            case ClockStopped stopped:
                Stop(stopped.Clock, at, stopped.Occasion);
                return true;
            default:
                return false;
        }
    }

    private bool HandleStanding(Signal signal)
    {
        var at = signal.At;
        switch (signal)
        {
            case EnteredState entered:
                Enter(entered);
                return true;
            case Held held:
                StandAt(at, Standing with { Hold = held.On });
                return true;
            case Released:
                StandAt(at, Standing with { Hold = Wait.None });
                return true;
            case Frozen:
                StandAt(at, Standing with { IsFrozen = true });
                return true;
            case Thawed:
                StandAt(at, Standing with { IsFrozen = false });
                return true;
            case OwnerChanged owner:
                StandAt(at, Standing with { OwnerId = owner.OwnerId, OnShift = owner.OnShift });
                return true;
            case ShiftChanged shift:
                StandAt(at, Standing with { OnShift = shift.OnShift });
                return true;
            default:
                return false;
        }
    }

    private void Begin(DateTime at)
    {
        if (Standing.AppliedAt is not null)
        {
            return;
        }
        Standing = Standing with { AppliedAt = at };
        Start(ClockNames.Acknowledgement, at);
        Start(ClockNames.FirstResponse, at);
        Start(ClockNames.FirstHandling, at);
        Start(ClockNames.Resolution, at);
    }

    private void Resolve(DateTime at)
    {
        Stop(ClockNames.Resolution, at);
        Cancel(ClockNames.NextResponse, at);
        // Once ruled it is not reviewed again; a review that a reopening broke off starts anew.
        if (!Standing.IsResolved
            && !_clocks.Exists(clock => clock is { Name: ClockNames.PenaltyReview, StoppedAt: not null, CancelledAt: null }))
        {
            Start(ClockNames.PenaltyReview, at);
        }
        Standing = Standing with { IsResolved = true };
    }

    private void Reopen(DateTime at)
    {
        Standing = Standing with { IsResolved = false, HasAnswered = false };
        Cancel(ClockNames.PenaltyReview, at);
        // A case can be solved without a word to the buyer: that run ends unanswered, with the verdict that it has.
        Cancel(ClockNames.FirstResponse, at);
        Start(ClockNames.FirstResponse, at);
        Start(ClockNames.Resolution, at);
    }

    private void CancelAll(DateTime at)
    {
        Standing = Standing with { IsCancelled = true };
        foreach (var clock in _clocks)
        {
            clock.Cancel(at);
        }
    }

    private void SetDeadline(DeadlineSet deadline)
    {
        if (Standing.IsCancelled || Policy.TargetOf(ClockNames.PlatformDeadline) is not { } target)
        {
            return;
        }
        if (OpenClock(ClockNames.PlatformDeadline, deadline.Deadline) is { } open)
        {
            open.MoveDeadline(deadline.At, deadline.DeadlineAt);
            return;
        }
        Add(Clock.StartDeadline(
            target, deadline.At, deadline.DeadlineAt, Standing.ForClocks,
            NextRun(ClockNames.PlatformDeadline), deadline.Deadline));
    }

    private void Enter(EnteredState entered)
    {
        var isSame = Standing.State == entered.State && Standing.WaitsOn == entered.WaitsOn;
        if (!isSame && ClockOf(Standing.WaitsOn) is { } left)
        {
            Stop(left, entered.At);
        }
        StandAt(entered.At, Standing with { State = entered.State, WaitsOn = entered.WaitsOn, Hold = Wait.None });
        if (!isSame && ClockOf(entered.WaitsOn) is { } begun)
        {
            Start(begun, entered.At);
        }
    }

    private void KeepEarliestStart(MergedIn merged)
    {
        if (merged.UnansweredSince is not { } since || Standing.IsCancelled || Standing.IsResolved)
        {
            return;
        }
        if (Standing.HasAnswered)
        {
            Start(ClockNames.NextResponse, merged.At);
        }
        foreach (var name in (string[])[ClockNames.Acknowledgement, ClockNames.FirstResponse, ClockNames.NextResponse])
        {
            var index = _clocks.FindIndex(clock => clock.IsOpen && clock.Name == name);
            if (index >= 0 && since < _clocks[index].StartedAt)
            {
                _clocks[index] = _clocks[index].StartedEarlier(since);
            }
        }
    }

    /// <summary>The clock of our own side's share, for states that wait on it.</summary>
    private static string? ClockOf(Wait wait) => wait switch
    {
        Wait.Warehouse => ClockNames.Warehouse,
        Wait.Finance => ClockNames.Finance,
        Wait.Department => ClockNames.Department,
        _ => null,
    };
}
