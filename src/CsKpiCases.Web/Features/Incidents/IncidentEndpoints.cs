using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>What hit many buyers at once.</summary>
public sealed record IncidentAnswer
{
    public required string Id { get; init; }
    public required IncidentKind Kind { get; init; }
    public required string Title { get; init; }
    public string? Sku { get; init; }
    public string? Courier { get; init; }

    /// <summary>First and last local day of the orders, or of their shipping.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>What buyers may be told of it.</summary>
    public required string Wording { get; init; }
    public required int Cases { get; init; }
    public required int OpenCases { get; init; }
    public required DateTime CreatedAt { get; init; }
    public string? CreatedBy { get; init; }
    public DateTime? ClosedAt { get; init; }

    internal static IncidentAnswer Of(IncidentRow row) => new()
    {
        Id = Ids.Text(row.Incident.Id), Kind = row.Incident.Kind, Title = row.Incident.Title, Sku = row.Incident.Sku, Courier = row.Incident.Courier,
        From = row.Incident.From, To = row.Incident.To, Wording = row.Incident.Wording, Cases = row.Cases, OpenCases = row.Open,
        CreatedAt = row.Incident.CreatedAt, CreatedBy = row.By, ClosedAt = row.Incident.ClosedAt,
    };
}

/// <summary><c>incidents</c>.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api) =>
        api.MapGet("/incidents", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listIncidents", "List the incidents", "Newest first, with how many cases each hit.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<IncidentAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);

    private static async Task<IResult> ListAsync(HttpContext http, NamedShop shops, ReadIncidents read, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "limit", "after");
        var (limit, after) = (query.Limit(), query.Id("after"));
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        var rows = await read.RowsAsync(shop.Id, after, limit + 1, cancellation);
        var shown = rows.Take(limit).ToList();
        return Results.Ok(new Page<IncidentAnswer>([.. shown.Select(IncidentAnswer.Of)], rows.Count > limit ? Ids.Text(shown[^1].Incident.Id) : null));
    }
}
