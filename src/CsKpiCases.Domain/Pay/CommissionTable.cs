using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Pay;

/// <summary>One step: sales above the step before and up to <paramref name="UpTo"/> earn (sales − Over) × Rate + Plus.</summary>
/// <param name="UpTo">Yuan of monthly sales, included; null: without end.</param>
/// <param name="Over">Yuan of sales that the rate leaves out.</param>
/// <param name="Rate">A fraction.</param>
/// <param name="Plus">Yuan added.</param>
public sealed record CommissionStep(decimal? UpTo, decimal Over, decimal Rate, decimal Plus)
{
    internal decimal At(decimal sales) => ((sales - Over) * Rate) + Plus;
}

/// <summary>A point where selling more pays less.</summary>
/// <param name="Sales">Yuan of sales that still pay more.</param>
/// <param name="Pays">Commission there, yuan.</param>
/// <param name="PaysJustAbove">Commission for the least bit more, yuan.</param>
public sealed record CommissionFall(decimal Sales, decimal Pays, decimal PaysJustAbove);

/// <summary>Personal commission on monthly sales.</summary>
public sealed class CommissionTable
{
    private CommissionTable(IReadOnlyList<CommissionStep> steps) => Steps = steps;

    /// <summary>
    /// Seed 000, IX, as written there: up to 15000 1.5% of all; up to 20000 2% of what is above 15000, and 150; up to
    /// 25000 4% of what is above 20000, and 250; beyond, 2% of all.
    /// </summary>
    public static CommissionTable AsWritten { get; } = new(
    [
        new CommissionStep(15_000, 0, 0.015m, 0),
        new CommissionStep(20_000, 15_000, 0.02m, 150),
        new CommissionStep(25_000, 20_000, 0.04m, 250),
        new CommissionStep(null, 0, 0.02m, 0),
    ]);

    /// <summary>The steps, lowest first; the last is without end.</summary>
    public IReadOnlyList<CommissionStep> Steps { get; }

    /// <summary>A table of a shop's own steps, or null and every fault: ends that do not rise, a negative rate, no endless last step.</summary>
    public static CommissionTable? Make(IReadOnlyList<CommissionStep> steps, string path, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        var reached = 0m;
        for (var i = 0; i < steps.Count; i++)
        {
            var last = i == steps.Count - 1;
            if (last != (steps[i].UpTo is null) || steps[i].UpTo <= reached)
            {
                found.Add(new FieldError($"{path}[{i}].upTo", "steps_not_rising", "Steps end ever higher, and only the last has no end.", "各档上限必须递增，且只有最后一档没有上限。"));
            }

            if (steps[i].Rate < 0)
            {
                found.Add(FieldError.Negative($"{path}[{i}].rate"));
            }

            reached = steps[i].UpTo ?? reached;
        }

        if (steps.Count == 0)
        {
            found.Add(FieldError.Required(path));
        }

        return found.Count == 0 ? new CommissionTable([.. steps]) : null;
    }

    /// <summary>Commission on a month's sales, both in yuan, rounded. As written: 15000 → 225.00, 15000.01 → 150.00.</summary>
    public decimal Of(decimal sales) => Rounding.ToCents(Steps.First(step => step.UpTo is null || sales <= step.UpTo).At(sales));

    /// <summary>
    /// The same rates, each on the sales of its own step only, so that selling more never pays less:
    /// 1.5% up to 15000, then 2%, 4% and 2% (15000 → 225, 20000 → 325, 25000 → 525, 40000 → 825).
    /// </summary>
    public CommissionTable Continuous()
    {
        var steps = new List<CommissionStep>();
        decimal from = 0, earned = 0;
        foreach (var step in Steps)
        {
            steps.Add(new CommissionStep(step.UpTo, from, step.Rate, earned));
            earned = steps[^1].At(step.UpTo ?? from);
            from = step.UpTo ?? from;
        }

        return new CommissionTable(steps);
    }

    /// <summary>Every point where selling more pays less. As written: 15000 (225 → 150).</summary>
    public IReadOnlyList<CommissionFall> Falls() =>
    [
        .. Steps.Zip(Steps.Skip(1))
            .Select(pair => new CommissionFall(pair.First.UpTo!.Value, Rounding.ToCents(pair.First.At(pair.First.UpTo.Value)), Rounding.ToCents(pair.Second.At(pair.First.UpTo.Value))))
            .Where(point => point.PaysJustAbove < point.Pays),
    ];
}
