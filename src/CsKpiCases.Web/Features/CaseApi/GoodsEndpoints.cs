using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>What became known of a parcel that the case's state does not follow; the one that it follows moves by transitions.</summary>
public sealed record TrackParcelRequest
{
    /// <summary>Needed: numbered, scanned, signedFor, lost, chased, courierAnswered or handedOver.</summary>
    public ParcelStep? Step { get; init; }

    /// <summary>With numbered.</summary>
    public string? Courier { get; init; }

    /// <summary>With numbered: letters, digits and hyphens, 6 to 60 of them.</summary>
    public string? TrackingNumber { get; init; }
    public string? Note { get; init; }

    /// <summary>When it happened; absent: now.</summary>
    public string? At { get; init; }
}

/// <summary>The warehouse moves goods on.</summary>
public sealed record MoveGoodsRequest
{
    /// <summary>Needed: received, inspected, restocked, scrapped or toSupplier.</summary>
    public GoodsState? To { get; init; }

    /// <summary>Needed: pieces, from 1; fewer than there are split them.</summary>
    public int? Quantity { get; init; }

    /// <summary>With inspected.</summary>
    public InspectionResult? Result { get; init; }

    /// <summary>The shelf, or the supplier's number; at most 100 characters.</summary>
    public string? Reference { get; init; }
    public string? Note { get; init; }
}

/// <summary>A named wait.</summary>
public sealed record HoldRequest
{
    /// <summary>Needed, to hold: whom the case waits for; absent: the hold ends.</summary>
    public Wait? For { get; init; }

    /// <summary>Needed, to hold: when it ends by itself, at most 30 days away.</summary>
    public string? Until { get; init; }

    /// <summary>Needed, to hold: the reason.</summary>
    public string? Note { get; init; }
}

/// <summary>What was found of a missing gift.</summary>
public sealed record GiftRequest
{
    /// <summary>Needed: owed, inAnotherParcel or notPromised.</summary>
    public GiftFinding? Finding { get; init; }
    public string? Note { get; init; }
}

/// <summary><c>cases/{no}/goods</c>, <c>/parcels</c>, <c>/hold</c>, <c>/gift</c>.</summary>
internal static class GoodsEndpoints
{
    public static void MapGoods(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/goods", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("showGoods", "The goods, parcels and carrier claims of a case", "Per order line, with what the inspection found; oldest first.")
            .Answers<GoodsAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);

        api.MapPost("/cases/{no}/parcels/{id}", TrackAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("trackParcel", "Tell what became of a parcel", "Of one that the case's state does not follow: an advance exchange's, a recall's. Answers the goods.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<GoodsAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "step": "scanned", "at": "2026-11-28T09:30:00+08:00" }""");

        api.MapPost("/cases/{no}/goods/{id}", MoveAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("moveGoods", "Move goods on", "The warehouse receives, inspects, restocks, scraps or returns them to the supplier. Answers the goods.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<GoodsAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "to": "restocked", "quantity": 1, "reference": "A-03-12" }""");

        api.MapPost("/cases/{no}/hold", HoldAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("holdCase", "Hold a case, or end its hold", "A named wait with a reason and an end stands before the state's own. Answers the case.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<CaseAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "for": "supplier", "until": "2026-12-01T18:00:00+08:00", "note": "等供应商到货" }""");

        api.MapPost("/cases/{no}/gift", GiftAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("checkGift", "Record the check of a missing gift", "What trade snapshot and split parcels say; before it nothing is sent or paid for the gift. Answers the case.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<CaseAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "finding": "owed", "note": "快照有赠品，包裹里没有" }""");
    }

    private static async Task<IResult> GiftAsync(HttpContext http, string no, ApiBody<GiftRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        if (body.Value.Finding is not { } finding) throw new ProblemException(Problem.Invalid([new ProblemError("finding", FieldCodes.Required, "Say what was found.")]));
        return await change.RunAsync(http, found, body.Value, new CheckGift(finding) { Note = body.Value.Note }, (say, _, token) => say.Case.ByIdAsync(found, token), cancellation);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string no, FindCase find, ShowGoods show, CancellationToken cancellation) =>
        Results.Ok(await show.RunAsync((await find.ByNumberAsync(http, no, cancellation)).Id, cancellation));

    private static async Task<IResult> TrackAsync(
        HttpContext http, string no, string id, ApiBody<TrackParcelRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        if (!Ids.TryRead(id, out var parcel)) return new Problem(ProblemCodes.NotFound, "The case has no such parcel.");
        var (told, errors) = (body.Value, new List<ProblemError>());
        if (told.Step is null) errors.Add(new ProblemError("step", FieldCodes.Required, "Say what became known of it."));
        var at = change.At(told.At, errors);
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        var act = new TrackParcel(parcel, told.Step!.Value) { Courier = told.Courier, TrackingNumber = told.TrackingNumber, Note = told.Note, At = at };
        return await change.RunAsync(http, found, told, act, (say, _, token) => say.Goods.RunAsync(found.Id, token), cancellation);
    }

    private static async Task<IResult> MoveAsync(
        HttpContext http, string no, string id, ApiBody<MoveGoodsRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        if (!Ids.TryRead(id, out var item)) return new Problem(ProblemCodes.NotFound, "The case has no such goods.");
        var (asked, errors) = (body.Value, new List<ProblemError>());
        if (asked.To is null) errors.Add(new ProblemError("to", FieldCodes.Required, "Say where they go."));
        if (asked.Quantity is null) errors.Add(new ProblemError("quantity", FieldCodes.Required, "Say how many pieces."));
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        var act = new MoveGoods(item, asked.Quantity!.Value, asked.To!.Value) { Result = asked.Result ?? InspectionResult.None, Reference = asked.Reference, Note = asked.Note };
        return await change.RunAsync(http, found, asked, act, (say, _, token) => say.Goods.RunAsync(found.Id, token), cancellation);
    }

    private static async Task<IResult> HoldAsync(HttpContext http, string no, ApiBody<HoldRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var (asked, errors) = (body.Value, new List<ProblemError>());
        DateTime until = default;
        if (asked.For is null && asked.Until is not null) errors.Add(new ProblemError("for", FieldCodes.Required, "Say whom the case waits for."));
        if (asked.For is not null && !Instants.TryParse(asked.Until ?? "", out until)) errors.Add(new ProblemError("until", FieldCodes.InvalidInstant, "An instant is written such as 2026-12-01T18:00:00+08:00."));
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        CaseAct act = asked.For is { } wait ? new HoldCase(wait, until) { Note = asked.Note } : new ReleaseHold { Note = asked.Note };
        return await change.RunAsync(http, found, asked, act, (say, _, token) => say.Case.ByIdAsync(found, token), cancellation);
    }
}
