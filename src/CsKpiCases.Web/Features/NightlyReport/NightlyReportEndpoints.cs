using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>One breach of the day.</summary>
/// <param name="Number">The case's.</param>
/// <param name="Parts">Where the time went until the breach.</param>
public sealed record NightlyBreach(
    string Number, string Subject, CaseType Type, string Clock, int Run, DateTime BreachedAt, AttributionParty Party, string? Owner, bool Excused, IReadOnlyList<TimeSpent> Parts);

/// <summary>A revision of a shop's report for a local day.</summary>
/// <param name="Revision">From 1; a run by hand adds one.</param>
/// <param name="From">The day is [from, to).</param>
/// <param name="Lines">The whole shop, then per agent, case type and clock.</param>
/// <param name="HeatMap">Limit breaches of the four weeks up to the day: seven rows from Monday, 24 local hours each.</param>
public sealed record NightlyAnswer(
    int Revision, string Shop, DateOnly Date, string TimeZone, DateTime From, DateTime To, DateTime MadeAt, ReportSentence Summary,
    IReadOnlyList<ReportLine> Lines, IReadOnlyList<NightlyBreach> Breached, IReadOnlyList<IReadOnlyList<int>> HeatMap);

/// <summary><c>reports/nightly/{date}</c>.</summary>
internal static class NightlyReportEndpoints
{
    public static void MapNightlyReport(this IEndpointRouteBuilder api) =>
        api.MapGet("/reports/nightly/{date}", GetAsync).Requires(ApiScope.Read, Right.ReadReports)
            .Describes("getNightlyReport", "The nightly SLA report of a day", "The newest revision, or the one asked for. The date is the shop's, yyyy-MM-dd.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; may be left out by somebody who reaches one alone."), ApiParameter.Query("revision", "Which revision; absent: the newest.") with { IsWholeNumber = true })
            .Answers<NightlyAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);

    private static async Task<IResult> GetAsync(HttpContext http, string date, NamedShop shops, NightlyReports reports, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "revision");
        if (!LocalDays.TryParse(date, out var day)) query.Add("date", SlaErrorCodes.InvalidDate, "A date is written such as 2026-10-01.");
        var revision = query.Id("revision");
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        var found = revision > int.MaxValue ? null : await reports.FindAsync(shop.Id, day, (int?)revision, cancellation);
        return found is { } report ? Results.Ok(Of(report.Report, report.Revision)) : new Problem(ProblemCodes.NotFound, "There is no such report.");
    }

    private static NightlyAnswer Of(DayReport r, int revision) => new(
        revision, r.Shop, r.Date, r.TimeZone, r.From, r.To, r.MadeAt, r.Sentence, r.Lines,
        [.. r.Breached.Select(b => new NightlyBreach(b.Number, b.Subject, b.Type, b.Clock, b.Run, b.BreachedAt, b.Party, b.Owner, b.IsExcused, b.Parts))],
        r.HeatMap);
}
