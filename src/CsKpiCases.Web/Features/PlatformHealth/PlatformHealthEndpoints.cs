using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>One indicator of an assessment; what follows from a value is null without data.</summary>
/// <param name="Line">Unique within the pack.</param>
/// <param name="From">First day of the window; both ends are included.</param>
/// <param name="DaysLeft">Days of the window after the date; null for one that moves on every day.</param>
/// <param name="Value">Rates as fractions, times in hours or seconds; six decimals.</param>
/// <param name="LeastCount">Bad cases below which the threshold is not hit.</param>
/// <param name="Headroom">More bad cases that do not hit the threshold (0: the next one does), of a mean the time left; null once it is hit. Without a threshold: to the target.</param>
/// <param name="GoodNeeded">Good ones that bring a missed target back; null where none do.</param>
/// <param name="IsImported">The value is an imported figure: nothing is counted here.</param>
/// <param name="Platform">The platform's own figure for these days.</param>
public sealed record AssessedLine(
    string Line, string Indicator, WindowKind Window, DateOnly From, DateOnly To, int? DaysLeft, decimal? Value, decimal? Numerator, decimal? Denominator, decimal? Target, bool? TargetMet,
    decimal? Threshold, ThresholdKind? ThresholdKind, long LeastCount, bool? ThresholdHit, decimal? Headroom, long? GoodNeeded, Consequence Consequence, bool IsImported, PlatformFigure? Platform)
{
    private const int Decimals = 6;

    public static AssessedLine Of(LineAssessment l)
    {
        ArgumentNullException.ThrowIfNull(l);
        return new AssessedLine(
            l.Line, l.Indicator, l.Window, l.From, l.To, l.DaysLeft, Rounded(l.Value), Rounded(l.Numerator), l.Denominator, l.Target, l.TargetMet, l.Threshold, l.ThresholdKind, l.LeastCount, l.ThresholdHit,
            Rounded(l.Headroom), l.GoodNeeded, l.Consequence, l.IsImported, l.Platform);
    }

    private static decimal? Rounded(decimal? number) => number is { } known ? Math.Round(known, Decimals) : null;
}

/// <summary>A shop assessed by a platform's pack.</summary>
/// <param name="Platform">Key of the pack.</param>
/// <param name="Date">As of which day of the shop.</param>
public sealed record AssessmentAnswer(string Shop, string Platform, DateOnly Date, IReadOnlyList<AssessedLine> Lines)
{
    public static AssessmentAnswer Of(Shop shop, Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(assessment);
        return new AssessmentAnswer(shop.Code, assessment.Pack, assessment.Date, [.. assessment.Lines.Select(AssessedLine.Of)]);
    }
}

/// <summary><c>assessments/{platform}/{date}</c>.</summary>
internal static class PlatformHealthEndpoints
{
    public static void MapPlatformHealth(this IEndpointRouteBuilder api) =>
        api.MapGet("/assessments/{platform}/{date}", GetAsync).Requires(ApiScope.Read, Right.ReadPlatformHealth)
            .Describes(
                "getAssessment", "A platform's assessment of the shop",
                "Computed from the facts as they are now. The platform is kuaishou, douyin, jd, pinduoduo, tmall or generic; the date is the shop's, yyyy-MM-dd, not after today. Ours is an estimate: the platform's own figure stands beside it where it was imported.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; may be left out by somebody who reaches one alone."))
            .Answers<AssessmentAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);

    private static async Task<IResult> GetAsync(HttpContext http, string platform, string date, NamedShop shops, AssessPlatform assess, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        if (!LocalDays.TryParse(date, out var day)) query.Add("date", SlaErrorCodes.InvalidDate, "A date is written such as 2026-10-01.");
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        if (ShippedPacks.Find(platform) is not { } pack) return new Problem(ProblemCodes.NotFound, "There is no such platform: " + string.Join(", ", ShippedPacks.All.Select(p => p.Key)) + ".");
        if (day > assess.Today(shop)) throw new ProblemException(Problem.Invalid("date", FieldCodes.OutOfRange, "Not after today."));
        return Results.Ok(AssessmentAnswer.Of(shop, await assess.RunAsync(shop, pack, day, cancellation)));
    }
}
