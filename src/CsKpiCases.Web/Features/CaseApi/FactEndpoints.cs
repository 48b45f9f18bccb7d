using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A note for the colleagues.</summary>
public sealed record NoteRequest
{
    /// <summary>Needed, at most 4,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When it happened, where it is written down later; absent: now.</summary>
    public string? At { get; init; }
}

/// <summary>Which way a contact went.</summary>
public enum ContactDirection
{
    /// <summary>We turned to the buyer.</summary>
    Outgoing,

    /// <summary>The buyer turned to us.</summary>
    Incoming,
}

/// <summary>A contact with the buyer.</summary>
public sealed record ContactRequest
{
    /// <summary>outgoing (absent) or incoming.</summary>
    public ContactDirection? Direction { get; init; }

    /// <summary>Needed: platformChat, phone, sms, weChat, mail, platform.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Outgoing: whether he was reached. A call that did not reach him answers nothing.</summary>
    public bool? Reached { get; init; }

    /// <summary>What was said.</summary>
    public string? Note { get; init; }

    /// <summary>When it happened, where it is written down later; absent: now.</summary>
    public string? At { get; init; }
}

/// <summary><c>cases/{no}/notes</c>, <c>/contacts</c>.</summary>
internal static class FactEndpoints
{
    public static void MapFacts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{no}/notes", NoteAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("addNote", "Add a note", "The note's event.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<EventAnswer>(StatusCodes.Status201Created).Changes()
            .Example("""{ "note": "买家下午在线" }""");

        api.MapPost("/cases/{no}/contacts", ContactAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("logContact", "Log a contact with the buyer", "Outgoing ones stop the response clocks when he was reached; incoming ones start the next response.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<EventAnswer>(StatusCodes.Status201Created).Changes()
            .Example("""{ "direction": "outgoing", "channel": "phone", "reached": true, "note": "已致歉，说明处理办法" }""");
    }

    private static async Task<IResult> NoteAsync(
        HttpContext http, string no, ApiBody<NoteRequest> body, FindCase find, MentionedPeople mentioned, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        if (BlankText.Is(body.Value.Note)) errors.Add(new ProblemError("note", FieldCodes.Required, "A note says something."));
        var act = await mentioned.InAsync(found.Shop.Id, new AddNote { Note = body.Value.Note, At = change.At(body.Value.At, errors) }, cancellation);
        return await WrittenAsync(http, found, body.Value, act, errors, change, cancellation);
    }

    private static async Task<IResult> ContactAsync(
        HttpContext http, string no, ApiBody<ContactRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var (contact, errors) = (body.Value, new List<ProblemError>());
        var isIncoming = contact.Direction == ContactDirection.Incoming;
        if (contact.Channel is null) errors.Add(new ProblemError("channel", FieldCodes.Required, "Name the channel."));
        if (!isIncoming && contact.Reached is null) errors.Add(new ProblemError("reached", FieldCodes.Required, "Say whether he was reached."));
        if (isIncoming && contact.Reached is not null) errors.Add(new ProblemError("reached", FieldCodes.UnknownProperty, "Belongs to outgoing contacts."));
        var (channel, at) = (contact.Channel ?? Channel.Unknown, change.At(contact.At, errors));
        CaseAct act = isIncoming
            ? new RecordBuyerMessage(channel) { Note = contact.Note, At = at }
            : new LogContact(channel, contact.Reached ?? false) { Note = contact.Note, At = at };
        return await WrittenAsync(http, found, body.Value, act, errors, change, cancellation);
    }

    private static Task<IResult> WrittenAsync(
        HttpContext http, FoundCase found, object asked, CaseAct act, List<ProblemError> errors, ChangeCase change, CancellationToken cancellation)
    {
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return change.RunAsync(
            http, found, asked, act, async (say, done, token) => (await say.Case.EventsAsync(done.Events, token))[0], cancellation, StatusCodes.Status201Created);
    }
}
