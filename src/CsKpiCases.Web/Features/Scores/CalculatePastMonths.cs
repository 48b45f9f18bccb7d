using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>The scores of the last two closed months, for a shop that came with its past (the demo).</summary>
public sealed class CalculatePastMonths(CalculateScores calculate, TimeProvider clock)
{
    /// <summary>Months that are calculated already stay as they are.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var open = CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        foreach (var month in new[] { open.Plus(-2), open.Previous }) await calculate.RunAsync(shop, month, null, cancellation);
    }
}
