using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A new case. It has no type until it is classified, unless it is of one that skips the front.</summary>
public sealed record CreateCaseRequest
{
    /// <summary>The shop's code; may be left out by somebody who works in one shop alone.</summary>
    public string? Shop { get; init; }

    /// <summary>Needed, at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>How it came in; absent: platform.</summary>
    public Channel? Source { get; init; }

    /// <summary>The buyer's application or first message, ISO 8601 with an offset; absent: now.</summary>
    public string? OpenedAt { get; init; }

    /// <summary>The platform's order number: the order, if known, brings its buyer.</summary>
    public string? OrderNumber { get; init; }
    public string? BuyerId { get; init; }

    /// <summary>The number in another tool; unique within the shop.</summary>
    public string? ExternalNumber { get; init; }
    public string? TeamId { get; init; }

    /// <summary>The buyer's tier.</summary>
    public string? Tier { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>dispute or returnVisit, which begin in their own first state; absent: to be classified.</summary>
    public CaseType? Type { get; init; }

    /// <summary>With returnVisit, and needed there: when the buyer is to be called, ISO 8601 with an offset.</summary>
    public string? PlannedFor { get; init; }
}

/// <summary>Logs a case for a program: with an idempotency key once, however often it is sent.</summary>
public sealed class CreateCase(CaseStore store, ShowCase show, NamedShop shops, CheckReferences references, KeptAnswers kept)
{
    private const int LongestOrderNumber = 60;
    private const int LongestExternalNumber = 100;
    private const int LongestTier = 40;

    public async Task<GivenAnswer> RunAsync(HttpContext http, ApiBody<CreateCaseRequest> body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(body);
        var who = http.SignedIn();
        var request = KeyedRequest.Of(http, body.Value);
        if (await kept.FindAsync(request, cancellation) is { } before) return before;
        var shop = await shops.FindAsync(http, body.Value.Shop, cancellation);
        var act = await CheckAsync(shop, body.Value, cancellation);
        try
        {
            GivenAnswer? given = null;
            var result = await store.LogAsync(
                shop, act, who.ActorIn(shop.Id),
                async (db, @case, token) =>
                {
                    given = GivenAnswer.Of(StatusCodes.Status201Created, @case.Version, await show.LoggedAsync(@case, shop.Code, who, token));
                    if (request is not null) await kept.KeepAsync(db, request, given, token);
                },
                cancellation: cancellation);
            if (result is CaseResult.Refused refused) throw new ProblemException(Refusals.Of(refused.Refusal, ""));
            return given!;
        }
        catch (Exception e) when (e is KeyTakenException || Collisions.IsUniqueViolation(e))
        {
            // The same request in flight twice: the other one was first.
            if (await kept.FindAsync(request, cancellation) is { } first) return first;
            if (act.ExternalNumber is not null) throw new ProblemException(new Problem(ProblemCodes.DuplicateExternalNumber));
            throw;
        }
    }

    private async Task<LogCase> CheckAsync(Shop shop, CreateCaseRequest r, CancellationToken cancellation)
    {
        var errors = new List<ProblemError>();
        void Longest(string? text, string path, int most)
        {
            if (text?.Length > most) errors.Add(new ProblemError(path, FieldCodes.TooLong, $"At most {most} characters."));
        }

        if (string.IsNullOrWhiteSpace(r.Subject)) errors.Add(new ProblemError("subject", FieldCodes.Required, "A case needs a subject."));
        Longest(r.Subject, "subject", 200);
        Longest(r.Description, "description", 20_000);
        Longest(r.OrderNumber, "orderNumber", LongestOrderNumber);
        Longest(r.ExternalNumber, "externalNumber", LongestExternalNumber);
        Longest(r.Tier, "tier", LongestTier);
        if (r.Source == Channel.Unknown) errors.Add(new ProblemError("source", FieldCodes.UnknownValue, "A case came in somehow."));
        if (r.Type is not (null or CaseType.Dispute or CaseType.ReturnVisit)) errors.Add(new ProblemError("type", FieldCodes.UnknownValue, "Only dispute and returnVisit are known from the start; others are classified."));
        var planned = PlannedFor(r, errors);
        var openedAt = CaseInstants.Read(r.OpenedAt, "openedAt", store.Now, errors);
        var buyer = Ids.Read(r.BuyerId, "buyerId", errors);
        var team = Ids.Read(r.TeamId, "teamId", errors);
        await references.BuyerAsync(shop.Id, buyer, "buyerId", errors, cancellation);
        await references.TeamAsync(shop.Id, team, "teamId", errors, cancellation);
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return new LogCase(shop.Id, "", r.Subject!.Trim(), r.Source ?? Channel.Platform)
        {
            Description = r.Description ?? "",
            OpenedAt = openedAt,
            OrderNumber = Blank(r.OrderNumber),
            BuyerId = buyer,
            TeamId = team,
            ExternalNumber = Blank(r.ExternalNumber),
            Tier = Blank(r.Tier),
            Priority = r.Priority ?? Priority.Normal,
            Type = r.Type ?? CaseType.Unclassified,
            PlannedFor = planned,
        };
    }

    private static DateTime? PlannedFor(CreateCaseRequest r, List<ProblemError> errors)
    {
        if (r.Type != CaseType.ReturnVisit)
        {
            if (r.PlannedFor is not null) errors.Add(new ProblemError("plannedFor", FieldCodes.UnknownProperty, "Belongs to returnVisit."));
            return null;
        }

        if (r.PlannedFor is null) errors.Add(new ProblemError("plannedFor", FieldCodes.Required, "A return visit has its day."));
        else if (Instants.TryParse(r.PlannedFor, out var at)) return at;
        else errors.Add(new ProblemError("plannedFor", FieldCodes.InvalidInstant, "An instant is written such as 2026-03-02T09:00:00+08:00."));
        return null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Instants of requests.</summary>
internal static class CaseInstants
{
    /// <summary>ISO 8601 with an offset, not after now and at most ten years before it.</summary>
    public static DateTime? Read(string? text, string path, DateTime now, List<ProblemError> errors)
    {
        if (text is null) return null;
        if (!Instants.TryParse(text, out var at))
        {
            errors.Add(new ProblemError(path, FieldCodes.InvalidInstant, "An instant is written such as 2026-03-02T09:00:00+08:00."));
        }
        else if (at > now || at < now.AddYears(-10))
        {
            errors.Add(new ProblemError(path, FieldCodes.OutOfRange, "Not in the future, and at most ten years ago."));
        }
        else
        {
            return at;
        }

        return null;
    }
}
