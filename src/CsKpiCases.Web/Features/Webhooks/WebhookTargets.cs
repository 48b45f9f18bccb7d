using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>The targets that a request may see.</summary>
public sealed class WebhookTargets(CurrentShop current, ReadTargets read)
{
    /// <summary>Those of the shops in which the caller has the right, or of one.</summary>
    public async Task<Page<WebhookAnswer>> ListAsync(HttpContext http, NamedShop shops, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(shops);
        var query = new QueryParameters(http.Request, "shop");
        var reached = query.Text("shop") is { } code
            ? [await shops.FindAsync(http, code, cancellation)]
            : (await current.ReachedAsync(cancellation)).Where(s => http.SignedIn().Can(Right.ManageWebhooks, s.Id)).ToList();
        var codes = reached.ToDictionary(s => s.Id, s => s.Code);
        return new Page<WebhookAnswer>([.. (await read.OfAsync(codes.Keys, cancellation)).Select(t => WebhookAnswer.Of(t, codes[t.ShopId]))]);
    }

    /// <summary>One, with its shop.</summary>
    /// <exception cref="ProblemException">There is none for the caller, or he has not the route's right in its shop.</exception>
    public async Task<(TargetLine Target, Shop Shop)> FindAsync(HttpContext http, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        var reached = await current.ReachedAsync(cancellation);
        if (await read.FindAsync([.. reached.Select(s => s.Id)], id, cancellation) is not { } target) throw new ProblemException(new Problem(ProblemCodes.NotFound, "No webhook of that id."));
        http.RequireIn(target.ShopId);
        return (target, reached.Single(s => s.Id == target.ShopId));
    }

    /// <summary>The same by the text of an address.</summary>
    public Task<(TargetLine Target, Shop Shop)> FindAsync(HttpContext http, string id, CancellationToken cancellation) =>
        FindAsync(http, Ids.TryRead(id, out var number) ? number : 0, cancellation);
}
