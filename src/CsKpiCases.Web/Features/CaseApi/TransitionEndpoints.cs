using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Fires a trigger of the case's workflow.</summary>
public sealed record FireRequest
{
    /// <summary>Such as classify, assign, propose, accept.</summary>
    public string? Trigger { get; init; }

    /// <summary>At most 4,000 characters; some triggers need it.</summary>
    public string? Note { get; init; }

    /// <summary>What the trigger takes beside the note: its dataSchema among the transitions.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>When it happened, where it is written down later; absent: now.</summary>
    public string? At { get; init; }

    /// <summary>A supervisor goes over a guard that allows it; the note says why.</summary>
    public bool? Override { get; init; }
}

/// <summary>A trigger, and whether it may be fired now.</summary>
/// <param name="Reason">Why not; null when allowed.</param>
/// <param name="Arguments">What belongs to the reason.</param>
/// <param name="OfThisState">False: a trigger of other states.</param>
/// <param name="NeedsNote">A note must come with it.</param>
/// <param name="CanOverride">You may fire it in spite of the reason, with override and a note.</param>
/// <param name="PossibleStates">Where it can lead.</param>
/// <param name="DataSchema">JSON Schema of its data; null when it takes none.</param>
public sealed record TransitionAnswer(
    string Trigger, bool Allowed, string? Reason, IReadOnlyDictionary<string, string>? Arguments, bool OfThisState, bool NeedsNote, bool CanOverride,
    IReadOnlyList<string> PossibleStates, JsonNode? DataSchema);

/// <summary>What may be fired on a case now, and why not the rest.</summary>
public sealed class ShowTransitions(CasesDbContext db, CaseLoading loading, CaseStore store, WorkflowSettings settings)
{
    public async Task<Page<TransitionAnswer>> RunAsync(HttpContext http, FoundCase found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var @case = await loading.CaseAsync(db, found.Shop.Id, found.Id) ?? throw FindCase.Missing();
        http.Response.Headers.ETag = Precondition.Tag(@case.Version);
        var file = await loading.FileAsync(db, @case);
        var permitted = CaseActs.Permitted(file, http.SignedIn().ActorIn(found.Shop.Id), store.Now, settings);
        return new Page<TransitionAnswer>([.. permitted.Select(Of)]);
    }

    private static TransitionAnswer Of(PermittedTrigger p) => new(
        p.Trigger, p.IsAllowed, p.Refusal?.Reason, p.Refusal?.Arguments, p.IsOfThisState, p.NeedsNote, p.CanOverride, p.PossibleStates,
        p.Arguments is { } type ? ApiJson.Arguments.GetJsonSchemaAsNode(type) : null);
}

/// <summary><c>cases/{no}/transitions</c>.</summary>
internal static class TransitionEndpoints
{
    public static void MapTransitions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/transitions", ShowAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listTransitions", "What may be fired now", "Every trigger of the case's workflow, those of its state first: allowed, or why not.")
            .Answers<Page<TransitionAnswer>>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.NotFound);

        api.MapPost("/cases/{no}/transitions", FireAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("fireTransition", "Fire a trigger", "Moves the case. What follows by itself follows at once: an approval within the limit, the last promise kept.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey)
            .Answers<CaseAnswer>(StatusCodes.Status200OK)
            .Changes()
            .Example("""{ "trigger": "classify", "note": null, "data": { "type": "complaint", "category": "product_quality", "cause": "quality", "grade": "B" } }""");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string no, FindCase find, ShowTransitions show, CancellationToken cancellation) =>
        Results.Ok(await show.RunAsync(http, await find.ByNumberAsync(http, no, cancellation)));

    private static async Task<IResult> FireAsync(
        HttpContext http, string no, ApiBody<FireRequest> body, FindCase find, CheckReferences references, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var fire = body.Value;
        var errors = new List<ProblemError>();
        var arguments = ReadArguments(found.Type, fire, errors);
        await references.ArgumentsAsync(found, arguments, errors, cancellation);
        var act = new FireTrigger(fire.Trigger ?? "") { Note = fire.Note, At = change.At(fire.At, errors), Arguments = arguments, Override = fire.Override ?? false };
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return await change.RunAsync(
            http, found, body.Value, act, (say, done, token) => say.Case.OfAsync(done.Case, found.Shop.Code, token), cancellation, within: "data");
    }

    /// <summary>Reads <c>data</c> as what the trigger takes in this case's workflow. A trigger of other workflows is the workflow's to refuse.</summary>
    private static TriggerArguments? ReadArguments(CaseType type, FireRequest fire, List<ProblemError> errors)
    {
        if (string.IsNullOrWhiteSpace(fire.Trigger))
        {
            errors.Add(new ProblemError("trigger", FieldCodes.Required, "Name the trigger."));
            return null;
        }

        if (!Refusals.IsTrigger(fire.Trigger))
        {
            errors.Add(new ProblemError("trigger", FieldCodes.UnknownTrigger, "No workflow has this trigger."));
            return null;
        }

        if (fire.Data is not { ValueKind: not JsonValueKind.Null } data) return null;
        var taken = CaseMachines.For(type).Transitions.FirstOrDefault(t => t.Trigger == fire.Trigger)?.Effect?.Arguments;
        if (taken is not null) return (TriggerArguments)JsonBody.Convert(data, taken, ApiJson.Arguments, "data");
        if (data.ValueKind != JsonValueKind.Object) errors.Add(new ProblemError("data", FieldCodes.WrongType, "This must be an object."));
        else if (CaseMachines.For(type).Triggers.Contains(fire.Trigger)) errors.AddRange(data.EnumerateObject().Select(p => new ProblemError($"data.{p.Name}", FieldCodes.UnknownProperty, "This trigger takes no data.")));
        return null;
    }
}
