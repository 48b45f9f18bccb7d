namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>What imported figures say of an indicator over some days.</summary>
public static class FigureOfMonth
{
    /// <summary>
    /// The figure of just these days where there is one, else what parts of them add up to: amounts and numbers are added, rates
    /// and means only where each part tells its numerator and denominator. Null where the parts overlap or do not add up.
    /// </summary>
    /// <param name="indicator">Which.</param>
    /// <param name="first">First day, included.</param>
    /// <param name="last">Last day, included.</param>
    /// <param name="figures">Of one indicator and one agent or shop.</param>
    public static IndicatorFact? Of(Indicator indicator, DateOnly first, DateOnly last, IEnumerable<ShopFigure> figures)
    {
        var within = figures.Where(f => f.From >= first && f.To <= last).OrderBy(f => f.From).ThenBy(f => f.Id).ToList();
        if (within.LastOrDefault(f => f.From == first && f.To == last) is { } whole)
        {
            return new IndicatorFact(indicator.Key, whole.Value, whole.Numerator, whole.Denominator, [whole.Id], IsImported: true);
        }

        if (within.Count == 0 || within.Zip(within.Skip(1)).Any(pair => pair.Second.From <= pair.First.To)) return null;
        List<long> ids = [.. within.Select(f => f.Id).Order()];
        if (Adds(indicator)) return new IndicatorFact(indicator.Key, within.Sum(f => f.Value), null, null, ids, IsImported: true);
        return within.TrueForAll(f => f.Numerator is not null && f.Denominator is not null)
            ? IndicatorFact.Rate(indicator.Key, within.Sum(f => f.Numerator!.Value), within.Sum(f => f.Denominator!.Value), ids) with { IsImported = true }
            : null;
    }

    /// <summary>
    /// As <see cref="Of"/>, but parts count only where they leave no day out: what is known of a few days says nothing of a shop's month.
    /// </summary>
    public static IndicatorFact? OfEveryDay(Indicator indicator, DateOnly first, DateOnly last, IReadOnlyList<ShopFigure> figures) =>
        Of(indicator, first, last, EveryDay(first, last, figures));

    /// <summary>The amount of just these days, else the sum of parts that overlap nowhere and leave no day out; null: neither is there.</summary>
    public static decimal? AmountOfEveryDay(DateOnly first, DateOnly last, IReadOnlyList<ShopFigure> figures)
    {
        var parts = EveryDay(first, last, figures);
        return parts.Count == 0 ? null : parts.Sum(f => f.Value);
    }

    /// <summary>The newest whole figure alone, or the parts in their order; nothing where days are missing or told twice.</summary>
    private static List<ShopFigure> EveryDay(DateOnly first, DateOnly last, IReadOnlyList<ShopFigure> figures)
    {
        if (figures.Where(f => f.From == first && f.To == last).MaxBy(f => f.Id) is { } whole) return [whole];
        var parts = figures.Where(f => f.From >= first && f.To <= last).OrderBy(f => f.From).ToList();
        var isWhole = parts.Count > 0 && parts[0].From == first && parts[^1].To == last && parts.Zip(parts.Skip(1)).All(pair => pair.Second.From == pair.First.To.AddDays(1));
        return isWhole ? parts : [];
    }

    /// <summary>Numbers of things and quantities; pieces an order and yuan an order are means.</summary>
    private static bool Adds(Indicator indicator) =>
        indicator.IsQuantity || (indicator.Unit == IndicatorUnit.Count && indicator.Key != "items_per_order");
}
