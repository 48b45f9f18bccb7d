using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Imports;

/// <summary><c>orders</c>, <c>chats</c>, <c>ratings</c>, <c>shipments</c>, <c>attendance</c>, <c>shop-figures</c>: lists of facts, taken as a file of them is.</summary>
internal static class FactListEndpoints
{
    public static void MapImportedFacts(this IEndpointRouteBuilder api)
    {
        Map<OrderItem>(api, "orders", "Orders", """{ "shop": "cotton", "items": [ { "number": "T20260301001", "buyer": "甜甜", "placedAt": "2026-03-01 09:05", "paidAt": "2026-03-01 09:06", "paidAmount": 128, "seller": "wangmin", "sku": "MUG-01", "title": "马克杯", "quantity": 2 } ] }""");
        Map<ChatItem>(api, "chats", "Days of chats", """{ "shop": "cotton", "items": [ { "day": "2026-03-01", "agent": "wangmin", "buyer": "甜甜", "sessions": 2, "humanSessions": 2, "repliedIn2Minutes": 2, "repliedIn3Minutes": 2, "averageReplySeconds": 25 } ] }""");
        Map<RatingItem>(api, "ratings", "Ratings", """{ "shop": "cotton", "items": [ { "id": "r-1", "stars": "5", "ratedAt": "2026-03-01 10:00", "agent": "wangmin" } ] }""");
        Map<ShipmentItem>(api, "shipments", "Shipments", """{ "shop": "cotton", "items": [ { "orderNumber": "T20260301001", "promisedAt": "2026-03-03 09:06", "shippedAt": "2026-03-01 18:00", "pickedUpAt": "2026-03-01 20:30" } ] }""");
        Map<AttendanceItem>(api, "attendance", "Days of attendance", """{ "shop": "cotton", "items": [ { "day": "2026-03-01", "agent": "wangmin", "present": 0.5, "reason": "事假" } ] }""");
        Map<FigureItem>(api, "shop-figures", "Figures counted elsewhere", """{ "shop": "cotton", "items": [ { "indicator": "dsr", "month": "2026-03", "value": 4.86 } ] }""");
    }

    private static void Map<T>(IEndpointRouteBuilder api, string kind, string what, string example)
        where T : class =>
        api.MapPost("/" + kind, (HttpContext http, ApiBody<FactsRequest<T>> body, TakeFacts take, CancellationToken cancellation) => take.RunAsync(http, kind, body.Value, cancellation))
            .Requires(ApiScope.Import, Right.Import)
            .Describes("take" + TypeName(kind), what, "Taken as a file of them is: by natural keys, each item whole or rejected with a reason. The same list twice changes nothing; the import can be undone where its kind can.")
            .Answers<FactsAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson)
            .Example(example);

    private static string TypeName(string kind) => string.Concat(kind.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
