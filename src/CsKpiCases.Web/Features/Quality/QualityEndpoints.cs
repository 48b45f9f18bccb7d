using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Quality;

/// <summary>How often a SKU was complained of in a month.</summary>
public sealed record SkuQualityAnswer
{
    public required string Sku { get; init; }
    public string? Title { get; init; }

    /// <summary>Cases opened in the month, without duplicates.</summary>
    public required int Cases { get; init; }

    /// <summary>Order lines placed in the month.</summary>
    public required int Sold { get; init; }

    /// <summary>Cases for a thousand lines sold, one decimal; null where none was sold.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Handler { get; init; }

    /// <summary>Feedback that waits for his answer.</summary>
    public required int Waiting { get; init; }
}

/// <summary><c>quality</c>.</summary>
internal static class QualityEndpoints
{
    public static void MapQuality(this IEndpointRouteBuilder api) =>
        api.MapGet("/quality/{month}", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("readQuality", "Read a month's complaints by SKU", "The most complained of first, at most 500, all at once.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."))
            .Answers<Page<SkuQualityAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);

    private static async Task<IResult> ListAsync(HttpContext http, string month, NamedShop shops, ReadQuality read, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        if (!CalendarMonth.TryParse(month, out var asked) || asked.Year is < 2000 or > 2200) throw new ProblemException(Problem.Invalid("month", FieldCodes.InvalidInstant, "A month is written such as 2026-03."));
        var rows = await read.SkusAsync(shop, asked, cancellation);
        return Results.Ok(new Page<SkuQualityAnswer>([.. rows.Select(r => new SkuQualityAnswer
        {
            Sku = r.Sku, Title = r.Title, Cases = r.Cases, Sold = r.Sold, Rate = r.Rate, Handler = r.Handler, Waiting = r.Waiting,
        })]));
    }
}
