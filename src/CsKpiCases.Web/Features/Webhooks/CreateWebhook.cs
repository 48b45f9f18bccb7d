using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// Adds a target for a program: with an idempotency key once, however often it is sent. What is kept under the key is the target's
/// id and a mark of its secret, which stands in no second place: sent again, the answer tells the secret that it told at first, or,
/// where that is no more, none.
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
                request is null ? null : (within, target, token) => kept.KeepAsync(within, request, GivenAnswer.Of(StatusCodes.Status201Created, 0, Made.Of(target)), token),
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
        var made = JsonSerializer.Deserialize<Made>(given.Json, ApiJson.Options)!;
        var (target, shop) = await targets.FindAsync(http, made.Id, cancellation);
        var row = await db.WebhookTargets.AsNoTracking().SingleAsync(t => t.Id == target.Id, cancellation);
        return WebhookAnswer.Of(target, shop.Code, Made.Of(row) == made ? secrets.Reveal(row.Secret) : null);
    }

    /// <param name="Id">The target.</param>
    /// <param name="Secret">The hash of its secret as the store kept it then: no other secret has it.</param>
    private sealed record Made(long Id, string Secret)
    {
        public static Made Of(WebhookTarget target) => new(target.Id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Secret))));
    }
}
