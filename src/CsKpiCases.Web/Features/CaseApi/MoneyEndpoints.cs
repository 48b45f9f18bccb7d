using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>One step of one payment. Amounts are yuan.</summary>
/// <param name="PaymentId">Joins the steps of a payment.</param>
/// <param name="Step">proposed, granted, sent, succeeded, failed or withdrawn.</param>
public sealed record LedgerAnswer(
    string Id, string PaymentId, LedgerStep Step, LedgerPurpose Purpose, Tender Tender, decimal Amount, string? OrderLineId, string? Reference, DateTime At, Person? By);

/// <summary>A promise to the buyer.</summary>
/// <param name="Amount">Yuan, 0 where no money was promised.</param>
/// <param name="OwedBy">Whom the case waits for while it is the oldest open one.</param>
/// <param name="PaymentId">Its payment in the ledger.</param>
public sealed record PromiseAnswer(
    string Id, PromiseKind Kind, string What, decimal Amount, Wait OwedBy, DateTime MadeAt, DateTime DueAt, DateTime? KeptAt, DateTime? CancelledAt, string? PaymentId);

/// <summary>Moves a payment on.</summary>
public sealed record MoveMoneyRequest
{
    public string? PaymentId { get; init; }

    /// <summary>sent, succeeded, failed or withdrawn.</summary>
    public LedgerStep? Step { get; init; }

    /// <summary>The platform's refund number, a voucher; at most 200 characters.</summary>
    public string? Reference { get; init; }
    public string? Note { get; init; }
    public string? At { get; init; }
}

/// <summary>Promises the buyer something.</summary>
public sealed record MakePromiseRequest
{
    public PromiseKind? Kind { get; init; }

    /// <summary>What, at most 500 characters.</summary>
    public string? What { get; init; }

    /// <summary>Who owes it: agent, supervisor, warehouse, finance, courier, …</summary>
    public Wait? OwedBy { get; init; }

    /// <summary>By when: ISO 8601 with an offset.</summary>
    public string? DueAt { get; init; }

    /// <summary>Yuan, granted at once within your limit; absent: no money.</summary>
    public decimal? Amount { get; init; }
    public LedgerPurpose? Purpose { get; init; }
    public Tender? Tender { get; init; }
    public string? OrderLineId { get; init; }
    public string? Note { get; init; }
}

/// <summary>Ends a promise.</summary>
public sealed record SettlePromiseRequest
{
    /// <summary>The payment's reference, where money was promised and sent.</summary>
    public string? Reference { get; init; }

    /// <summary>Why, where a promise is taken back.</summary>
    public string? Note { get; init; }
}

/// <summary>What of a case is about money and promises.</summary>
public sealed class ListMoney(CasesDbContext db, ShowCase show)
{
    public async Task<Page<LedgerAnswer>> LedgerAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var rows = await db.LedgerEntries.AsNoTracking().Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).ToListAsync(cancellation);
        var people = await show.PeopleAsync(rows.Select(e => e.ActorId), cancellation);
        return new Page<LedgerAnswer>([.. rows.Select(e => new LedgerAnswer(
            Ids.Text(e.Id), Ids.Text(e.PaymentId), e.Step, e.Purpose, e.Tender, e.Amount, Ids.Text(e.OrderLineId), e.Reference, e.At, ShowCase.One(people, e.ActorId)))]);
    }

    public async Task<Page<PromiseAnswer>> PromisesAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var rows = await db.Promises.AsNoTracking().Where(p => p.CaseId == found.Id).OrderBy(p => p.Id).ToListAsync(cancellation);
        return new Page<PromiseAnswer>([.. rows.Select(p => new PromiseAnswer(
            Ids.Text(p.Id), p.Kind, p.What, p.Amount, p.OwedBy, p.MadeAt, p.DueAt, p.KeptAt, p.CancelledAt, Ids.Text(p.PaymentId)))]);
    }
}

/// <summary><c>cases/{no}/ledger</c>, <c>/promises</c>.</summary>
internal static class MoneyEndpoints
{
    private const int LongestReference = 200;
    private const int LongestPromise = 500;

    public static void MapMoney(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/ledger", LedgerAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listLedger", "The money of a case", "Every step of every payment, in order.")
            .Answers<Page<LedgerAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);
        api.MapPost("/cases/{no}/ledger", MoveAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("moveMoney", "Move a payment on", "Sent, succeeded, failed, withdrawn. A promised payment that succeeds keeps its promise. Answers the ledger.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<LedgerAnswer>>(StatusCodes.Status200OK).Changes()
            .Example("""{ "paymentId": "330212345678901248", "step": "succeeded", "reference": "T2026030299" }""");

        api.MapGet("/cases/{no}/promises", PromisesAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listPromises", "What was promised to the buyer", "In the order in which it was promised.")
            .Answers<Page<PromiseAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);
        api.MapPost("/cases/{no}/promises", MakeAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("makePromise", "Promise the buyer something", "Answers the promises.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<PromiseAnswer>>(StatusCodes.Status201Created).Changes()
            .Example("""{ "kind": "callBack", "what": "明天下午回电", "owedBy": "agent", "dueAt": "2026-03-03T15:00:00+08:00" }""");
        api.MapPost("/cases/{no}/promises/{id}/keep", KeepAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("keepPromise", "A promise was kept", "Answers the promises. The last one kept resolves a case that is being fulfilled.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<PromiseAnswer>>(StatusCodes.Status200OK).Changes();
        api.MapPost("/cases/{no}/promises/{id}/cancel", CancelAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("cancelPromise", "Take a promise back", "With a reason; where money was promised, a supervisor. Answers the promises.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<PromiseAnswer>>(StatusCodes.Status200OK).Changes();
    }

    private static async Task<IResult> LedgerAsync(HttpContext http, string no, FindCase find, ListMoney list, CancellationToken cancellation) =>
        Results.Ok(await list.LedgerAsync(await find.ByNumberAsync(http, no, cancellation), cancellation));

    private static async Task<IResult> PromisesAsync(HttpContext http, string no, FindCase find, ListMoney list, CancellationToken cancellation) =>
        Results.Ok(await list.PromisesAsync(await find.ByNumberAsync(http, no, cancellation), cancellation));

    private static async Task<IResult> MoveAsync(
        HttpContext http, string no, ApiBody<MoveMoneyRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var (move, errors) = (body.Value, new List<ProblemError>());
        var payment = Ids.Read(move.PaymentId, "paymentId", errors);
        if (move.PaymentId is null) errors.Add(new ProblemError("paymentId", FieldCodes.Required, "Name the payment."));
        if (move.Step is null) errors.Add(new ProblemError("step", FieldCodes.Required, "Name the step."));
        CheckLength(move.Reference, "reference", LongestReference, errors);
        var at = change.At(move.At, errors);
        Stop(errors);
        var act = new MoveMoney(payment!.Value, move.Step!.Value) { Reference = move.Reference, Note = move.Note, At = at };
        return await change.RunAsync(http, found, body.Value, act, (say, _, token) => say.Money.LedgerAsync(found, token), cancellation);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext http, string no, ApiBody<MakePromiseRequest> body, FindCase find, CheckReferences references, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        var act = ReadPromise(body.Value, errors);
        await references.OrderLineAsync(found, act.OrderLineId, "orderLineId", errors, cancellation);
        Stop(errors);
        return await change.RunAsync(
            http, found, body.Value, act, (say, _, token) => say.Money.PromisesAsync(found, token), cancellation, StatusCodes.Status201Created);
    }

    private static MakePromise ReadPromise(MakePromiseRequest make, List<ProblemError> errors)
    {
        if (make.Kind is null) errors.Add(new ProblemError("kind", FieldCodes.Required, "Name the kind."));
        if (string.IsNullOrWhiteSpace(make.What)) errors.Add(new ProblemError("what", FieldCodes.Required, "Say what is promised."));
        if (make.OwedBy is null) errors.Add(new ProblemError("owedBy", FieldCodes.Required, "Say who owes it."));
        if (make.Amount is < 0 or > 1_000_000_000) errors.Add(new ProblemError("amount", FieldCodes.OutOfRange, "Yuan, from 0."));
        CheckLength(make.What, "what", LongestPromise, errors);
        if (!Instants.TryParse(make.DueAt, out var dueAt) || dueAt.Year is < 2000 or > 2200)
        {
            errors.Add(make.DueAt is null
                ? new ProblemError("dueAt", FieldCodes.Required, "Say by when.")
                : new ProblemError("dueAt", FieldCodes.InvalidInstant, "An instant is written such as 2026-03-02T09:00:00+08:00."));
        }

        return new MakePromise(make.Kind ?? default, make.What ?? "", make.OwedBy ?? default, dueAt)
        {
            Amount = make.Amount ?? 0,
            Purpose = make.Purpose ?? LedgerPurpose.Compensation,
            Tender = make.Tender ?? Tender.Cash,
            OrderLineId = Ids.Read(make.OrderLineId, "orderLineId", errors),
            Note = make.Note,
        };
    }

    private static Task<IResult> KeepAsync(
        HttpContext http, string no, string id, ApiBody<SettlePromiseRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation) =>
        SettleAsync(http, no, id, body, p => new KeepPromise(p) { Reference = body.Value.Reference, Note = body.Value.Note }, find, change, cancellation);

    private static Task<IResult> CancelAsync(
        HttpContext http, string no, string id, ApiBody<SettlePromiseRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation) =>
        SettleAsync(http, no, id, body, p => new CancelPromise(p) { Note = body.Value.Note }, find, change, cancellation);

    private static async Task<IResult> SettleAsync(
        HttpContext http, string no, string id, ApiBody<SettlePromiseRequest> body, Func<long, CaseAct> act, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        CheckLength(body.Value.Reference, "reference", LongestReference, errors);
        Stop(errors);
        if (!Ids.TryRead(id, out var promise)) return new Problem(ProblemCodes.NotFound, "The case has no such promise.");
        return await change.RunAsync(http, found, body.Value, act(promise), (say, _, token) => say.Money.PromisesAsync(found, token), cancellation);
    }

    private static void CheckLength(string? text, string path, int most, List<ProblemError> errors)
    {
        if (text?.Length > most) errors.Add(new ProblemError(path, FieldCodes.TooLong, $"At most {most} characters."));
    }

    private static void Stop(List<ProblemError> errors)
    {
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
    }
}
