using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Sla;

/// <summary>The policies that a new installation has (sla.md, "Shipped policies"): the Kuaishou pack and the house pack.</summary>
public static class ShippedPolicies
{
    public const string Kuaishou = "kuaishou";
    public const string ReturnCase = "return";
    public const string ComplaintCase = "complaint";
    public const string DisputeCase = "dispute";
    public const string ReturnVisitCase = "returnVisit";

    /// <summary>仅退款.</summary>
    public const string RefundOnly = "refund_only";

    /// <summary>退货退款.</summary>
    public const string ReturnRefund = "return_refund";

    /// <summary>未发货退款.</summary>
    public const string PreShipment = "pre_shipment";

    private static readonly WaitSet OthersTime = WaitSet.Of(Wait.Buyer, Wait.Platform, Wait.Courier, Wait.Supplier);

    /// <summary>The platform's own counting: continuous, no pauses, save the return's resolution in one state.</summary>
    public static IReadOnlyList<Policy> KuaishouPack { get; } =
    [
        new()
        {
            Name = "kuaishou-refund-only",
            Order = 10,
            Match = On((MatchFields.Platform, Kuaishou), (MatchFields.CaseType, ReturnCase), (MatchFields.SubKind, RefundOnly)),
            Targets = [Hours(ClockNames.FirstHandling, 2, 12), Hours(ClockNames.Resolution, 2, 14)],
        },
        new()
        {
            Name = "kuaishou-return-refund",
            Order = 10,
            Match = On((MatchFields.Platform, Kuaishou), (MatchFields.CaseType, ReturnCase), (MatchFields.SubKind, ReturnRefund)),
            Targets =
            [
                Hours(ClockNames.FirstHandling, 4, 24),
                Hours(ClockNames.ReturnReceipt, 12, 24),
                new Target
                {
                    Clock = ClockNames.Resolution,
                    Goal = SlaDuration.OfHours(55),
                    Limit = SlaDuration.OfHours(150),
                    PauseIn = ["AwaitingReturn"],
                },
            ],
        },
    ];

    /// <summary>Every other platform, and what Kuaishou has no rule for.</summary>
    public static IReadOnlyList<Policy> HousePack { get; } =
    [
        House("house"),
        House(
            "house-refund",
            [(MatchFields.CaseType, [ReturnCase])],
            WorkingDays(ClockNames.FirstHandling, 1, 2, OthersTime)),
        House(
            "house-pre-shipment",
            [(MatchFields.CaseType, [ReturnCase]), (MatchFields.SubKind, [PreShipment])],
            WorkingDays(ClockNames.FirstHandling, 1, 2, OthersTime),
            WorkingDays(ClockNames.Resolution, 1, 2, OthersTime)),
        House(
            "house-complaint",
            [(MatchFields.CaseType, [ComplaintCase])],
            WorkingDays(ClockNames.Resolution, 3, 5, OthersTime)),
        House(
            "house-complaint-grave",
            [(MatchFields.CaseType, [ComplaintCase]), (MatchFields.Grade, ["A", "B"])],
            Hours(ClockNames.Resolution, 24, 72, OthersTime)),
        Unanswered("house-dispute", DisputeCase),
        Unanswered("house-return-visit", ReturnVisitCase),
    ];

    /// <summary>Types that nobody waits for a first answer in: the platform asks in a dispute, and we do on a return visit.</summary>
    private static Policy Unanswered(string name, string type) =>
        Without(ClockNames.FirstResponse, House(name, [(MatchFields.CaseType, [type])]));

    private static Policy Without(string clock, Policy policy) =>
        new() { Name = policy.Name, Order = policy.Order, Match = policy.Match, Targets = [.. policy.Targets.Where(t => t.Clock != clock)] };

    public static IReadOnlyList<Policy> All { get; } = [.. KuaishouPack, .. HousePack];

    private static Policy House(string name) => House(name, []);

    /// <summary>What every case of the house has, and the type's own targets behind it.</summary>
    private static Policy House(string name, (string Field, string[] Values)[] match, params Target[] own) => new()
    {
        Name = name,
        Order = 100,
        Match = match.ToDictionary(field => field.Field, field => (IReadOnlyList<string>)field.Values),
        Targets =
        [
            Shift(ClockNames.FirstResponse),
            Shift(ClockNames.NextResponse),
            WorkingDays(ClockNames.Finance, 1, 2),
            Hours(ClockNames.Warehouse, 8, 24),
            Hours(ClockNames.Department, 24, 48),
            Hours(ClockNames.Outbound, 24, 48),
            new Target
            {
                Clock = ClockNames.PlatformDeadline,
                Goal = SlaDuration.OfSeconds(Target.DefaultDeadlineLeadSeconds),
            },
            WorkingDays(ClockNames.PenaltyReview, 3, 5),
            WorkingDays(ClockNames.AppealReply, 3, 5),
            .. own,
        ],
    };

    private static Target Shift(string clock) => new()
    {
        Clock = clock,
        Goal = SlaDuration.OfHours(2),
        Limit = SlaDuration.OfHours(8),
        Calendar = ShippedCalendars.Shift,
        PauseWhile = OthersTime,
    };

    private static Target Hours(string clock, int goal, int limit, WaitSet pauses = default) => new()
    {
        Clock = clock,
        Goal = SlaDuration.OfHours(goal),
        Limit = SlaDuration.OfHours(limit),
        PauseWhile = pauses,
    };

    private static Target WorkingDays(string clock, int goal, int limit, WaitSet pauses = default) => new()
    {
        Clock = clock,
        Goal = SlaDuration.OfWorkingDays(goal),
        Limit = SlaDuration.OfWorkingDays(limit),
        Calendar = ShippedCalendars.China,
        PauseWhile = pauses,
    };

    private static Dictionary<string, IReadOnlyList<string>> On(params (string Field, string Value)[] fields) =>
        fields.ToDictionary(field => field.Field, field => (IReadOnlyList<string>)[field.Value]);
}
