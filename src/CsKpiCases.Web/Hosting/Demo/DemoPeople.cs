using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>The demo shop's people, by their user names, as if they were signed in: features let them do what the demo shows.</summary>
public sealed class DemoPeople
{
    private readonly Dictionary<string, SignedIn> people;

    private DemoPeople(Dictionary<string, SignedIn> people) => this.people = people;

    /// <summary>Somebody of <see cref="DemoAccounts.All"/>.</summary>
    public SignedIn this[string userName] => people[userName];

    public static async Task<DemoPeople> ReadAsync(CasesDbContext db, Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(shop);
        var rows = await db.Grants.AsNoTracking().Where(g => g.ShopId == shop.Id).Join(db.Users.Where(a => a.IsDemo), g => g.AccountId, a => a.Id, (g, a) => new { a.UserName, a.Id, a.DisplayName, g.Role }).ToListAsync(cancellation);
        return new DemoPeople(rows.GroupBy(r => (r.UserName, r.Id, r.DisplayName)).ToDictionary(
            p => p.Key.UserName!, p => new SignedIn(p.Key.Id, p.Key.DisplayName, [.. p.Select(r => new RoleGrant(r.Role, shop.Id))], null), StringComparer.Ordinal));
    }
}
