using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The people of a shop by the names that platforms' exports use: sign-in name, else a display name that only one has.</summary>
internal sealed class KnownAgents
{
    private readonly Dictionary<string, long> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> unknown = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unfit = new(StringComparer.Ordinal);
    private IReadOnlySet<long> owners = new HashSet<long>();

    private KnownAgents()
    {
    }

    public static async Task<KnownAgents> OfAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        var accounts = await db.Users.AsNoTracking()
            .Where(a => db.Grants.Any(g => g.AccountId == a.Id && (g.ShopId == shopId || g.ShopId == null)))
            .Select(a => new { a.Id, a.UserName, a.DisplayName }).ToListAsync(cancellation);
        var known = new KnownAgents { owners = await CaseReferences.OwnersAsync(db, shopId, cancellation) };
        foreach (var account in accounts) known.byName[account.UserName!] = account.Id;
        foreach (var shown in accounts.GroupBy(a => a.DisplayName, StringComparer.OrdinalIgnoreCase).Where(g => g.Key.Length > 0 && g.Count() == 1)) known.byName.TryAdd(shown.Key, shown.First().Id);
        return known;
    }

    /// <summary>Null for nobody, and for somebody who is not here.</summary>
    public long? Find(string name)
    {
        if (name.Length == 0) return null;
        if (byName.TryGetValue(name, out var id)) return id;
        // platforms write shop:agent
        if (name.LastIndexOf(':') is >= 0 and var colon && byName.TryGetValue(name[(colon + 1)..], out id)) return id;
        if (unknown.Count < 1000) unknown.Add(name);
        return null;
    }

    /// <summary>Whose a new case may be: null also for somebody who is here, and has left or owns no cases.</summary>
    public long? FindOwner(string name)
    {
        if (Find(name) is not { } id) return null;
        if (owners.Contains(id)) return id;
        if (unfit.Count < 1000) unfit.Add(name);
        return null;
    }

    /// <summary>Those who are not here, as the file names them.</summary>
    public IReadOnlyList<string> Unknown => [.. unknown];

    /// <summary>One sentence about those who are not here; null when all are.</summary>
    public string? Remark() => unknown.Count == 0 ? null : $"{unknown.Count} agents of the file are not here, their rows count for nobody: {First(unknown)}.";

    /// <summary>One sentence about those who got no case; null when everybody could own his.</summary>
    public string? RemarkOwners() => unfit.Count == 0 ? null : $"{unfit.Count} agents of the file may own no cases here, theirs wait for an owner: {First(unfit)}.";

    private static string First(SortedSet<string> names) => string.Join(", ", names.Take(10)) + (names.Count > 10 ? ", …" : "");
}
