using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>
/// The assessments of the past that a trend asks for, for a shop that came with its past (the demo). They are kept by
/// Kuaishou's pack too, whatever the shop's platform: it is the one that looks at everything.
/// </summary>
public sealed class KeepPastAssessments(KeepAssessment keep, AssessPlatform assess)
{
    /// <summary>Dates that have one keep it.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var yesterday = assess.Today(shop).AddDays(-1);
        var first = LocalDays.Of(shop.CreatedAt, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        foreach (var pack in PacksOfShop.Of(shop.Platform).Append(ShippedPacks.Kuaishou).Distinct())
        {
            var dates = pack.Lines.Select(l => l.Window).Distinct().SelectMany(kind => AssessmentWindow.Trend(kind, yesterday, FindAssessments.TrendLength));
            foreach (var date in dates.Where(d => d >= first).Distinct().Order()) await keep.RunAsync(shop, pack, date, cancellation);
        }
    }
}
