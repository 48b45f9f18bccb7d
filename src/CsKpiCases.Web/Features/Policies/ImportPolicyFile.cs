using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>One policy of a file.</summary>
/// <param name="IsNew">Whether no policy has its name yet.</param>
/// <param name="IsUnchanged">Whether the version in force says the same.</param>
public sealed record PolicyFileLine(Policy Policy, bool IsNew, bool IsUnchanged, IReadOnlyList<PolicyChange> Changes, IReadOnlyList<SlaWarning> Warnings);

/// <summary>What a file would do, or what is wrong with it.</summary>
/// <param name="Document">The file's text.</param>
/// <param name="Seen">How many versions there were: they are only ever added, so a larger number tells that somebody saved meanwhile.</param>
/// <param name="Open">Open cases that follow.</param>
public sealed record PolicyFilePreview(
    string Document, int Seen, IReadOnlyList<PolicyFileLine> Lines, FieldFaults Faults, int Open, bool IsStale = false, bool IsOutOfReach = false);

/// <summary>Imports a file of policies by the page: shown first, then published as the command does it.</summary>
public sealed class ImportPolicyFile(
    CasesDbContext db, PolicyBook book, PublishVersions publish, FollowInBackground follow, CurrentShop current, ShopBook shops, AuditLog audit, TimeProvider clock)
{
    /// <summary>Bytes of a file on the page; larger ones are the command's.</summary>
    public const int LargestFile = 1024 * 1024;

    private DateTime Now => Instants.Cut(clock.GetUtcNow().UtcDateTime);

    /// <summary>What the file would do; nothing is changed.</summary>
    public async Task<PolicyFilePreview> PreviewAsync(string document, SignedIn by, CancellationToken cancellation)
    {
        var seen = await db.PolicyVersions.CountAsync(cancellation);
        var (policies, faults) = await ParseAsync(document, cancellation);
        if (faults.Any) return new PolicyFilePreview(document, seen, [], faults, 0);
        var pages = await book.ReadAsync(cancellation);
        var published = await publish.TryAsync(new NewTerms(policies, [], by?.AccountId, Now), cancellation);
        var others = pages.Current.Where(p => policies.All(other => other.Name != p.Name)).Concat(policies).ToList();
        var lines = policies.Select(policy => new PolicyFileLine(
            policy, published.Added.Contains(policy.Name), published.Unchanged.Contains(policy.Name),
            PolicyDifference.Between(pages.FindByName(policy.Name), policy), SlaWarnings.Of(policy, others, Now))).ToList();
        var reached = await current.ReachedAsync(cancellation);
        var open = await publish.CountOpenAsync([.. reached.Select(s => s.Id)], published.Superseded, cancellation);
        return new PolicyFilePreview(document, seen, lines, faults, open, IsOutOfReach: !await IsInReachAsync(policies, by!, cancellation));
    }

    /// <summary>Publishes what the preview showed; the preview again where it cannot be.</summary>
    public async Task<(PublishedVersions? Published, PolicyFilePreview? Refused)> SaveAsync(string document, int seen, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        var (policies, faults) = await ParseAsync(document, cancellation);
        if (faults.Any || policies.Count == 0 || !await IsInReachAsync(policies, by, cancellation)) return (null, await PreviewAsync(document, by, cancellation));
        var published = await publish.RunAsync(
            new NewTerms(policies, [], by.AccountId, Now), cancellation,
            async (write, token) => await write.PolicyVersions.CountAsync(token) == seen,
            (write, done) => audit.Add(write, Acting.Of(by), "policies_imported", null, string.Join(", ", done.Added.Concat(done.Changed))));
        if (published is null) return (null, await PreviewAsync(document, by, cancellation) with { IsStale = true });
        if (published.Superseded.Count > 0) follow.Begin();
        return (published, null);
    }

    private async Task<(IReadOnlyList<Policy> Policies, FieldFaults Faults)> ParseAsync(string document, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var calendars = (await book.ReadAsync(cancellation)).Calendars;
        var policies = PolicyFile.Parse(document, calendars.GetValueOrDefault, Now, errors);
        if (errors.Count == 0 && policies.Count == 0) errors.Add("", SlaErrorCodes.Required, "The file holds no policy.");
        return (policies, new FieldFaults(errors.All));
    }

    private async Task<bool> IsInReachAsync(IReadOnlyList<Policy> policies, SignedIn by, CancellationToken cancellation)
    {
        var pages = await book.ReadAsync(cancellation);
        var before = policies.Select(policy => pages.FindByName(policy.Name)).OfType<Policy>();
        return by.MayEdit(await shops.AllAsync(cancellation), policies.Concat(before));
    }
}
