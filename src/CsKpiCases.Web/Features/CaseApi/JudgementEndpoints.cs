using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>What can be said of a miss or breach.</summary>
public enum JudgementKind
{
    /// <summary>Nobody's fault: it stands in reports and scores on nobody.</summary>
    Excuse,

    /// <summary>Somebody else's than the segments say.</summary>
    Reattribute,

    /// <summary>Takes back what was said of it, or a part of that.</summary>
    Restore,
}

/// <summary>Says whose a miss or breach is, or that it is nobody's.</summary>
public sealed record JudgeClockRequest
{
    public JudgementKind? Judgement { get; init; }

    /// <summary>With restore: excuse or attribution, to take back one alone; absent or both: all that was said.</summary>
    public RestoredPart? Part { get; init; }

    /// <summary>With reattribute: agent, queue, warehouse, finance, department or supervisor.</summary>
    public AttributionParty? Party { get; init; }

    /// <summary>The agent's account, for the party agent alone: of an agent of the shop, or of whoever owned this case.</summary>
    public string? AccountId { get; init; }

    /// <summary>Needed: the reason.</summary>
    public string? Note { get; init; }
}

/// <summary><c>cases/{no}/clocks/{clock}/{run}/judgement</c>.</summary>
internal static class JudgementEndpoints
{
    public static void MapJudgements(this IEndpointRouteBuilder api) =>
        api.MapPost("/cases/{no}/clocks/{clock}/{run}/judgement", JudgeAsync).Requires(ApiScope.Cases, Right.RuleResponsibility)
            .Describes("judgeClock", "Excuse a miss, or put it on somebody else", "Of a run that missed its goal or breached its limit. Answers the clocks.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<ClockAnswer>>(StatusCodes.Status200OK).Changes()
            .Example("""{ "judgement": "reattribute", "party": "warehouse", "note": "仓库停电，未能按时发出" }""");

    private static async Task<IResult> JudgeAsync(
        HttpContext http, string no, string clock, string run, ApiBody<JudgeClockRequest> body, FindCase find, CasesDbContext db, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        if (!int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new Problem(ProblemCodes.NotFound, "The case has no such run of a clock.");
        var errors = new List<ProblemError>();
        var act = Read(clock, number, body.Value, errors);
        if (act is ReattributeClock { OwnerId: { } agent } && !await CaseReferences.MayBearMissAsync(db, found.Shop.Id, found.Id, agent, cancellation))
        {
            errors.Add(new ProblemError("accountId", FieldCodes.UnknownAccount, "Only an agent of the shop, or whoever owned this case, can bear a miss."));
        }

        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return await change.RunAsync(http, found, body.Value, act, (say, _, token) => say.Clocks.RunAsync(found, token), cancellation);
    }

    private static JudgeClock Read(string clock, int run, JudgeClockRequest request, List<ProblemError> errors)
    {
        var agent = Ids.Read(request.AccountId, "accountId", errors);
        if (request.Judgement is null) errors.Add(new ProblemError("judgement", FieldCodes.Required, "excuse, reattribute or restore."));
        if (BlankText.Is(request.Note)) errors.Add(new ProblemError("note", FieldCodes.Required, "Say why."));
        if (request.Judgement == JudgementKind.Reattribute)
        {
            if (request.Party is null) errors.Add(new ProblemError("party", FieldCodes.Required, "Say whose it is."));
            if (request.Party == AttributionParty.Agent && request.AccountId is null) errors.Add(new ProblemError("accountId", FieldCodes.Required, "Name the agent."));
        }
        else if (request.Party is not null)
        {
            errors.Add(new ProblemError("party", FieldCodes.UnknownProperty, "Belongs to reattribute."));
        }

        if (request.Part is not null && request.Judgement != JudgementKind.Restore) errors.Add(new ProblemError("part", FieldCodes.UnknownProperty, "Belongs to restore."));
        if (request.AccountId is not null && request.Party != AttributionParty.Agent) errors.Add(new ProblemError("accountId", FieldCodes.UnknownProperty, "Belongs to the party agent."));
        return request.Judgement switch
        {
            JudgementKind.Reattribute => new ReattributeClock(clock, run, request.Party ?? default, agent) { Note = request.Note },
            JudgementKind.Restore => new RestoreClock(clock, run, request.Part ?? RestoredPart.Both) { Note = request.Note },
            _ => new ExcuseClock(clock, run) { Note = request.Note },
        };
    }
}
