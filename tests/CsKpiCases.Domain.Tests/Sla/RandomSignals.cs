using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>Signals in any order, sensible or not: what the clocks make of them must not depend on how they are fed.</summary>
internal static class RandomSignals
{
    public const int Kinds = 27;

    private static readonly string[] Keys = ["a", "b"];
    private static readonly string[] States = ["Deciding", "AwaitingReturn", "Inspecting"];

    public static IReadOnlyList<Policy> Policies { get; } =
    [
        PolicyOf("all", WorkingCalendar.Continuous, 4, 10, [.. ClockNames.All, "pack_clock"]),
        PolicyOf("office", Calendars.Scenario, 2, 30, [.. ClockNames.All, "pack_clock"]),
        PolicyOf("short", Calendars.Lunch, 1, 2, [ClockNames.Resolution, ClockNames.FirstResponse, ClockNames.Warehouse]),
        PolicyOf("other", ShippedCalendars.China, 3, 9, [ClockNames.NextResponse, ClockNames.FirstHandling, ClockNames.PlatformDeadline]),
    ];

    public static List<Signal> Make(DateTime origin, int[] kinds, int[] picks, int[] gaps)
    {
        var at = origin;
        var signals = new List<Signal>();
        for (var index = 0; index < kinds.Length; index++)
        {
            at = at.AddSeconds(gaps[index]);
            signals.Add(One(kinds[index], at, picks[index]));
        }
        return signals;
    }

    private static Signal One(int kind, DateTime at, int pick) => kind switch
    {
        0 or 1 => new BuyerApplied(at),
        2 => new BuyerMessaged(at),
        3 => new AutomaticMessage(at),
        4 => new PersonAnswered(at),
        5 => new ActedOnMerits(at),
        6 or 7 => new EnteredState(at, States[pick % 3], (Wait)(pick % 10)),
        8 => new Held(at, (Wait)((pick % 9) + 1)),
        9 => new Released(at),
        10 => new Frozen(at),
        11 => new Thawed(at),
        12 => new OwnerChanged(at, pick % 4 == 0 ? null : pick % 4, pick % 3 != 0),
        13 => new ShiftChanged(at, pick % 2 == 0),
        14 => new Resolved(at),
        15 => new Reopened(at),
        16 => pick % 2 == 0 ? new Ruled(at) : new CaseCancelled(at),
        17 => new Appealed(at, Keys[pick % 2]),
        18 => new AppealAnswered(at, Keys[pick % 2]),
        19 => new MergedIn(at, pick % 5 == 0 ? null : at.AddSeconds(-pick * 900)),
        20 => new DeadlineSet(at, Keys[pick % 2], at.AddSeconds((pick - 20) * 1_800)),
        21 => pick % 2 == 0 ? new DeadlineSatisfied(at, Keys[pick / 2 % 2]) : new DeadlineWithdrawn(at, Keys[pick / 2 % 2]),
        22 => pick % 2 == 0 ? new ParcelSignedFor(at, Keys[pick / 2 % 2]) : new InspectionFinished(at, Keys[pick / 2 % 2]),
        23 => pick % 2 == 0 ? new OutboundApproved(at, Keys[pick / 2 % 2]) : new OutboundScanned(at, Keys[pick / 2 % 2]),
        24 => pick % 2 == 0 ? new ChaseBegun(at, Keys[pick / 2 % 2]) : new CourierScanned(at, Keys[pick / 2 % 2]),
        25 => pick % 2 == 0 ? new ClockStarted(at, "pack_clock", "") : new ClockStopped(at, "pack_clock", ""),
        _ => new PolicyChanged(at, Policies[pick % Policies.Count]),
    };

    private static Policy PolicyOf(string name, WorkingCalendar calendar, int goal, int limit, string[] clocks) => new()
    {
        Name = name,
        Targets =
        [
            .. clocks.Select(clock => clock == ClockNames.PlatformDeadline
                ? new Target { Clock = clock }
                : new Target
                {
                    Clock = clock,
                    Goal = SlaDuration.OfHours(goal),
                    Limit = calendar.IsContinuous ? SlaDuration.OfHours(limit) : SlaDuration.OfWorkingDays(limit / 3 + 1),
                    Calendar = calendar,
                    PauseWhile = WaitSet.Of(Wait.Buyer, Wait.Platform),
                    PauseIn = ["AwaitingReturn"],
                }),
        ],
    };
}
