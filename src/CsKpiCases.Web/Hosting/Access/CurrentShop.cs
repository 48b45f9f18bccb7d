using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>All shops, kept in memory: there are few, and every page needs one.</summary>
public sealed class ShopBook(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);
    private (DateTimeOffset ReadAt, IReadOnlyList<Shop> Shops)? known;

    public async Task<IReadOnlyList<Shop>> AllAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known is { } k && now - k.ReadAt < Freshness && now >= k.ReadAt) return k.Shops;
        var db = await contexts.CreateDbContextAsync(cancellation);
        await using var _ = db;
        var shops = await db.Shops.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellation);
        known = (now, shops);
        return shops;
    }

    /// <summary>Forgets, after a shop was made or changed here.</summary>
    public void Forget() => known = null;
}

/// <summary>The shop that a page is about: the one chosen in the top bar, else the first that the person reaches.</summary>
public sealed class CurrentShop(IHttpContextAccessor accessor, ShopBook shops)
{
    public const string Cookie = "shop";
    private Shop? shop;
    private bool isKnown;

    /// <summary>Null when nobody is signed in or he reaches no shop.</summary>
    public async Task<Shop?> GetAsync(CancellationToken cancellation = default)
    {
        if (isKnown) return shop;
        var http = accessor.HttpContext;
        var signedIn = http?.SignedInOrNull();
        if (signedIn is not null)
        {
            var reached = await ReachedAsync(cancellation);
            var chosen = long.TryParse(http!.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
            shop = reached.FirstOrDefault(s => s.Id == chosen) ?? (reached.Count > 0 ? reached[0] : null);
        }

        isKnown = true;
        return shop;
    }

    /// <summary>The shop of a page that <see cref="RequireRightAttribute"/> guards.</summary>
    public async Task<Shop> RequireAsync(CancellationToken cancellation = default) =>
        await GetAsync(cancellation) ?? throw new InvalidOperationException("This route must require a right in a shop.");

    /// <summary>The shops that the signed-in person reaches.</summary>
    public async Task<IReadOnlyList<Shop>> ReachedAsync(CancellationToken cancellation = default)
    {
        var signedIn = accessor.HttpContext?.SignedInOrNull();
        if (signedIn is null) return [];
        return [.. (await shops.AllAsync(cancellation)).Where(s => signedIn.Reaches(s.Id))];
    }
}
