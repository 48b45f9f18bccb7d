using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A party's share as ruled.</summary>
public sealed record ShareRequest
{
    public Party? Party { get; init; }

    /// <summary>The agent's account, for an agent's share alone.</summary>
    public string? AccountId { get; init; }

    /// <summary>1 to 10000; all shares sum to 10000.</summary>
    public int? BasisPoints { get; init; }

    /// <summary>Yuan recovered already, of a courier or supplier.</summary>
    public decimal? Recovered { get; init; }
}

/// <summary>Rules who is responsible.</summary>
public sealed record RuleRequest
{
    /// <summary>caused, or handled.</summary>
    public RulingQuestion? Question { get; init; }

    /// <summary>Proven loss, yuan, gross.</summary>
    public decimal? Loss { get; init; }

    /// <summary>A the gravest to D.</summary>
    public Severity? Severity { get; init; }
    public string? Reason { get; init; }

    /// <summary>What shows it.</summary>
    public string? Evidence { get; init; }
    public IReadOnlyList<ShareRequest?>? Shares { get; init; }
    public string? Note { get; init; }
}

/// <summary>The agent's answer to a penalty.</summary>
public sealed record AnswerPenaltyRequest
{
    /// <summary>True: he accepts; false: he appeals, with the note as his words.</summary>
    public bool? Accepts { get; init; }
    public string? Note { get; init; }
}

/// <summary>What can be decided of a penalty.</summary>
public enum PenaltyDecision
{
    Confirm,
    Reduce,
    Drop,
}

/// <summary>The decision on a penalty.</summary>
public sealed record DecidePenaltyRequest
{
    public PenaltyDecision? Decision { get; init; }

    /// <summary>Yuan, for a reduction.</summary>
    public decimal? ReduceTo { get; init; }

    /// <summary>The reason.</summary>
    public string? Note { get; init; }
}

/// <summary><c>cases/{no}/ruling</c>, <c>/penalties</c>.</summary>
internal static class RulingEndpoints
{
    public static void MapRulings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/ruling", ShowAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("getRuling", "What was ruled", "The rulings of a case, one a question, and the penalties that they propose.")
            .Answers<RulingsAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);
        api.MapPost("/cases/{no}/ruling", RuleAsync).Requires(ApiScope.Cases, Right.RuleResponsibility)
            .Describes("ruleResponsibility", "Rule responsibility", "Agents' shares become proposed penalties; ruling who caused it closes a resolved case.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<RulingsAnswer>(StatusCodes.Status201Created).Changes()
            .Example("""{ "question": "caused", "loss": 300, "severity": "B", "reason": "发错型号", "evidence": "聊天记录", "shares": [ { "party": "agent", "accountId": "330212345678901248", "basisPoints": 6000 }, { "party": "courier", "basisPoints": 4000 } ] }""");
        api.MapPost("/cases/{no}/penalties/{id}/answer", AnswerAsync).Requires(ApiScope.Cases, Right.AnswerPenalties)
            .Describes("answerPenalty", "Accept a penalty, or appeal", "By the agent that it is on, within three days of being told.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<RulingsAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "accepts": false, "note": "仓库贴错标签，请再查" }""");
        api.MapPost("/cases/{no}/penalties/{id}/decision", DecideAsync).Requires(ApiScope.Cases, Right.DecidePenalties)
            .Describes("decidePenalty", "Confirm, reduce or drop a penalty", "By another supervisor or the general manager, never the proposer.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<RulingsAnswer>(StatusCodes.Status200OK).Changes()
            .Example("""{ "decision": "reduce", "reduceTo": 20, "note": "部分属实" }""");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string no, FindCase find, ShowRulings show, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        http.Response.Headers.ETag = Precondition.Tag(found.Version);
        return Results.Ok(await show.RunAsync(found, cancellation));
    }

    private static async Task<IResult> RuleAsync(
        HttpContext http, string no, ApiBody<RuleRequest> body, FindCase find, CheckReferences references, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        var draft = Draft(body.Value, errors);
        await references.SharesAsync(found, draft, "", errors, cancellation);
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        var act = new RuleResponsibility(draft) { Note = body.Value.Note };
        return await change.RunAsync(http, found, body.Value, act, (say, _, token) => say.Rulings.RunAsync(found, token), cancellation, StatusCodes.Status201Created);
    }

    private static RulingDraft Draft(RuleRequest rule, List<ProblemError> errors) => new()
    {
        Question = rule.Question,
        Loss = rule.Loss,
        Severity = rule.Severity,
        Reason = rule.Reason,
        Evidence = rule.Evidence,
        Shares = [.. (rule.Shares ?? []).Select((share, i) => new PartyShareDraft(
            share?.Party, Ids.Read(share?.AccountId, $"shares[{i}].accountId", errors), share?.BasisPoints, share?.Recovered))],
    };

    private static Task<IResult> AnswerAsync(
        HttpContext http, string no, string id, ApiBody<AnswerPenaltyRequest> body, FindCase find, ChangeCase change, ShowRulings show, CancellationToken cancellation)
    {
        if (body.Value.Accepts is not { } accepts) throw new ProblemException(Problem.Invalid("accepts", FieldCodes.Required, "Say whether you accept."));
        return ActAsync(http, no, id, body.Value, (penalty, _) => new AnswerPenalty(penalty, accepts) { Note = body.Value.Note }, find, change, show, cancellation);
    }

    private static Task<IResult> DecideAsync(
        HttpContext http, string no, string id, ApiBody<DecidePenaltyRequest> body, FindCase find, ChangeCase change, ShowRulings show, CancellationToken cancellation)
    {
        var decide = body.Value;
        if (decide.Decision is not { } decision) throw new ProblemException(Problem.Invalid("decision", FieldCodes.Required, "confirm, reduce or drop."));
        var trigger = decision switch
        {
            PenaltyDecision.Confirm => PenaltyTrigger.Confirm,
            PenaltyDecision.Reduce => PenaltyTrigger.Reduce,
            _ => PenaltyTrigger.Drop,
        };
        return ActAsync(
            http, no, id, body.Value,
            (penalty, shop) => new DecidePenalty(penalty, trigger, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)) { ReduceTo = decide.ReduceTo, Note = decide.Note },
            find, change, show, cancellation);
    }

    private static async Task<IResult> ActAsync(
        HttpContext http, string no, string id, object asked, Func<long, Shop, CaseAct> act, FindCase find, ChangeCase change, ShowRulings show, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var penalties = (await show.RunAsync(found, cancellation)).Penalties;
        if (penalties.All(p => p.Id != id)) return new Problem(ProblemCodes.NotFound, "The case has no such penalty.");
        Ids.TryRead(id, out var penalty);
        return await change.RunAsync(http, found, asked, act(penalty, found.Shop), (say, _, token) => say.Rulings.RunAsync(found, token), cancellation);
    }
}
