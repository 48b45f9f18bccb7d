using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>A shop's scores of a month.</summary>
/// <param name="State">running, not_calculated, calculated, under_review, approved, published.</param>
/// <param name="Revision">Number of the stored calculation; null for what is computed as one asks.</param>
/// <param name="At">When it was calculated.</param>
/// <param name="Agents">Best first, those without a score last.</param>
public sealed record MonthScoresAnswer(string Shop, string Month, string State, int? Revision, DateTime At, IReadOnlyList<AgentScoreAnswer> Agents);

/// <summary>One agent's score.</summary>
/// <param name="Base">0 to 100; null: no data.</param>
/// <param name="Adjusted">What earlier months got wrong, signed.</param>
/// <param name="BonusGrade">特 优 A B C D E F.</param>
/// <param name="BonusAmount">Yuan.</param>
/// <param name="PostGrade">outstanding, excellent, good, fair, fail.</param>
public sealed record AgentScoreAnswer(
    string AccountId, string Name, IReadOnlyList<CardLine> Lines, decimal? Base, decimal Deductions, decimal Additional, decimal Adjusted, decimal? Final, string? BonusGrade, decimal? BonusAmount, string? PostGrade);

/// <summary><c>scores/{month}</c>.</summary>
internal static class ScoreEndpoints
{
    public static void MapScores(this IEndpointRouteBuilder api) =>
        api.MapGet("/scores/{month}", GetAsync).Requires(ApiScope.Read, Right.ReadTeamScores)
            .Describes("getScores", "The scores of a month", "The newest stored calculation, or a preview of a month that has none. The month is the shop's, yyyy-MM.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; may be left out by somebody who reaches one alone."))
            .Answers<MonthScoresAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);

    private static async Task<IResult> GetAsync(HttpContext http, string month, NamedShop shops, ReadScores scores, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        if (!CalendarMonth.TryParse(month, out var asked)) query.Add("month", SlaErrorCodes.InvalidDate, ApiMonths.Written);
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        if (asked > scores.RunningMonth(shop)) return new Problem(ProblemCodes.NotFound, "This month has not begun.");
        var (head, cards) = await scores.TeamAsync(shop, asked, cancellation);
        var names = await scores.NamesAsync([.. cards.Select(c => c.AccountId)], cancellation);
        return Results.Ok(new MonthScoresAnswer(shop.Code, asked.ToString(), ApiMonths.StateOf(head.State), head.Revision, head.At, [.. cards.Select(c => new AgentScoreAnswer(
            c.AccountId.ToString(CultureInfo.InvariantCulture), names.GetValueOrDefault(c.AccountId, "?"), c.Lines, c.Base, c.Deductions, c.Additional, c.Adjusted, c.Final, c.BonusGrade, c.BonusAmount, c.PostGrade))]));
    }
}
