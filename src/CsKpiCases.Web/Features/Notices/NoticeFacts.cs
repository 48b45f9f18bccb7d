using System.Globalization;
using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>What the store knows of the arguments of notices that are being delivered: numbers and subjects of cases, names of accounts, the shops' zones.</summary>
internal sealed class NoticeFacts
{
    // arguments that name an account by its id
    private static readonly string[] Accounts = ["owner", "by"];

    private Dictionary<long, (string Number, string Subject)> cases = [];
    private Dictionary<long, string> names = [];
    private Dictionary<long, TimeZoneInfo> zones = [];

    private NoticeFacts()
    {
    }

    /// <summary>Three statements whatever the number of notices.</summary>
    public static async Task<NoticeFacts> ReadAsync(
        CasesDbContext db, IReadOnlyList<(long ShopId, long? CaseId, IReadOnlyDictionary<string, string> Named)> told, CancellationToken cancellation)
    {
        var cases = told.Select(t => t.CaseId).OfType<long>().Distinct().ToList();
        var people = told.SelectMany(t => Accounts.Select(name => Number(t.Named, name))).OfType<long>().Distinct().ToList();
        var shops = told.Select(t => t.ShopId).Distinct().ToList();
        return new NoticeFacts
        {
            cases = (await db.Cases.Where(c => EF.Parameter(cases).Contains(c.Id)).Select(c => new { c.Id, c.Number, c.Subject }).ToListAsync(cancellation))
                .ToDictionary(c => c.Id, c => (c.Number, c.Subject)),
            names = people.Count == 0 ? []
                : await db.Users.Where(a => EF.Parameter(people).Contains(a.Id)).Select(a => new { a.Id, a.DisplayName }).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation),
            zones = (await db.Shops.Where(s => EF.Parameter(shops).Contains(s.Id)).Select(s => new { s.Id, s.TimeZone }).ToListAsync(cancellation))
                .ToDictionary(s => s.Id, s => TimeZoneInfo.FindSystemTimeZoneById(s.TimeZone)),
        };
    }

    /// <summary>The arguments with number and subject of the case, names in place of accounts, and <c>due</c>: <c>dueAt</c> in the shop's zone.</summary>
    public Dictionary<string, string> Of(long shopId, long? caseId, IReadOnlyDictionary<string, string> named)
    {
        var all = new Dictionary<string, string>(named);
        if (caseId is { } id && cases.TryGetValue(id, out var found)) (all["number"], all["subject"]) = found;
        foreach (var name in Accounts)
        {
            if (Number(named, name) is { } account && names.TryGetValue(account, out var called)) all[name] = called;
        }

        if (Number(named, "dueAt") is { } at && zones.TryGetValue(shopId, out var zone))
        {
            all["due"] = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddSeconds(at), zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
        }

        return all;
    }

    private static long? Number(IReadOnlyDictionary<string, string> named, string name) =>
        named.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
