using CsKpiCases.Data;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// The owners, teams and buyers that a file names, by id. Unknown ones are made, many at once: owners as accounts that show
/// a name and cannot sign in. In a dry run they get no ids.
/// </summary>
internal sealed class ImportedPeople(ImportSession session)
{
    private const int MostRemembered = 50_000;
    private readonly Dictionary<string, long> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> teams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> buyers = new(StringComparer.Ordinal);

    /// <summary>A name as far as it is kept and told apart.</summary>
    public static string? NameOf(string? name) => name is null ? null : ClippedText.To(name, 100);

    public long? Owner(string? name) => Find(owners, NameOf(name));

    public long? Team(string? name) => Find(teams, NameOf(name));

    public long? Buyer(string? name) => Find(buyers, NameOf(name));

    /// <summary>Makes sure that all names of some drafts are known.</summary>
    public async Task LearnAsync(IReadOnlyCollection<CaseDraft> drafts, CancellationToken cancellation)
    {
        await LearnAsync(owners, drafts.SelectMany(d => d.Lines).Select(l => l.Owner), FindOwnersAsync, NewOwners, cancellation);
        await LearnAsync(teams, drafts.SelectMany(d => d.Lines).Select(l => l.Team), FindTeamsAsync, NewTeams, cancellation);
        await LearnAsync(buyers, drafts.Select(d => d.Buyer), FindBuyersAsync, NewBuyers, cancellation);
    }

    /// <summary>The owners of some drafts as far as they are here; nobody is made.</summary>
    public Task FindOwnersAsync(IReadOnlyCollection<CaseDraft> drafts, CancellationToken cancellation) =>
        LearnAsync(owners, drafts.SelectMany(d => d.Lines).Select(l => l.Owner), FindOwnersAsync, null, cancellation);

    /// <summary>Buyers alone, for orders.</summary>
    public Task LearnBuyersAsync(IEnumerable<string?> names, CancellationToken cancellation) =>
        LearnAsync(buyers, names, FindBuyersAsync, NewBuyers, cancellation);

    private async Task LearnAsync(
        Dictionary<string, long> known, IEnumerable<string?> names, Func<CasesDbContext, List<string>, CancellationToken, Task<Dictionary<string, long>>> find,
        Func<CasesDbContext, IReadOnlyList<string>, CancellationToken, Task<List<(string Name, long Id, object[] Rows)>>>? make, CancellationToken cancellation)
    {
        if (known.Count > MostRemembered) known.Clear();
        var missing = names.OfType<string>().Select(n => NameOf(n)!).Where(n => !known.ContainsKey(n)).ToHashSet(StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return;
        await using (var db = session.Open())
        {
            foreach (var (name, id) in await find(db, missing, cancellation)) known[name] = id;
        }

        if (make is null || session.IsDryRun || missing.TrueForAll(known.ContainsKey)) return;
        var made = await session.Store.Writer.WriteAsync(
            async (db, token) =>
            {
                var there = await find(db, missing, token);
                var rows = await make(db, [.. missing.Where(m => !there.ContainsKey(m))], token);
                await BulkInsert.RowsAsync(db, rows.SelectMany(r => r.Rows), token);
                foreach (var row in rows) there[row.Name] = row.Id;
                return there;
            },
            cancellation);
        foreach (var (name, id) in made) known[name] = id;
    }

    /// <summary>Accounts with a role in this shop, by sign-in or display name; the sign-in name goes first.</summary>
    private async Task<Dictionary<string, long>> FindOwnersAsync(CasesDbContext db, List<string> names, CancellationToken cancellation)
    {
        var found = await db.Users.AsNoTracking()
            .Where(a => (EF.Parameter(names).Contains(a.UserName!) || EF.Parameter(names).Contains(a.DisplayName)) && db.Grants.Any(g => g.AccountId == a.Id && g.ShopId == session.Shop.Id))
            .Select(a => new { a.Id, a.UserName, a.DisplayName }).ToListAsync(cancellation);
        var byName = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (found.Find(a => a.UserName == name) is { } signsIn) byName[name] = signsIn.Id;
            else if (found.FindAll(a => a.DisplayName == name) is [var shown]) byName[name] = shown.Id;
        }

        return byName;
    }

    private async Task<List<(string Name, long Id, object[] Rows)>> NewOwners(CasesDbContext db, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var keys = names.Select(Normal).ToList();
        var taken = await db.Users.Where(a => EF.Parameter(keys).Contains(a.NormalizedUserName!)).Select(a => a.NormalizedUserName!).ToListAsync(cancellation);
        var used = taken.ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            // somebody of another shop has the name, or it differs in case alone
            var signIn = used.Add(Normal(name)) ? name : $"{name}@{session.Shop.Code}/{session.Store.Ids.Next():x}";
            var account = new Account
            {
                Id = session.Store.Ids.Next(), UserName = signIn, NormalizedUserName = Normal(signIn), DisplayName = name,
                IsImported = true, SecurityStamp = "imported", ConcurrencyStamp = "1", CreatedAt = session.Now,
            };
            var grant = new Grant { Id = session.Store.Ids.Next(), AccountId = account.Id, Role = Role.Agent, ShopId = session.Shop.Id, SinceAt = account.CreatedAt };
            return (name, account.Id, new object[] { account, grant });
        })];
    }

    private Task<Dictionary<string, long>> FindTeamsAsync(CasesDbContext db, List<string> names, CancellationToken cancellation) =>
        db.Teams.Where(t => t.ShopId == session.Shop.Id && EF.Parameter(names).Contains(t.Name)).ToDictionaryAsync(t => t.Name, t => t.Id, StringComparer.Ordinal, cancellation);

    private Task<List<(string Name, long Id, object[] Rows)>> NewTeams(CasesDbContext db, IReadOnlyList<string> names, CancellationToken cancellation) =>
        Task.FromResult(names.Select(name =>
        {
            var team = new Team { Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, Name = name };
            return (name, team.Id, new object[] { team });
        }).ToList());

    private Task<Dictionary<string, long>> FindBuyersAsync(CasesDbContext db, List<string> names, CancellationToken cancellation) =>
        db.Buyers.Where(b => b.ShopId == session.Shop.Id && EF.Parameter(names).Contains(b.PlatformBuyerId)).ToDictionaryAsync(b => b.PlatformBuyerId, b => b.Id, StringComparer.Ordinal, cancellation);

    private Task<List<(string Name, long Id, object[] Rows)>> NewBuyers(CasesDbContext db, IReadOnlyList<string> names, CancellationToken cancellation) =>
        Task.FromResult(names.Select(name =>
        {
            var buyer = new Buyer { Id = session.Store.Ids.Next(), ShopId = session.Shop.Id, PlatformBuyerId = name };
            return (name, buyer.Id, new object[] { buyer });
        }).ToList());

    private static string Normal(string name) => name.ToUpperInvariant();

    private static long? Find(Dictionary<string, long> known, string? name) => name is not null && known.TryGetValue(name, out var id) ? id : null;
}
