using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>A version of a policy, and what it changed.</summary>
/// <param name="By">Null: shipped, or somebody at the machine's terminal.</param>
/// <param name="Changes">Against the version before it; none for the first.</param>
public sealed record PolicyVersionLine(long Id, int Version, bool IsCurrent, DateTime At, string? By, IReadOnlyList<PolicyChange> Changes);

/// <summary>A stored policy with its versions, newest first.</summary>
/// <param name="Open">Open cases of the reader's shops that run under any of its versions.</param>
public sealed record StoredPolicy(Policy Policy, PolicyVersion Row, IReadOnlyList<PolicyVersionLine> Versions, int Open);

/// <summary>Reads one policy with its history.</summary>
public sealed class ReadPolicy(CasesDbContext db, PolicyBook book, PublishVersions publish)
{
    public async Task<StoredPolicy?> RunAsync(string name, IReadOnlyList<Shop> shops, CancellationToken cancellation)
    {
        var rows = await db.PolicyVersions.AsNoTracking().Where(p => p.Name == name).OrderByDescending(p => p.Version)
            .Select(p => new { Row = p, By = db.Users.Where(a => a.Id == p.CreatedById).Select(a => a.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        if (rows.Find(r => r.Row.IsCurrent) is not { } current) return null;
        var pages = await book.ReadAsync([.. rows.Select(r => r.Row.Id)], cancellation);
        var lines = rows.Select((r, i) => new PolicyVersionLine(
            r.Row.Id, r.Row.Version, r.Row.IsCurrent, r.Row.CreatedAt, r.By,
            i + 1 < rows.Count ? PolicyDifference.Between(pages.Find(rows[i + 1].Row.Id), pages.Find(r.Row.Id)!) : [])).ToList();
        var open = await publish.CountOpenAsync([.. shops.Select(s => s.Id)], [.. rows.Select(r => r.Row.Id)], cancellation);
        return new StoredPolicy(pages.Find(current.Row.Id)!, current.Row, lines, open);
    }

    /// <summary>Of a stored policy's open cases those that the policy as it would be saved no longer fits.</summary>
    public Task<int> CountLeavingAsync(IReadOnlyList<Shop> shops, StoredPolicy stored, Policy next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return publish.CountLeavingAsync(shops, [.. stored.Versions.Select(v => v.Id)], next, cancellation);
    }

    /// <summary>Open cases of these shops under versions that are not in force.</summary>
    public async Task<int> CountLeftAsync(IReadOnlyList<Shop> shops, CancellationToken cancellation) =>
        await publish.CountOpenAsync([.. shops.Select(s => s.Id)], await publish.LeftAsync(cancellation), cancellation);
}
