using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary><c>webhooks</c>: targets, their logs, sending again.</summary>
internal static class WebhookEndpoints
{
    private const string Body = """{ "name": "ERP", "url": "https://erp.example.com/hooks/cases", "events": ["case.logged", "case.state_changed", "clock.breached"] }""";

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        MapTargets(api);
        MapDeliveries(api);
    }

    private static void MapTargets(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("listWebhooks", "List the targets of webhooks", "Oldest first, all at once: a shop has at most 20.")
            .Takes(ApiParameter.Query("shop", "Code of a shop; absent: all in which you have the right.")).Answers<Page<WebhookAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);
        api.MapPost("/webhooks", CreateAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("createWebhook", "Add a target", "The answer holds the secret that bodies are signed with, this once: also when it is sent again with its key, unless there is a new one by then. Each event is sent as JSON by POST, at least once, with Cases-Event-Id, Cases-Timestamp and Cases-Signature.")
            .Takes(ApiParameter.IdempotencyKey).Answers<WebhookAnswer>(StatusCodes.Status201Created)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.InvalidHeader, ProblemCodes.NotFound, ProblemCodes.KeyReused).Example(Body);
        api.MapGet("/webhooks/{id}", GetAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("getWebhook", "Read a target", "Without its secret.").Answers<WebhookAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);
        api.MapPut("/webhooks/{id}", ChangeAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("changeWebhook", "Change a target", "It is tried again at once, whatever it failed with before. If-Match holds the version that you read; where it has passed, changes names the settings that differ, and webhook is how it stands.")
            .Takes(ApiParameter.IfMatch).Answers<WebhookAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.InvalidHeader, ProblemCodes.NotFound, ProblemCodes.Stale, ProblemCodes.PreconditionRequired).Example(Body);
        api.MapDelete("/webhooks/{id}", RemoveAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("removeWebhook", "Remove a target", "With its log. Answers what it was.").Answers<WebhookAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);
        api.MapPost("/webhooks/{id}/secret", RotateAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("rotateWebhookSecret", "Make a new secret", "The answer holds it, this once; the old one is worthless at once.").Answers<WebhookAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.NotFound).Example("{}");
    }

    private static void MapDeliveries(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks/{id}/deliveries", LogAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("listWebhookDeliveries", "Read a target's log", "Newest first, thirty days back.")
            .Takes(ApiParameter.Query("failed", "true: what did not get through by now."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<DeliveryAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.NotFound);
        api.MapPost("/webhooks/{id}/deliveries/{delivery}/replay", ReplayAsync).Requires(ApiScope.Admin, Right.ManageWebhooks)
            .Describes("replayWebhookDelivery", "Send an event again", "With the id and the body that it had, within seconds.").Answers<DeliveryAnswer>(StatusCodes.Status200OK)
            .Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson, ProblemCodes.NotFound, ProblemCodes.WebhookDisabled).Example("{}");
    }

    private static async Task<IResult> ListAsync(HttpContext http, WebhookTargets targets, NamedShop shops, CancellationToken cancellation) =>
        Results.Ok(await targets.ListAsync(http, shops, cancellation));

    private static async Task<IResult> CreateAsync(HttpContext http, ApiBody<CreateWebhookRequest> body, CreateWebhook create, CancellationToken cancellation)
    {
        var made = await create.RunAsync(http, body.Value, cancellation);
        http.Response.Headers.ETag = Precondition.Tag(made.Version);
        return Results.Created($"{ApiPath.Prefix}/webhooks/{made.Id}", made);
    }

    private static async Task<IResult> GetAsync(HttpContext http, string id, WebhookTargets targets, CancellationToken cancellation)
    {
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        http.Response.Headers.ETag = Precondition.Tag(TargetVersion.Of(target));
        return Results.Ok(WebhookAnswer.Of(target, shop.Code));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, string id, ApiBody<ChangeWebhookRequest> body, WebhookTargets targets, SaveTarget save, CancellationToken cancellation)
    {
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        var (asked, seen) = (body.Value, Precondition.Seen(http.Request, TargetVersion.Of(target)));
        var saved = await save.ChangeAsync(shop.Id, target.Id, new TargetDraft(asked.Name, asked.Url, asked.Events ?? []), asked.Enabled, seen, Acting.Of(http.SignedIn()), cancellation);
        if (saved.Faults.Count > 0) return WebhookFaults.Of(saved.Faults);
        if (saved.Since.Count > 0) return await StaleAsync(http, id, saved.Since, targets, cancellation);
        return await GetAsync(http, id, targets, cancellation);
    }

    private static async Task<IResult> StaleAsync(HttpContext http, string id, IReadOnlyList<string> since, WebhookTargets targets, CancellationToken cancellation)
    {
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        var now = WebhookAnswer.Of(target, shop.Code);
        http.Response.Headers.ETag = Precondition.Tag(now.Version);
        return new Problem(ProblemCodes.Stale, $"Changed since: {string.Join(", ", since)}.") { Members = [new("version", now.Version), new("changes", since), new("webhook", now)] };
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, WebhookTargets targets, RemoveTarget remove, CancellationToken cancellation)
    {
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        return await remove.RunAsync(shop.Id, target.Id, Acting.Of(http.SignedIn()), cancellation) is not null ? Results.Ok(WebhookAnswer.Of(target, shop.Code)) : new Problem(ProblemCodes.NotFound);
    }

    private static async Task<IResult> RotateAsync(
        HttpContext http, string id, ApiBody<NothingToSay> body, WebhookTargets targets, SaveTarget save, CancellationToken cancellation)
    {
        _ = body;
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        var secret = await save.RotateAsync(shop.Id, target.Id, Acting.Of(http.SignedIn()), cancellation);
        return secret is null ? new Problem(ProblemCodes.NotFound) : Results.Ok(WebhookAnswer.Of(target, shop.Code, secret));
    }

    private static async Task<IResult> LogAsync(HttpContext http, string id, WebhookTargets targets, ReadTargets read, CancellationToken cancellation)
    {
        var (target, _) = await targets.FindAsync(http, id, cancellation);
        var query = new QueryParameters(http.Request, "failed", "limit", "after");
        var (limit, after, failed) = (query.Limit(), query.Id("after"), query.Text("failed"));
        if (failed is not (null or "true" or "false")) query.Add("failed", FieldCodes.UnknownValue, "true or false.");
        query.Done();
        var page = await read.LogAsync(target.Id, failed == "true", after, limit, cancellation);
        return Results.Ok(new Page<DeliveryAnswer>([.. page.Lines.Select(DeliveryAnswer.Of)], Ids.Text(page.Next)));
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext http, string id, string delivery, ApiBody<NothingToSay> body, WebhookTargets targets, ReadTargets read, ReplayDeliveries replay, CancellationToken cancellation)
    {
        _ = body;
        var (target, shop) = await targets.FindAsync(http, id, cancellation);
        var end = Ids.TryRead(delivery, out var number) ? await replay.OneAsync(shop.Id, target.Id, number, Acting.Of(http.SignedIn()), cancellation) : ReplayEnd.Missing;
        if (end == ReplayEnd.Disabled) return new Problem(ProblemCodes.WebhookDisabled);
        if (end == ReplayEnd.Missing || await read.DeliveryAsync(target.Id, number, cancellation) is not { } line) return new Problem(ProblemCodes.NotFound, "The log has no delivery of that id.");
        return Results.Ok(DeliveryAnswer.Of(line));
    }
}
