using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Body of <c>POST /api/v1/scoring/simulate</c> (surface.md). Numbers are numbers, not text.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScoringSimulationRequest
{
    /// <summary>The scheme to score by.</summary>
    public SchemeDraft? Scheme { get; init; }

    /// <summary>Values by indicator key; null or absent: no data.</summary>
    public IReadOnlyDictionary<string, decimal?>? Values { get; init; }

    /// <summary>Clocks judged; 20 and more are deducted by rate.</summary>
    public long? ClocksJudged { get; init; }

    /// <summary>Clocks late: goal missed, limit kept.</summary>
    public long? GoalsMissed { get; init; }

    /// <summary>Clocks breached.</summary>
    public long? LimitsBreached { get; init; }

    /// <summary>Severities of confirmed penalties, A to D.</summary>
    public IReadOnlyList<string?>? Penalties { get; init; }

    /// <summary>Applied additional score, 0 or more.</summary>
    public decimal? Additional { get; init; }
}

/// <summary>One line of the answer.</summary>
/// <param name="Indicator">Key.</param>
/// <param name="Score">0 to 100, two decimals; null: no data.</param>
/// <param name="Weight">As in the scheme.</param>
/// <param name="Points">On redistributed weights, two decimals; null: no data.</param>
public sealed record SimulatedLine(string Indicator, decimal? Score, decimal Weight, decimal? Points);

/// <summary>Answer of <c>POST /api/v1/scoring/simulate</c>; outputs are rounded to two decimals, grades go by the rounded final.</summary>
/// <param name="Lines">In the scheme's order.</param>
/// <param name="Base">Null when no line has data, as are <paramref name="Final"/> and the grades.</param>
/// <param name="Deductions">For clocks and penalties.</param>
/// <param name="Additional">As given.</param>
/// <param name="Final">max(0, base − deductions) + additional.</param>
/// <param name="BonusGrade">特 优 A B C D E F.</param>
/// <param name="BonusRatio">Of the performance base: 1 for 100%.</param>
/// <param name="PostGrade">outstanding, excellent, good, fair, fail.</param>
public sealed record ScoringSimulationAnswer(
    IReadOnlyList<SimulatedLine> Lines,
    decimal? Base,
    decimal Deductions,
    decimal Additional,
    decimal? Final,
    string? BonusGrade,
    decimal? BonusRatio,
    string? PostGrade);
