using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>Who is meant by an audience: the accounts that have its role in the shop, or everywhere, and can sign in.</summary>
internal sealed class Audiences
{
    private readonly HashSet<long> accounts = [];
    private readonly List<(long AccountId, Role Role, long? ShopId)> grants = [];

    private Audiences()
    {
    }

    public static async Task<Audiences> ReadAsync(CasesDbContext db, CancellationToken cancellation)
    {
        var read = new Audiences();
        read.accounts.UnionWith(await db.Users.Where(a => !a.IsDisabled && !a.IsImported).Select(a => a.Id).ToListAsync(cancellation));
        Role[] heard = [Role.Supervisor, Role.ShopLead, Role.GeneralManager, Role.Finance, Role.Warehouse, Role.Administrator];
        var rows = await db.Grants.Where(g => heard.Contains(g.Role)).Select(g => new { g.AccountId, g.Role, g.ShopId }).ToListAsync(cancellation);
        read.grants.AddRange(rows.Select(g => (g.AccountId, g.Role, g.ShopId)));
        return read;
    }

    /// <summary>The accounts of a message's audience; none for the buyer, who has no inbox here.</summary>
    public IReadOnlyList<long> Of(long shop, string? audience, long? account)
    {
        if (!Enum.TryParse<Audience>(audience, out var parsed)) return [];
        return parsed switch
        {
            Audience.Account => account is { } id && accounts.Contains(id) ? [id] : [],
            Audience.Supervisors => With(Role.Supervisor, shop),
            Audience.ShopLeads => With(Role.ShopLead, shop),
            Audience.GeneralManagers => With(Role.GeneralManager, shop),
            Audience.Finance => With(Role.Finance, shop),
            Audience.Warehouse => With(Role.Warehouse, shop),
            Audience.Overseers => [.. With(Role.Administrator, shop).Union(With(Role.ShopLead, shop))],
            // Other departments have no accounts of their own: the supervisors turn to them.
            Audience.Department => With(Role.Supervisor, shop),
            _ => [],
        };
    }

    /// <summary>Of these accounts, those that can sign in.</summary>
    public IEnumerable<long> Open(IEnumerable<long> some) => some.Where(accounts.Contains);

    /// <summary>The ladder of a deadline: owner, then supervisors, then shop leads. What nobody owns begins with the supervisors.</summary>
    public IEnumerable<long> Escalated(long shop, long? owner, DueLevel level)
    {
        var people = new List<long>();
        if (owner is { } id && accounts.Contains(id)) people.Add(id);
        if (people.Count == 0 || level >= DueLevel.Goal) people.AddRange(With(Role.Supervisor, shop));
        if (level == DueLevel.Limit) people.AddRange(With(Role.ShopLead, shop));
        return people.Distinct();
    }

    private List<long> With(Role role, long shop) =>
        [.. grants.Where(g => g.Role == role && (g.ShopId is null || g.ShopId == shop) && accounts.Contains(g.AccountId)).Select(g => g.AccountId).Distinct()];
}
