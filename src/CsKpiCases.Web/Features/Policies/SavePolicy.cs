using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>How a saving ended.</summary>
public enum SaveEnd
{
    Saved,

    /// <summary>The version in force says the same.</summary>
    Unchanged,
    Refused,

    /// <summary>Somebody else has saved a version meanwhile.</summary>
    Stale,

    /// <summary>It concerns a shop in which the person has no right to edit.</summary>
    OutOfReach,
}

/// <param name="Checked">What was saved, or what is wrong with it.</param>
public sealed record SavedPolicy(SaveEnd End, CheckedPolicy Checked);

/// <summary>Makes a new version of one policy as its preview showed it; the open cases follow in the background.</summary>
public sealed class SavePolicy(CheckPolicy check, PublishVersions publish, FollowInBackground follow, ShopBook shops, AuditLog audit, TimeProvider clock)
{
    /// <param name="document">A file of one policy.</param>
    /// <param name="name">Null: a new policy.</param>
    /// <param name="baseId">The version that the editor saw.</param>
    /// <param name="by">Who saves.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<SavedPolicy> RunAsync(string document, string? name, long? baseId, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        var found = await check.RunAsync(document, name, null, cancellation);
        if (found.Policy is not { } policy) return new SavedPolicy(SaveEnd.Refused, found);
        if (!by.MayEdit(await shops.AllAsync(cancellation), found.Before is { } before ? [before, policy] : [policy])) return new SavedPolicy(SaveEnd.OutOfReach, found);
        var terms = new NewTerms([policy], [], by.AccountId, Instants.Cut(clock.GetUtcNow().UtcDateTime));
        var published = await publish.RunAsync(
            terms, cancellation,
            async (db, token) => await InForceAsync(db, policy.Name, token) == baseId,
            (db, _) => audit.Add(db, Acting.Of(by), "policy_saved", null, policy.Name, new { isNew = baseId is null }));
        if (published is null) return new SavedPolicy(SaveEnd.Stale, found);
        if (published.Added.Count + published.Changed.Count == 0) return new SavedPolicy(SaveEnd.Unchanged, found);
        if (published.Superseded.Count > 0) follow.Begin();
        return new SavedPolicy(SaveEnd.Saved, found);
    }

    private static Task<long?> InForceAsync(CasesDbContext db, string name, CancellationToken cancellation) =>
        db.PolicyVersions.Where(p => p.Name == name && p.IsCurrent).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancellation);
}
