using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The shop that a request names by its code.</summary>
public sealed class NamedShop(CurrentShop current)
{
    /// <summary>The shop of that code; without a code the only one that the caller reaches.</summary>
    /// <exception cref="ProblemException">There is none for him, or he has not the route's right in it.</exception>
    public async Task<Shop> FindAsync(HttpContext http, string? code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        var reached = await current.ReachedAsync(cancellation);
        var shop = code is null && reached.Count == 1 ? reached[0] : reached.FirstOrDefault(s => s.Code == code);
        if (shop is null)
        {
            throw new ProblemException(code is null
                ? Problem.Invalid("shop", FieldCodes.Required, "Name the shop: you reach several, or none.")
                : Problem.Invalid("shop", FieldCodes.UnknownShop, "No shop of that code that you reach."));
        }

        http.RequireIn(shop.Id);
        return shop;
    }
}
