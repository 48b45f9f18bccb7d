using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A return visit to plan.</summary>
public sealed record VisitRequest
{
    /// <summary>Needed: when, later than now, at most half a year away.</summary>
    public string? PlannedFor { get; init; }
    public string? Note { get; init; }
}

/// <summary>Pieces of an order line that leave a case.</summary>
public sealed record SplitLineRequest
{
    /// <summary>Needed.</summary>
    public string? OrderLineId { get; init; }

    /// <summary>Needed: pieces, from 1.</summary>
    public int? Quantity { get; init; }
}

/// <summary>Lines to split off.</summary>
public sealed record SplitRequest
{
    /// <summary>Needed, at most 100; something must stay in the case.</summary>
    public IReadOnlyList<SplitLineRequest?>? Lines { get; init; }
    public string? Note { get; init; }
}

/// <summary>The case that another one opened, and that one as it stands now.</summary>
/// <param name="Number">The new case's number.</param>
/// <param name="Case">The case that opened it.</param>
public sealed record OpenedAnswer(string Number, CaseAnswer Case);

/// <summary><c>cases/{no}/visits</c>, <c>/split</c>: acts that open a case beside the one that they are done to.</summary>
internal static class OpeningEndpoints
{
    public static void MapOpening(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{no}/visits", PlanAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("planVisit", "Plan a return visit", "For a case that has ended, one at a time. Answers the visit's number and the case.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<OpenedAnswer>(StatusCodes.Status201Created).Changes()
            .Example("""{ "plannedFor": "2026-12-03T10:00:00+08:00", "note": "老客户" }""");

        api.MapPost("/cases/{no}/split", SplitAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("splitCase", "Split lines off", "Lines on which nothing has been decided go into a new case of the same order. Answers its number and the case that they left.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<OpenedAnswer>(StatusCodes.Status201Created).Changes()
            .Example("""{ "lines": [ { "orderLineId": "330212345678901248", "quantity": 1 } ], "note": "台灯另行换货" }""");
    }

    private static async Task<IResult> PlanAsync(HttpContext http, string no, ApiBody<VisitRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        if (!Instants.TryParse(body.Value.PlannedFor ?? "", out var on))
        {
            throw new ProblemException(Problem.Invalid([new ProblemError("plannedFor", FieldCodes.InvalidInstant, "An instant is written such as 2026-12-03T10:00:00+08:00.")]));
        }

        return await change.RunAsync(http, found, body.Value, new PlanVisit(on) { Note = body.Value.Note }, (say, _, token) => say.OpenedAsync(found, LinkKind.FollowUpOf, token), cancellation, StatusCodes.Status201Created);
    }

    private static async Task<IResult> SplitAsync(HttpContext http, string no, ApiBody<SplitRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        var act = new SplitLines(Lines(body.Value.Lines ?? [], errors)) { Note = body.Value.Note };
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return await change.RunAsync(http, found, body.Value, act, (say, _, token) => say.OpenedAsync(found, LinkKind.SplitFrom, token), cancellation, StatusCodes.Status201Created);
    }

    private static List<ClaimLine> Lines(IReadOnlyList<SplitLineRequest?> asked, List<ProblemError> errors)
    {
        var lines = new List<ClaimLine>(asked.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            var isLine = Ids.TryRead(asked[i]?.OrderLineId ?? "", out var line);
            if (!isLine) errors.Add(new ProblemError($"lines[{i}].orderLineId", FieldCodes.Required, "Name the order line."));
            if (asked[i]?.Quantity is null) errors.Add(new ProblemError($"lines[{i}].quantity", FieldCodes.Required, "Say how many pieces."));
            lines.Add(new ClaimLine(line, asked[i]?.Quantity ?? 0));
        }

        return lines;
    }

    /// <summary>The newest case that is linked with it so.</summary>
    private static async Task<OpenedAnswer> OpenedAsync(this CaseAnswers say, FoundCase found, LinkKind kind, CancellationToken cancellation) =>
        new(await say.NewestAsync(found.Id, kind, cancellation), await say.Case.ByIdAsync(found, cancellation));
}
