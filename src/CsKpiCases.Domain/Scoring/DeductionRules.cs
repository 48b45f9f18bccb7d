using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Domain.Scoring;

/// <summary>
/// What lateness and penalties cost, in points; all of it configuration (scoring.md, 2). From
/// <see cref="RatesFrom"/> judged clocks on by rate, so that who works more is not punished for it (seed 001).
/// </summary>
public sealed record DeductionRules
{
    /// <summary>The shipped numbers.</summary>
    public static DeductionRules Shipped { get; } = new();

    /// <summary>Judged clocks from which rates are used; below, counts.</summary>
    public long RatesFrom { get; init; } = 20;

    /// <summary>Points for a breach rate of 100%.</summary>
    public decimal PerBreachRate { get; init; } = 200;

    /// <summary>Points for a miss rate of 100%.</summary>
    public decimal PerMissRate { get; init; } = 50;

    /// <summary>Points for each breach, by count.</summary>
    public decimal PerBreach { get; init; } = 2;

    /// <summary>Points for each missed goal, by count.</summary>
    public decimal PerMiss { get; init; } = 0.5m;

    /// <summary>The most that clocks can cost.</summary>
    public decimal MostForClocks { get; init; } = 20;

    /// <summary>Points of a confirmed penalty of severity A.</summary>
    public decimal PenaltyA { get; init; } = 10;

    /// <summary>Points of a confirmed penalty of severity B.</summary>
    public decimal PenaltyB { get; init; } = 5;

    /// <summary>Points of a confirmed penalty of severity C.</summary>
    public decimal PenaltyC { get; init; } = 2;

    /// <summary>Points of a confirmed penalty of severity D.</summary>
    public decimal PenaltyD { get; init; } = 1;

    /// <summary>Points of one confirmed penalty.</summary>
    public decimal Of(Severity severity) => severity switch
    {
        Severity.A => PenaltyA,
        Severity.B => PenaltyB,
        Severity.C => PenaltyC,
        _ => PenaltyD,
    };

    /// <summary>
    /// What an agent's clocks cost, unrounded. The counts are taken as given. 2 missed and 1 breached of 15: 3 by count;
    /// 10 missed and 4 breached of 200: 0.02 × 200 + 0.05 × 50 = 6.5 by rate.
    /// </summary>
    public ClockDeduction OfClocks(long judged, long missed, long breached)
    {
        var byRate = judged >= RatesFrom && judged > 0;
        var forBreaches = byRate ? PerBreachRate * breached / judged : PerBreach * breached;
        var forMisses = byRate ? PerMissRate * missed / judged : PerMiss * missed;
        return new ClockDeduction(judged, missed, breached, byRate, forBreaches, forMisses, Math.Min(MostForClocks, forBreaches + forMisses));
    }

    /// <summary>All deductions together.</summary>
    public Deductions Of(long judged, long missed, long breached, IEnumerable<Severity> penalties)
    {
        var clocks = OfClocks(judged, missed, breached);
        var forPenalties = penalties.Sum(Of);
        return new Deductions(clocks, forPenalties, clocks.Points + forPenalties);
    }
}

/// <summary>How the points for clocks came about.</summary>
/// <param name="Judged">Clocks judged in the period.</param>
/// <param name="Missed">Of them late: goal missed, limit kept.</param>
/// <param name="Breached">Of them breached; not also counted as missed.</param>
/// <param name="ByRate">True: by rate; false: by count.</param>
/// <param name="ForBreaches">Points for breaches, before the cap.</param>
/// <param name="ForMisses">Points for misses, before the cap.</param>
/// <param name="Points">Points deducted, capped.</param>
public sealed record ClockDeduction(
    long Judged, long Missed, long Breached, bool ByRate, decimal ForBreaches, decimal ForMisses, decimal Points)
{
    /// <summary>What the cap took off.</summary>
    public decimal CutOff => ForBreaches + ForMisses - Points;
}

/// <summary>Deductions of a score, unrounded.</summary>
/// <param name="Clocks">For lateness, capped.</param>
/// <param name="ForPenalties">For confirmed penalties, uncapped.</param>
/// <param name="Total">Both.</param>
public sealed record Deductions(ClockDeduction Clocks, decimal ForPenalties, decimal Total);
