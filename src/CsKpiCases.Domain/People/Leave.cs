namespace CsKpiCases.Domain.People;

/// <summary>What became of a wish.</summary>
public enum RequestState : byte
{
    Asked = 0,

    /// <summary>The colleague of a swap agreed; the supervisor has still to grant it.</summary>
    Agreed = 1,
    Granted = 2,
    Refused = 3,

    /// <summary>Taken back by whoever asked, or ended before its time.</summary>
    Withdrawn = 4,

    /// <summary>The colleague of a swap said no.</summary>
    Declined = 5,
}

/// <summary>Leave that an agent asked for. What was granted is never earlier than its granting: it changes no past.</summary>
public sealed class LeaveRequest
{
    public const int LongestReason = 500;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>UTC, as asked: inclusive.</summary>
    public DateTime From { get; set; }

    /// <summary>UTC, as asked: exclusive.</summary>
    public DateTime To { get; set; }
    public string Reason { get; set; } = "";
    public RequestState State { get; set; }
    public DateTime AskedAt { get; set; }
    public DateTime? DecidedAt { get; set; }
    public long? DecidedById { get; set; }

    /// <summary>Why it was refused, or what goes with the granting.</summary>
    public string? Answer { get; set; }

    /// <summary>UTC: from when and until when it holds, once granted; what was granted after its beginning holds from the granting on.</summary>
    public DateTime? HoldsFrom { get; set; }
    public DateTime? HoldsTo { get; set; }
}

/// <summary>Somebody is not there, whatever the roster says.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
public sealed record Absence(long AccountId, DateTime From, DateTime To);

/// <summary>A shift on a day that two people would change with each other.</summary>
public sealed class ShiftSwap
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>Who asks, and which of his turns he gives away.</summary>
    public long AskedById { get; set; }
    public DateOnly GivesOn { get; set; }
    public long GivesShiftId { get; set; }

    /// <summary>With whom, and which of that one's turns he takes.</summary>
    public long WithId { get; set; }
    public DateOnly TakesOn { get; set; }
    public long TakesShiftId { get; set; }
    public string Reason { get; set; } = "";
    public RequestState State { get; set; }
    public DateTime AskedAt { get; set; }
    public DateTime? AgreedAt { get; set; }
    public DateTime? DecidedAt { get; set; }
    public long? DecidedById { get; set; }
    public string? Answer { get; set; }
}

/// <summary>Whether two turns can be changed with each other.</summary>
public static class SwapRule
{
    public const string SamePerson = "same_person";

    /// <summary>Both turns are the same shift on the same day.</summary>
    public const string SameTurn = "same_turn";

    /// <summary>One of them does not work that turn (any more).</summary>
    public const string NotRostered = "not_rostered";

    /// <summary>One of the turns has begun, or begins within the notice.</summary>
    public const string TooLate = "too_late";

    /// <summary>One of them would work two shifts on one day.</summary>
    public const string TwoShifts = "two_shifts";

    /// <summary>Null: they can. Else why not.</summary>
    /// <param name="swap">What is asked.</param>
    /// <param name="roster">The entries of both on the two days.</param>
    /// <param name="startsAt">When a turn begins, UTC.</param>
    /// <param name="earliest">Turns that begin before this instant stay as they are.</param>
    public static string? Fault(ShiftSwap swap, IReadOnlyCollection<RosterEntry> roster, Func<long, DateOnly, DateTime> startsAt, DateTime earliest)
    {
        ArgumentNullException.ThrowIfNull(swap);
        ArgumentNullException.ThrowIfNull(roster);
        ArgumentNullException.ThrowIfNull(startsAt);
        if (swap.AskedById == swap.WithId) return SamePerson;
        if (swap.GivesOn == swap.TakesOn && swap.GivesShiftId == swap.TakesShiftId) return SameTurn;
        bool Works(long person, DateOnly day, long shift) => roster.Any(r => r.AccountId == person && r.WorksOn == day && r.ShiftId == shift);
        if (!Works(swap.AskedById, swap.GivesOn, swap.GivesShiftId) || !Works(swap.WithId, swap.TakesOn, swap.TakesShiftId)) return NotRostered;
        if (startsAt(swap.GivesShiftId, swap.GivesOn) < earliest || startsAt(swap.TakesShiftId, swap.TakesOn) < earliest) return TooLate;
        bool WorksElse(long person, DateOnly day, DateOnly given, long givenShift) =>
            roster.Any(r => r.AccountId == person && r.WorksOn == day && !(r.WorksOn == given && r.ShiftId == givenShift));
        return WorksElse(swap.AskedById, swap.TakesOn, swap.GivesOn, swap.GivesShiftId) || WorksElse(swap.WithId, swap.GivesOn, swap.TakesOn, swap.TakesShiftId) ? TwoShifts : null;
    }
}
