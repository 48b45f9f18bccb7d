using System.Text.RegularExpressions;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A case that the caller may have to do with on this route.</summary>
public sealed record FoundCase(Shop Shop, long Id, int Version, CaseType Type);

/// <summary>Finds the case of an address. What the caller's shops do not hold does not exist for him.</summary>
public sealed partial class FindCase(CasesDbContext db, ShopBook book)
{
    /// <exception cref="ProblemException">There is none for him, or he has not the route's right in its shop.</exception>
    public async Task<FoundCase> ByNumberAsync(HttpContext http, string number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (!Number().IsMatch(number)) throw Missing();
        var found = await db.Cases.AsNoTracking().Where(c => c.Number == number)
            .Select(c => new { c.Id, c.ShopId, c.Version, c.Type }).SingleOrDefaultAsync(cancellation);
        if (found is null || !http.SignedIn().Reaches(found.ShopId)) throw Missing();
        http.RequireIn(found.ShopId);
        return new FoundCase(await ShopAsync(found.ShopId, cancellation), found.Id, found.Version, found.Type);
    }

    public static ProblemException Missing() => new(new Problem(ProblemCodes.NotFound, "There is no such case, or none that you may know of."));

    private async Task<Shop> ShopAsync(long id, CancellationToken cancellation)
    {
        var shop = (await book.AllAsync(cancellation)).FirstOrDefault(s => s.Id == id);
        if (shop is not null) return shop;
        book.Forget(); // made a moment ago
        return (await book.AllAsync(cancellation)).First(s => s.Id == id);
    }

    [GeneratedRegex("^AS[0-9]{10,18}$")]
    private static partial Regex Number();
}
