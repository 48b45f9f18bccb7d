using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Scoring.Pay;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>A shop's pay of a month.</summary>
/// <param name="State">running, not_calculated, calculated, under_review, approved, published.</param>
public sealed record MonthPayAnswer(string Shop, string Month, string State, int? Revision, DateTime At, IReadOnlyList<AgentPayAnswer> Agents);

/// <summary>One agent's pay; yuan, two decimals.</summary>
public sealed record AgentPayAnswer(
    string AccountId, string Name, bool Excluded, decimal PostSalary, decimal PersonalCommission, decimal RetentionCommission, decimal PublicCommission, decimal PerformanceBonus, decimal DepartmentBonus,
    decimal Seniority, decimal Awards, decimal BeforePenalties, decimal PenaltyDeducted, decimal PenaltyWaived, decimal Adjusted, decimal Pay)
{
    internal static AgentPayAnswer Of(PayDocument pay, string name) => new(
        pay.Facts.AccountId.ToString(CultureInfo.InvariantCulture), name, pay.Facts.IsExcluded, pay.PostSalary, pay.PersonalCommission, pay.RetentionCommission, pay.PublicCommission, pay.PerformanceBonus,
        pay.DepartmentBonus, pay.Seniority, pay.Awards, pay.BeforePenalties, pay.PenaltyDeducted, pay.PenaltyWaived, pay.Adjusted, pay.Total);
}

/// <summary><c>pay/{month}</c>.</summary>
internal static class PayEndpoints
{
    public static void MapPay(this IEndpointRouteBuilder api) =>
        api.MapGet("/pay/{month}", GetAsync).Requires(ApiScope.Read, Right.ReadPay)
            .Describes("getPay", "The pay sheet of a month", "Every agent's named amounts, of the newest stored calculation, or a preview of a month that has none. The month is the shop's, yyyy-MM.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; may be left out by somebody who reaches one alone."))
            .Answers<MonthPayAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);

    private static async Task<IResult> GetAsync(HttpContext http, string month, NamedShop shops, ReadPaySheet read, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        if (!CalendarMonth.TryParse(month, out var asked)) query.Add("month", SlaErrorCodes.InvalidDate, ApiMonths.Written);
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        if (asked > read.RunningMonth(shop)) return new Problem(ProblemCodes.NotFound, "This month has not begun.");
        var page = await read.SheetAsync(shop, asked, false, cancellation);
        return Results.Ok(new MonthPayAnswer(shop.Code, asked.ToString(), ApiMonths.StateOf(page.Head.State), page.Head.Revision, page.Head.At, [.. page.Rows.Select(r => AgentPayAnswer.Of(r.Pay, r.Name))]));
    }
}
