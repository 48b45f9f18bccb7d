using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>The indicators beside the standard scheme's: of cases, ratings, clocks, chats and orders, marks, and imported figures where our own facts have nothing.</summary>
internal sealed class GatherOthers(CasesDbContext db, Shop shop, Period period, TimeZoneInfo zone, DateTime now)
{
    public async Task<OtherFacts> RunAsync(CancellationToken cancellation)
    {
        var (first, last) = (LocalDay(period.FromUtc), LocalDay(period.ToUtc.AddSeconds(-1)));
        return new OtherFacts
        {
            Reopenings = await GatherReopenings.RunAsync(db, shop.Id, period, cancellation),
            Attitudes = await GatherAttitudes.RunAsync(db, shop.Id, period, cancellation),
            Durations = await GatherDurations.RunAsync(db, shop.Id, period, cancellation),
            ShippingErrors = await GatherShippingErrors.RunAsync(db, shop.Id, period, cancellation),
            Leftovers = await new GatherLeftovers(db, shop, period, zone, now).RunAsync(cancellation),
            Chats = await GatherChats.RunAsync(db, shop.Id, ChatMeasures.BasisOf(shop.Platform), first, last, cancellation),
            Sales = await GatherSales.RunAsync(db, shop.Id, period, cancellation),
            Marks = await GatherMarks.RunAsync(db, shop.Id, period, cancellation),
            Figures = await GatherFigures.RunAsync(db, shop.Id, first, last, cancellation),
        };
    }

    private DateOnly LocalDay(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));
}

/// <summary>What was gathered, by agent.</summary>
internal sealed record OtherFacts
{
    public required Dictionary<long, IndicatorFact> Reopenings { get; init; }
    public required Dictionary<long, IndicatorFact> Attitudes { get; init; }
    public required Dictionary<long, List<IndicatorFact>> Durations { get; init; }
    public required Dictionary<long, List<long>> ShippingErrors { get; init; }

    /// <summary>Null where the shop has no shifts.</summary>
    public required Dictionary<long, List<long>>? Leftovers { get; init; }
    public required Dictionary<long, ChatMeasures> Chats { get; init; }
    public required Dictionary<long, SalesMeasures> Sales { get; init; }
    public required Dictionary<long, IReadOnlyList<IndicatorFact>> Marks { get; init; }
    public required Dictionary<long, List<IndicatorFact>> Figures { get; init; }

    public IEnumerable<long> Agents =>
        [.. Reopenings.Keys, .. Attitudes.Keys, .. Durations.Keys, .. ShippingErrors.Keys, .. (Leftovers ?? []).Keys, .. Chats.Keys, .. Sales.Keys, .. Marks.Keys, .. Figures.Keys];

    public IReadOnlyList<long> ChatIds(long agent) => Chats.GetValueOrDefault(agent)?.ChatIds ?? [];

    public IReadOnlyList<long> PaidOrderIds(long agent) => Sales.GetValueOrDefault(agent)?.PaidOrderIds ?? [];

    /// <summary>An agent's indicators that have data, by key; of an imported figure, only where there is none of our own.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="completion">His completion rates.</param>
    /// <param name="worked">Whether he worked on cases: who did has no errors rather than no data.</param>
    public IReadOnlyList<IndicatorFact> Of(long agent, IReadOnlyList<IndicatorFact> completion, bool worked)
    {
        List<IndicatorFact> own =
        [
            .. completion, .. Durations.GetValueOrDefault(agent) ?? [], .. Chats.GetValueOrDefault(agent)?.Facts ?? [], .. Sales.GetValueOrDefault(agent)?.Facts ?? [],
            .. Marks.GetValueOrDefault(agent) ?? [], Counted("shipping_errors", ShippingErrors.GetValueOrDefault(agent), worked),
        ];
        if (Reopenings.TryGetValue(agent, out var reopened)) own.Add(reopened);
        if (Attitudes.TryGetValue(agent, out var attitude)) own.Add(attitude);
        if (Leftovers is not null) own.Add(Counted("leftover_cases", Leftovers.GetValueOrDefault(agent), worked));
        own.RemoveAll(fact => fact.Value is null);
        var measured = own.Select(fact => fact.Indicator).ToHashSet(StringComparer.Ordinal);
        return [.. own.Concat((Figures.GetValueOrDefault(agent) ?? []).Where(f => !measured.Contains(f.Indicator))).OrderBy(f => f.Indicator, StringComparer.Ordinal)];
    }

    private static IndicatorFact Counted(string indicator, List<long>? cases, bool worked) =>
        new(indicator, cases?.Count ?? (worked ? 0 : null), null, null, [.. (cases ?? []).Order()]);
}
