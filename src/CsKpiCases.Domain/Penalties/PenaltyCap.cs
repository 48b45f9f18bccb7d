using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Penalties;

/// <summary>Which limit decided how much penalties take.</summary>
public enum CapReason
{
    /// <summary>Variable pay: penalties come from performance pay (seed 001).</summary>
    VariablePay,

    /// <summary>20% of the month's pay (Interim Provisions on Wage Payment, art. 16).</summary>
    ShareOfPay,

    /// <summary>What is above the local minimum wage (the same article).</summary>
    AboveMinimumWage,
}

/// <summary>A month's pay as far as the cap looks at it, in yuan.</summary>
/// <param name="BeforePenalties">All pay of the month.</param>
/// <param name="Variable">Of it: commissions, performance and department bonus.</param>
/// <param name="MinimumWage">Local minimum wage a month.</param>
public sealed record CappedPay(decimal BeforePenalties, decimal Variable, decimal MinimumWage);

/// <summary>The most that penalties may take in a month, and why.</summary>
/// <param name="Most">Yuan, the least of the three, never below 0.</param>
/// <param name="Reason">The limit that is least; the earlier in the list among equals.</param>
public sealed record PenaltyLimit(decimal Most, CapReason Reason);

/// <summary>What penalties take of a month's pay. What the cap cuts off is waived and shown, never carried on.</summary>
/// <param name="Limit">The cap.</param>
/// <param name="Deducted">Yuan taken.</param>
/// <param name="Waived">Yuan cut off.</param>
public sealed record CappedPenalty(PenaltyLimit Limit, decimal Deducted, decimal Waived);

/// <summary>The running total that the ruling page shows before anything is confirmed.</summary>
/// <param name="Before">The month with what is confirmed already.</param>
/// <param name="After">The month with the new penalty as well.</param>
/// <param name="Adds">Yuan that the new penalty really takes.</param>
public sealed record RunningTotal(CappedPenalty Before, CappedPenalty After, decimal Adds);

/// <summary>The monthly cap on penalties (scoring.md, 4).</summary>
public static class PenaltyCap
{
    /// <summary>The part of a month's pay that penalties may take, shipped.</summary>
    public const decimal ShippedShare = 0.2m;

    /// <summary>The limit: 2600 of which 800 variable, minimum wage 2200: min(800, 520, 400) = 400.</summary>
    public static PenaltyLimit LimitOf(CappedPay pay, decimal share = ShippedShare)
    {
        (decimal Most, CapReason Reason)[] limits =
        [
            (pay.Variable, CapReason.VariablePay),
            (Rounding.ToCents(pay.BeforePenalties * share), CapReason.ShareOfPay),
            (pay.BeforePenalties - pay.MinimumWage, CapReason.AboveMinimumWage),
        ];
        var least = limits.MinBy(limit => limit.Most);
        return new PenaltyLimit(Rounding.ToCents(Math.Max(0, least.Most)), least.Reason);
    }

    /// <summary>Applies the cap to a month's penalties, yuan.</summary>
    public static CappedPenalty Apply(CappedPay pay, decimal penalties, decimal share = ShippedShare)
    {
        var limit = LimitOf(pay, share);
        var deducted = Rounding.ToCents(Math.Min(penalties, limit.Most));
        return new CappedPenalty(limit, deducted, Rounding.ToCents(penalties - deducted));
    }

    /// <summary>The month's running total without and with one more penalty.</summary>
    /// <param name="pay">The month's pay as expected so far.</param>
    /// <param name="confirmed">Penalties confirmed in the month, yuan.</param>
    /// <param name="added">The penalty looked at, yuan.</param>
    /// <param name="share">Part of the pay that may be taken.</param>
    public static RunningTotal Preview(CappedPay pay, decimal confirmed, decimal added, decimal share = ShippedShare)
    {
        var before = Apply(pay, confirmed, share);
        var after = Apply(pay, confirmed + added, share);
        return new RunningTotal(before, after, Rounding.ToCents(after.Deducted - before.Deducted));
    }
}
