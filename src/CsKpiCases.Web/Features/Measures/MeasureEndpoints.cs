using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>An improvement measure.</summary>
public sealed record MeasureAnswer
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>A complaint cause; null where it is about something else.</summary>
    public string? Cause { get; init; }
    public required string What { get; init; }

    /// <summary>How it is to be verified.</summary>
    public required string Check { get; init; }
    public required string OwnerId { get; init; }
    public string? Owner { get; init; }

    /// <summary>The last local day on which it is in time.</summary>
    public required DateOnly DueOn { get; init; }
    public required MeasureStatus Status { get; init; }

    /// <summary>How many cases it comes from.</summary>
    public required int Cases { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? DoneAt { get; init; }
    public DateTime? VerifiedAt { get; init; }
    public string? VerifiedBy { get; init; }

    /// <summary>What the verification found.</summary>
    public string? Verification { get; init; }

    internal static MeasureAnswer Of(MeasureRow row) => new()
    {
        Id = Ids.Text(row.Measure.Id), Title = row.Measure.Title, Cause = row.Measure.Cause, What = row.Measure.What, Check = row.Measure.Check,
        OwnerId = Ids.Text(row.Measure.OwnerId), Owner = row.Owner, DueOn = row.Measure.DueOn, Status = row.Measure.Status, Cases = row.Cases,
        CreatedAt = row.Measure.CreatedAt, DoneAt = row.Measure.DoneAt, VerifiedAt = row.Measure.VerifiedAt, VerifiedBy = row.VerifiedBy, Verification = row.Verification,
    };
}

/// <summary><c>measures</c>.</summary>
internal static class MeasureEndpoints
{
    public static void MapMeasures(this IEndpointRouteBuilder api) =>
        api.MapGet("/measures", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listMeasures", "List the improvement measures", "Newest first.")
            .Takes(
                ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."), ApiParameter.Query("status", "open, done, effective or ineffective."),
                ApiParameter.Query("owner", "An account's id."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<MeasureAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);

    private static async Task<IResult> ListAsync(HttpContext http, NamedShop shops, ReadMeasures read, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "status", "owner", "limit", "after");
        var (limit, filter) = (query.Limit(), new MeasureFilter { Status = query.Enum<MeasureStatus>("status"), Owner = query.Id("owner"), Before = query.Id("after") });
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        var rows = await read.RowsAsync(shop, filter, limit + 1, cancellation);
        var shown = rows.Take(limit).ToList();
        return Results.Ok(new Page<MeasureAnswer>([.. shown.Select(MeasureAnswer.Of)], rows.Count > limit ? Ids.Text(shown[^1].Measure.Id) : null));
    }
}
