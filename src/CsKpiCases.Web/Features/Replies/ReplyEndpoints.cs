using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Replies;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Replies;

/// <summary>A canned reply.</summary>
public sealed record ReplyAnswer
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>With its places: {buyer}, {order} and so on.</summary>
    public required string Text { get; init; }

    /// <summary>zh-CN or en.</summary>
    public required string Language { get; init; }

    /// <summary>Null: fits all.</summary>
    public string? Category { get; init; }

    /// <summary>Null: fits all.</summary>
    public CaseType? CaseType { get; init; }
    public required int UseCount { get; init; }
    public DateTime? LastUsedAt { get; init; }

    /// <summary>No longer offered.</summary>
    public DateTime? RetiredAt { get; init; }

    internal static ReplyAnswer Of(CannedReply reply) => new()
    {
        Id = Ids.Text(reply.Id), Title = reply.Title, Text = reply.Text, Language = reply.Language, Category = reply.Category, CaseType = reply.CaseType,
        UseCount = reply.UseCount, LastUsedAt = reply.LastUsedAt, RetiredAt = reply.RetiredAt,
    };
}

/// <summary><c>replies</c>.</summary>
internal static class ReplyEndpoints
{
    public static void MapReplies(this IEndpointRouteBuilder api) =>
        api.MapGet("/replies", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listReplies", "List the canned replies", "Oldest first, retired ones among them.")
            .Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."), ApiParameter.Query("language", "zh-CN or en; absent: both."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<ReplyAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);

    private static async Task<IResult> ListAsync(HttpContext http, NamedShop shops, ReadReplies read, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "language", "limit", "after");
        var (limit, after) = (query.Limit(), query.Id("after") ?? 0);
        query.Done();
        var shop = await shops.FindAsync(http, query.Text("shop"), cancellation);
        var rows = await read.PageAsync(shop.Id, query.Text("language"), after, limit + 1, cancellation);
        var shown = rows.Take(limit).ToList();
        return Results.Ok(new Page<ReplyAnswer>([.. shown.Select(ReplyAnswer.Of)], rows.Count > limit ? Ids.Text(shown[^1].Id) : null));
    }
}
