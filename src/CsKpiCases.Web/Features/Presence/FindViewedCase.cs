using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Presence;

/// <summary>The case that somebody looks at, if he may.</summary>
public sealed class FindViewedCase(CasesDbContext db, ShopBook shops)
{
    public async Task<(Shop Shop, long Id)?> RunAsync(string number, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Cases.AsNoTracking().Where(c => c.Number == number).Select(c => new { c.Id, c.ShopId }).FirstOrDefaultAsync(cancellation);
        if (found is null || !reader.Can(Right.ReadCases, found.ShopId)) return null;
        return (await shops.AllAsync(cancellation)).FirstOrDefault(s => s.Id == found.ShopId) is { } shop ? (shop, found.Id) : null;
    }
}
