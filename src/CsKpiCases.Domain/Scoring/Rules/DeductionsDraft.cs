using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>Deductions as somebody wrote them, unchecked; points.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeductionsDraft
{
    public const decimal MostPoints = 1_000_000;

    /// <summary>Judged clocks from which rates are used: a whole number.</summary>
    public decimal? RatesFrom { get; init; }
    public decimal? PerBreachRate { get; init; }
    public decimal? PerMissRate { get; init; }
    public decimal? PerBreach { get; init; }
    public decimal? PerMiss { get; init; }
    public decimal? MostForClocks { get; init; }
    public decimal? PenaltyA { get; init; }
    public decimal? PenaltyB { get; init; }
    public decimal? PenaltyC { get; init; }
    public decimal? PenaltyD { get; init; }

    public static DeductionsDraft Of(DeductionRules rules) => new()
    {
        RatesFrom = rules.RatesFrom, PerBreachRate = rules.PerBreachRate, PerMissRate = rules.PerMissRate, PerBreach = rules.PerBreach, PerMiss = rules.PerMiss,
        MostForClocks = rules.MostForClocks, PenaltyA = rules.PenaltyA, PenaltyB = rules.PenaltyB, PenaltyC = rules.PenaltyC, PenaltyD = rules.PenaltyD,
    };

    /// <summary>The rules, or null and every fault at its field's name.</summary>
    public DeductionRules? Check(out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        foreach (var (path, points) in Fields())
        {
            if (points is null) found.Add(FieldError.Required(path));
            else if (points is < 0 or > MostPoints) found.Add(new FieldError(path, "out_of_range", "Must be 0 to 1,000,000.", "应在 0 到 1,000,000 之间。"));
        }

        if (RatesFrom is { } clocks && clocks != decimal.Truncate(clocks)) found.Add(new FieldError("ratesFrom", "not_whole", "Must be a whole number.", "必须是整数。"));
        return found.Count > 0 ? null : new DeductionRules
        {
            RatesFrom = (long)RatesFrom!.Value, PerBreachRate = PerBreachRate!.Value, PerMissRate = PerMissRate!.Value, PerBreach = PerBreach!.Value, PerMiss = PerMiss!.Value,
            MostForClocks = MostForClocks!.Value, PenaltyA = PenaltyA!.Value, PenaltyB = PenaltyB!.Value, PenaltyC = PenaltyC!.Value, PenaltyD = PenaltyD!.Value,
        };
    }

    private IEnumerable<(string Path, decimal? Points)> Fields() =>
    [
        ("ratesFrom", RatesFrom), ("perBreachRate", PerBreachRate), ("perMissRate", PerMissRate), ("perBreach", PerBreach), ("perMiss", PerMiss),
        ("mostForClocks", MostForClocks), ("penaltyA", PenaltyA), ("penaltyB", PenaltyB), ("penaltyC", PenaltyC), ("penaltyD", PenaltyD),
    ];
}
