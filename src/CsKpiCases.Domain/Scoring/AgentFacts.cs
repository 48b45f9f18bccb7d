using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Everything that an agent's score of a month is made of, each figure with the ids that it was counted from.</summary>
public sealed record AgentFacts
{
    /// <summary>Ratings given in the period for what the agent handled.</summary>
    public RatingFacts Ratings { get; init; } = new(0, 0, []);

    /// <summary>Cases judged in the period.</summary>
    public ResolutionFacts Resolution { get; init; } = new([], []);

    /// <summary>Distinct (buyer, calendar day) pairs served.</summary>
    public BuyerDayFacts BuyerDays { get; init; } = new(null, []);

    /// <summary>Clocks attributed to the agent and judged in the period.</summary>
    public ClockFacts Clocks { get; init; } = new([], [], []);

    /// <summary>Penalties confirmed in the period.</summary>
    public IReadOnlyList<PenaltyFact> Penalties { get; init; } = [];

    /// <summary>Additional scores applied in the period.</summary>
    public IReadOnlyList<AdditionFact> Additions { get; init; } = [];

    /// <summary>What published months got wrong, put right in this one.</summary>
    public IReadOnlyList<AdjustmentFact> Adjustments { get; init; } = [];

    /// <summary>Every other indicator that was measured, imported or entered.</summary>
    public IReadOnlyList<IndicatorFact> Others { get; init; } = [];

    /// <summary>Days due and present; null: not prorated.</summary>
    public Attendance? Attendance { get; init; }

    /// <summary>Days as an agent, where the role began or ended within the month; null: the whole month.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public TimeInRole? RoleDays { get; init; }

    /// <summary>What the targets of quantities are prorated by: presence, and of a month the part in which he was an agent.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Attendance? Presence => RoleDays is not { } role ? Attendance
        : Attendance is not { } list ? new Attendance(role.AllDays, role.Days)
        : new Attendance(list.DaysDue * role.AllDays, Math.Min(list.DaysPresent, list.DaysDue) * role.Days);

    /// <summary>Days absent in the trailing twelve months (<see cref="Facts.LongAbsence"/>); null: no attendance list.</summary>
    public decimal? AbsentDays { get; init; }

    /// <summary>Absent too long to be scored: paid post and seniority.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsExcluded => Facts.LongAbsence.IsExcluded(AbsentDays);

    /// <summary>The agent's imported chats of the period, kept once for every indicator that is counted from all of them.</summary>
    public IReadOnlyList<long> ChatIds { get; init; } = [];

    /// <summary>Orders won by the agent and paid in the period, kept once likewise.</summary>
    public IReadOnlyList<long> PaidOrderIds { get; init; } = [];

    /// <summary>Whether an indicator counts clocks, which a score takes as deductions and no line.</summary>
    public static bool IsOfClocks(string indicator) => indicator is "sla_judged" or "sla_goal_missed" or "sla_limit_breached";

    /// <summary>The value of an indicator with its parts; a null value is no data. An imported figure fills where our own facts have nothing.</summary>
    public IndicatorFact Of(string indicator)
    {
        var own = Own(indicator);
        if (own.Value is not null || Others.FirstOrDefault(fact => fact.Indicator == indicator) is not { } other) return own;
        return other is { SourceIds.Count: 0, IsImported: false } ? other with { SourceIds = SharedIds(indicator) } : other;
    }

    private IndicatorFact Own(string indicator) => indicator switch
    {
        "service_score" => Ratings.ServiceScore,
        "resolution_rate" => Resolution.Rate,
        "customers_received" => new IndicatorFact(indicator, BuyerDays.Count, null, null, BuyerDays.CaseIds),
        "sla_judged" => Count(indicator, Clocks.JudgedClockIds),
        "sla_goal_missed" => Count(indicator, Clocks.MissedClockIds),
        "sla_limit_breached" => Count(indicator, Clocks.BreachedClockIds),
        _ => new IndicatorFact(indicator, null, null, null, []),
    };

    private IReadOnlyList<long> SharedIds(string indicator) => indicator switch
    {
        "first_reply_2min_rate" or "reply_3min_rate" or "avg_response_seconds" => ChatIds,
        "orders" or "sales" or "average_order_value" or "items_per_order" => PaidOrderIds,
        _ => [],
    };

    private static IndicatorFact Count(string indicator, IReadOnlyList<long> ids) => new(indicator, ids.Count, null, null, ids);
}

/// <summary>A measured value.</summary>
/// <param name="Indicator">Key.</param>
/// <param name="Value">In the indicator's unit; null: no data.</param>
/// <param name="Numerator">Of a rate or a mean, where there is one.</param>
/// <param name="Denominator">Of a rate or a mean, where there is one.</param>
/// <param name="SourceIds">What it was counted from: cases, ratings, clocks or imported rows.</param>
/// <param name="IsImported">It was counted elsewhere and imported as a figure; its ids are those of the figures.</param>
public sealed record IndicatorFact(string Indicator, decimal? Value, decimal? Numerator, decimal? Denominator, IReadOnlyList<long> SourceIds, bool IsImported = false)
{
    /// <summary>A rate or a mean of its parts; without anything to divide by it is no data.</summary>
    public static IndicatorFact Rate(string indicator, decimal numerator, decimal denominator, IEnumerable<long> ids) =>
        new(indicator, denominator == 0 ? null : numerator / denominator, numerator, denominator, [.. ids.Order()]);
}

/// <summary>Ratings of 1 to 5 stars.</summary>
/// <param name="Count">How many.</param>
/// <param name="StarTotal">Their sum; kept instead of the mean, which has no exact decimal.</param>
/// <param name="RatingIds">Which.</param>
public sealed record RatingFacts(long Count, decimal StarTotal, IReadOnlyList<long> RatingIds)
{
    /// <summary>Mean stars, 1 to 5; null without ratings.</summary>
    public decimal? Mean => Count == 0 ? null : StarTotal / Count;

    internal IndicatorFact ServiceScore =>
        new("service_score", Count == 0 ? null : StarTotal * 20 / Count, StarTotal, Count, RatingIds);
}

/// <summary>Cases judged once: at the earlier of first resolution and the resolution limit's due instant.</summary>
/// <param name="ResolvedCaseIds">A: of the judged, resolved by the period's end and not reopened within 7 days.</param>
/// <param name="JudgedCaseIds">B: all judged in the period.</param>
public sealed record ResolutionFacts(IReadOnlyList<long> ResolvedCaseIds, IReadOnlyList<long> JudgedCaseIds)
{
    internal IndicatorFact Rate => new(
        "resolution_rate",
        JudgedCaseIds.Count == 0 ? null : (decimal)ResolvedCaseIds.Count / JudgedCaseIds.Count,
        ResolvedCaseIds.Count,
        JudgedCaseIds.Count,
        JudgedCaseIds);
}

/// <summary>Buyer-days: the same buyer on three days counts three (seed 003).</summary>
/// <param name="Count">Distinct pairs; null: not measured.</param>
/// <param name="CaseIds">Cases that they came from; imported chat facts add to the count alone.</param>
public sealed record BuyerDayFacts(long? Count, IReadOnlyList<long> CaseIds);

/// <summary>Judged clocks; a breached one is not also missed.</summary>
/// <param name="JudgedClockIds">All judged.</param>
/// <param name="MissedClockIds">Of them late: goal missed, limit kept.</param>
/// <param name="BreachedClockIds">Of them breached.</param>
public sealed record ClockFacts(IReadOnlyList<long> JudgedClockIds, IReadOnlyList<long> MissedClockIds, IReadOnlyList<long> BreachedClockIds);

/// <summary>A penalty confirmed (or reduced) in the period.</summary>
public sealed record PenaltyFact(long PenaltyId, long CaseId, Severity Severity);

/// <summary>An applied addition.</summary>
/// <param name="AdditionId">Which.</param>
/// <param name="Points">Points, 0 or more.</param>
/// <param name="Reason">As proposed.</param>
public sealed record AdditionFact(long AdditionId, decimal Points, string Reason);

/// <summary>What a published month got wrong.</summary>
/// <param name="AdjustmentId">Which.</param>
/// <param name="CauseMonth">The month that it puts right, yyyy-MM.</param>
/// <param name="Points">Signed.</param>
public sealed record AdjustmentFact(long AdjustmentId, string CauseMonth, decimal Points);
