namespace CsKpiCases.Domain.Money;

/// <summary>Rounding of yuan and of points: half away from zero to 0.01, once, at the end of each named amount.</summary>
public static class Rounding
{
    // A third of a month's target has no finite decimal: its 28th digit is noise, and 90.005 must not
    // become 90.00 because it arrived as 90.00499…9. What lies below the 18th place is settled first.
    private const int SettledPlaces = 18;

    /// <summary>Rounds half away from zero to two decimals: 0.005 → 0.01, −0.005 → −0.01.</summary>
    public static decimal ToCents(decimal amount) =>
        Plain(Math.Round(Settle(amount), 2, MidpointRounding.AwayFromZero));

    /// <summary>Removes division noise below the 18th decimal; no business figure is that fine.</summary>
    public static decimal Settle(decimal amount) =>
        Math.Round(amount, SettledPlaces, MidpointRounding.AwayFromZero);

    /// <summary>The same number without trailing zeros (36.80 → 36.8), so that it prints and hashes in one way only.</summary>
    public static decimal Plain(decimal amount) =>
        amount == 0 ? 0m : amount / 1.0000000000000000000000000000m;
}
