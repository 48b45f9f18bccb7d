using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>Puts the page of a month together, and that of a SKU; every bar opens what it counts.</summary>
public sealed class BuildQualityPage(ReadQuality quality, ReadFeedback feedback, ShopPeople people, Texts texts, TimeProvider time)
{
    private const int MostBars = 12;
    private const int MonthsBack = 12;

    /// <summary>The named month, else the present one.</summary>
    public CalendarMonth Month(Shop shop, string? text)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return CalendarMonth.TryParse(text, out var month) && month.Year is >= 2000 and <= 2200
            ? month : CalendarMonth.Of(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
    }

    public async Task<QualityPage> OfMonthAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var skus = await quality.SkusAsync(shop, month, cancellation);
        var causes = await quality.CausesAsync(shop, month, null, cancellation);
        var present = Month(shop, null);
        var bars = skus.Take(MostBars).ToList();
        return new QualityPage(
            month, [.. skus.OrderByDescending(s => s.Rate ?? 0).ThenByDescending(s => s.Cases)], causes,
            bars.Count == 0 ? null : new Chart(texts["quality.pareto-sku"], ChartKind.Pareto, texts["quality.unit"], [.. bars.Select(s => s.Sku)],
                [new ChartSeries(texts["quality.cases"], [.. bars.Select(s => (decimal?)s.Cases)], "breach", [.. bars.Select(s => TellQuality.HrefOf(s.Sku) + "&month=" + month)])]),
            causes.Count == 0 ? null : new Chart(texts["quality.pareto-cause"], ChartKind.Pareto, texts["quality.unit"], [.. causes.Select(c => texts.Named("cause.", c.Cause))],
                [new ChartSeries(texts["quality.cases"], [.. causes.Select(c => (decimal?)c.Cases)], "warn")]),
            await feedback.WaitingAsync(shop.Id, cancellation), [.. Enumerable.Range(0, MonthsBack).Select(back => present.Plus(-back).ToString())]);
    }

    /// <summary>Null when the shop sells no such SKU.</summary>
    public async Task<SkuPage?> OfSkuAsync(Shop shop, CalendarMonth month, string sku, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        if (await quality.SkuAsync(shop, month, sku, cancellation) is not { } row) return null;
        return new SkuPage(
            month, row, await quality.CausesAsync(shop, month, sku, cancellation), await quality.CasesOfAsync(shop, month, sku, cancellation), await feedback.OfAsync(shop.Id, sku, cancellation),
            await feedback.HandlerAsync(shop.Id, sku, cancellation), await people.OfAsync(shop.Id, cancellation))
        {
            MayName = reader.Can(Right.NameHandlers, shop.Id), MayKeepMeasures = reader.Can(Right.KeepMeasures, shop.Id), ReaderId = reader.AccountId,
        };
    }
}
