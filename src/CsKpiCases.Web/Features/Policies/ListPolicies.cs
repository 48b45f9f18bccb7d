using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>A policy in the list.</summary>
/// <param name="Open">Open cases that run under it, in the shops that the reader reaches.</param>
/// <param name="OpenBefore">Of them, those still under an earlier version.</param>
public sealed record PolicyLine(Policy Policy, int Version, DateTime Since, string? By, int Open, int OpenBefore, IReadOnlyList<SlaWarning> Warnings);

/// <summary>The policies in force, in the order in which they are listed in files.</summary>
public sealed record PolicyList(IReadOnlyList<PolicyLine> Lines, string? ReadOnly, int ToFollow);

/// <summary>Lists the policies: three statements, and the policies that are kept in memory.</summary>
public sealed class ListPolicies(CasesDbContext db, PolicyBook book, TimeProvider clock)
{
    public async Task<IReadOnlyList<PolicyLine>> RunAsync(IReadOnlyList<Shop> shops, CancellationToken cancellation)
    {
        var reached = shops.Select(s => s.Id).ToList();
        var versions = await db.PolicyVersions.AsNoTracking().Where(p => p.IsCurrent)
            .Select(p => new { p.Id, p.Version, p.CreatedAt, By = db.Users.Where(a => a.Id == p.CreatedById).Select(a => a.DisplayName).FirstOrDefault() })
            .ToDictionaryAsync(p => p.Id, cancellation);
        var names = await db.PolicyVersions.AsNoTracking().Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        var counts = await db.Cases.Where(c => reached.Contains(c.ShopId) && c.Stage < Stage.Penalize && c.PolicyVersionId != null)
            .GroupBy(c => c.PolicyVersionId!.Value).Select(g => new { Version = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var current = (await book.ReadAsync([.. versions.Keys], cancellation)).Current;
        var now = clock.GetUtcNow().UtcDateTime;
        return
        [
            .. from policy in current.Where(p => versions.ContainsKey(p.VersionId)).OrderBy(p => p.Order).ThenBy(p => p.Name, StringComparer.Ordinal)
               let version = versions[policy.VersionId]
               let mine = counts.Where(c => names.GetValueOrDefault(c.Version) == policy.Name).ToList()
               select new PolicyLine(
                   policy, version.Version, version.CreatedAt, version.By, mine.Sum(c => c.Count), mine.Where(c => c.Version != policy.VersionId).Sum(c => c.Count),
                   SlaWarnings.Of(policy, current, now)),
        ];
    }
}
