namespace CsKpiCases.Domain.Webhooks;

/// <summary>What a webhook can tell of: the names of events, for ever.</summary>
public static class WebhookType
{
    public const string CaseLogged = "case.logged";
    public const string CaseStateChanged = "case.state_changed";

    /// <summary>Another owner, or none any more.</summary>
    public const string CaseAssigned = "case.assigned";
    public const string CaseRuled = "case.ruled";
    public const string ClockWarning = "clock.warning";
    public const string ClockGoalMissed = "clock.goal_missed";
    public const string ClockBreached = "clock.breached";

    /// <summary>A back-dated event took a miss or breach back that had been told.</summary>
    public const string ClockWithdrawn = "clock.withdrawn";
    public const string PenaltyProposed = "penalty.proposed";

    /// <summary>Accepted, appealed, confirmed, reduced or dropped.</summary>
    public const string PenaltyChanged = "penalty.changed";

    /// <summary>Sent by hand to one target, whatever it is told of otherwise.</summary>
    public const string Test = "webhook.test";

    /// <summary>The names that a target can ask for.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CaseLogged, CaseStateChanged, CaseAssigned, CaseRuled, ClockWarning, ClockGoalMissed, ClockBreached, ClockWithdrawn, PenaltyProposed, PenaltyChanged,
    ];
}
