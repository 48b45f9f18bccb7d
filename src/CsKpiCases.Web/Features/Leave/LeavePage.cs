using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Leave as typed: local times of the shop, <c>yyyy-MM-ddTHH:mm</c>.</summary>
public sealed record LeaveForm(string? From, string? To, string? Reason);

/// <summary>A swap as chosen: turns are <c>yyyy-MM-dd/shift</c>.</summary>
public sealed record SwapForm(long? With, string? Gives, string? Takes, string? Reason);

/// <summary>A leave request to be shown.</summary>
public sealed record LeaveLine(LeaveRequest Leave, string Name, string? DecidedBy)
{
    /// <summary>It runs now.</summary>
    public bool IsRunning(DateTime now) => Leave.State == RequestState.Granted && Leave.HoldsFrom <= now && now < Leave.HoldsTo;

    /// <summary>It has not ended yet.</summary>
    public bool IsAhead(DateTime now) => Leave.State == RequestState.Asked || (Leave.State == RequestState.Granted && now < Leave.HoldsTo);
}

/// <summary>A swap to be shown.</summary>
public sealed record SwapLine(ShiftSwap Swap, string Asks, string With, string GivesShift, string TakesShift);

/// <summary>A turn to choose.</summary>
public sealed record TurnChoice(DateOnly Day, long ShiftId, string ShiftName)
{
    public string Value => FormattableString.Invariant($"{Day:yyyy-MM-dd}/{ShiftId}");
}

/// <summary>The page of somebody's leave and swaps, and for who grants them what waits.</summary>
/// <param name="Mine">His requests, newest first.</param>
/// <param name="Swaps">Swaps that he asked for or was asked for, newest first.</param>
/// <param name="ToGrant">Leave that waits for him to decide.</param>
/// <param name="SwapsToGrant">Swaps that both want and that wait for him.</param>
/// <param name="Away">Who is away now or soon.</param>
/// <param name="Colleagues">With whom he could swap.</param>
/// <param name="With">With whom he wants to.</param>
/// <param name="MyTurns">Turns that he could give away.</param>
/// <param name="TheirTurns">Turns that he could take.</param>
public sealed record LeavePage(
    long ReaderId, bool MayGrant, IReadOnlyList<LeaveLine> Mine, IReadOnlyList<SwapLine> Swaps, IReadOnlyList<LeaveLine> ToGrant, IReadOnlyList<SwapLine> SwapsToGrant,
    IReadOnlyList<LeaveLine> Away, IReadOnlyList<(long Id, string Name)> Colleagues, long? With, IReadOnlyList<TurnChoice> MyTurns, IReadOnlyList<TurnChoice> TheirTurns, DateTime Now)
{
    public LeaveForm Form { get; init; } = new(null, null, null);

    public SwapForm SwapForm { get; init; } = new(null, null, null, null);

    /// <summary>Text key of what is wrong with a form; null: nothing.</summary>
    public string? Wrong { get; init; }

    /// <summary>The same of a swap's.</summary>
    public string? WrongSwap { get; init; }
}
