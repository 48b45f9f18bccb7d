using System.Collections.Concurrent;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Somebody who works in a shop, with his roles there.</summary>
public sealed record ShopPerson(long Id, string Name, IReadOnlySet<Role> Roles)
{
    /// <summary>Who may own a case.</summary>
    public bool MayOwn => Roles.Overlaps(Rights.MayOwnCases);
}

/// <summary>The people of each shop, kept in memory for a moment: every list and form offers them.</summary>
public sealed class ShopPeople(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<long, (DateTimeOffset ReadAt, IReadOnlyList<ShopPerson> People)> known = new();

    /// <summary>Everybody with a grant in the shop who is not disabled, by name.</summary>
    public async Task<IReadOnlyList<ShopPerson>> OfAsync(long shopId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(shopId, out var k) && now - k.ReadAt < Freshness && now >= k.ReadAt) return k.People;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var grants = await db.Grants.AsNoTracking().Where(g => g.ShopId == shopId || g.ShopId == null)
            .Join(db.Users.Where(a => !a.IsDisabled), g => g.AccountId, a => a.Id, (g, a) => new { a.Id, a.DisplayName, g.Role })
            .ToListAsync(cancellation);
        IReadOnlyList<ShopPerson> people = [.. grants.GroupBy(g => (g.Id, g.DisplayName))
            .Select(g => new ShopPerson(g.Key.Id, g.Key.DisplayName, g.Select(one => one.Role).ToHashSet()))
            .OrderBy(person => person.Name, StringComparer.Ordinal)];
        known[shopId] = (now, people);
        return people;
    }

    /// <summary>Forgets, after a grant or account was changed here.</summary>
    public void Forget() => known.Clear();
}
