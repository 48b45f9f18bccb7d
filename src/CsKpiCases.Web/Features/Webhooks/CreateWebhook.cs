using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// Adds a target for a program: with an idempotency key once, however often it is sent. What is kept under the key is the target's
/// id; the secret stands in no second place.
/// </summary>
public sealed class CreateWebhook(CasesDbContext db, SaveTarget save, WebhookTargets targets, WebhookSecrets secrets, NamedShop shops, KeptAnswers kept)
{
    public async Task<WebhookAnswer> RunAsync(HttpContext http, CreateWebhookRequest asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var request = KeyedRequest.Of(http, asked);
        if (await AgainAsync(http, request, cancellation) is { } before) return before;
        var shop = await shops.FindAsync(http, asked.Shop, cancellation);
        try
        {
            var saved = await save.AddAsync(
                shop.Id, new TargetDraft(asked.Name, asked.Url, asked.Events ?? []), Acting.Of(http.SignedIn()),
                request is null ? null : (within, id, token) => kept.KeepAsync(within, request, GivenAnswer.Of(StatusCodes.Status201Created, 0, id), token),
                cancellation);
            if (saved.Faults.Count > 0) throw new ProblemException(WebhookFaults.Of(saved.Faults));
            return WebhookAnswer.Of((await targets.FindAsync(http, saved.Id, cancellation)).Target, shop.Code, saved.Secret);
        }
        catch (Exception e) when (e is KeyTakenException || Collisions.IsUniqueViolation(e))
        {
            // The same request in flight twice: the other one was first.
            return await AgainAsync(http, request, cancellation) ?? throw new InvalidOperationException("The key was taken and is not there.", e);
        }
    }

    private async Task<WebhookAnswer?> AgainAsync(HttpContext http, KeyedRequest? request, CancellationToken cancellation)
    {
        if (await kept.FindAsync(request, cancellation) is not { } given) return null;
        var (target, shop) = await targets.FindAsync(http, JsonSerializer.Deserialize<long>(given.Json), cancellation);
        var secret = await db.WebhookTargets.Where(t => t.Id == target.Id).Select(t => t.Secret).SingleAsync(cancellation);
        return WebhookAnswer.Of(target, shop.Code, secrets.Reveal(secret));
    }
}
