using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>
/// Whether what an act names by id is there, of the same shop, and fit for it. Asked in the act's own transaction, so that it
/// holds whatever form, list or program sent the id, and however old its page was.
/// </summary>
public static class CaseReferences
{
    private static readonly Role[] Owners = [.. Rights.MayOwnCases];

    /// <summary>Why the act cannot be done, naming the field; null when all is there. Acts that name nothing cost nothing.</summary>
    public static async Task<TransitionRefused?> CheckAsync(CasesDbContext db, Case @case, CaseAct act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(act);
        var (wrong, reason) = act switch
        {
            FireTrigger { Arguments: AssignArguments a } when !await MayOwnAsync(db, @case.ShopId, a.OwnerId, cancellation).ConfigureAwait(false) => ("ownerId", RefusalReason.UnknownAccount),
            FireTrigger { Arguments: AssignArguments { TeamId: { } team } } when !await db.Teams.AnyAsync(t => t.Id == team && t.ShopId == @case.ShopId, cancellation).ConfigureAwait(false) => ("teamId", RefusalReason.InvalidArgument),
            FireTrigger { Arguments: HandOverArguments h } when !await MayOwnAsync(db, @case.ShopId, h.ToAccountId, cancellation).ConfigureAwait(false) => ("toAccountId", RefusalReason.UnknownAccount),
            FireTrigger { Arguments: DuplicateArguments d } when !await IsCaseAsync(db, @case.ShopId, d.OfCaseId, cancellation).ConfigureAwait(false) => ("ofCaseId", RefusalReason.InvalidArgument),
            FireTrigger { Arguments: ProposeArguments { OrderLineId: { } line } } when !await IsLineAsync(db, @case, line, cancellation).ConfigureAwait(false) => ("orderLineId", RefusalReason.InvalidArgument),
            MakePromise { OrderLineId: { } line } when !await IsLineAsync(db, @case, line, cancellation).ConfigureAwait(false) => ("orderLineId", RefusalReason.InvalidArgument),
            FireTrigger { Arguments: RuleArguments { Ruling: { } ruling } } => await SharesAsync(db, @case, ruling, cancellation).ConfigureAwait(false),
            RuleResponsibility rule => await SharesAsync(db, @case, rule.Ruling, cancellation).ConfigureAwait(false),
            ReattributeClock { OwnerId: { } agent } when !await MayBearMissAsync(db, @case.ShopId, @case.Id, agent, cancellation).ConfigureAwait(false) => ("party", RefusalReason.UnknownAccount),
            LogContact { CannedReplyId: { } reply } when !await db.CannedReplies.AnyAsync(r => r.Id == reply && r.ShopId == @case.ShopId, cancellation).ConfigureAwait(false) => ("replyId", RefusalReason.InvalidArgument),
            LinkCase link => await LinkAsync(db, @case, link, cancellation).ConfigureAwait(false),
            _ => (null, ""),
        };
        return wrong is null ? null : TransitionRefused.Because(reason, act.Name, @case.State, ("name", wrong));
    }

    /// <summary>Somebody who signs in and may own the shop's cases.</summary>
    public static Task<bool> MayOwnAsync(CasesDbContext db, long shopId, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return SignsInAsync(db, shopId, accountId, Owners, cancellation);
    }

    /// <summary>Everybody of whom <see cref="MayOwnAsync"/> is true: for who gives out many cases at once.</summary>
    public static async Task<IReadOnlySet<long>> OwnersAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await SigningIn(db, shopId, Owners).Distinct().ToHashSetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Whom a ruling may name: whoever owns cases of the shop, and whoever owned this one, though he has left since.</summary>
    public static async Task<bool> MayBeRuledAsync(CasesDbContext db, long shopId, long caseId, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await MayOwnAsync(db, shopId, accountId, cancellation).ConfigureAwait(false)
            || await db.CaseEvents.AnyAsync(e => e.CaseId == caseId && e.OwnerId == accountId, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// On whom a miss can be put by name. By the attribution of sla.md that is the agent who had the case: an agent of the shop, or
    /// whoever owned this very case, though he has left since or is no agent. A supervisor's own part is the party "supervisor",
    /// and names nobody.
    /// </summary>
    public static async Task<bool> MayBearMissAsync(CasesDbContext db, long shopId, long caseId, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await SignsInAsync(db, shopId, accountId, [Role.Agent], cancellation).ConfigureAwait(false)
            || await db.CaseEvents.AnyAsync(e => e.CaseId == caseId && e.OwnerId == accountId, cancellation).ConfigureAwait(false);
    }

    private static Task<bool> SignsInAsync(CasesDbContext db, long shopId, long accountId, Role[] roles, CancellationToken cancellation) =>
        SigningIn(db, shopId, roles).AnyAsync(id => id == accountId, cancellation);

    private static IQueryable<long> SigningIn(CasesDbContext db, long shopId, Role[] roles) =>
        db.Grants.Where(g => (g.ShopId == null || g.ShopId == shopId) && roles.Contains(g.Role))
            .Join(db.Users.Where(a => !a.IsDisabled && !a.IsImported), g => g.AccountId, a => a.Id, (g, a) => a.Id);

    private static Task<bool> IsCaseAsync(CasesDbContext db, long shopId, long id, CancellationToken cancellation) =>
        db.Cases.AnyAsync(c => c.Id == id && c.ShopId == shopId, cancellation);

    private static Task<bool> IsLineAsync(CasesDbContext db, Case @case, long line, CancellationToken cancellation) =>
        db.OrderLines.AnyAsync(l => l.Id == line && l.OrderId == @case.OrderId, cancellation);

    private static async Task<(string? Wrong, string Reason)> SharesAsync(CasesDbContext db, Case @case, RulingDraft ruling, CancellationToken cancellation)
    {
        for (var i = 0; i < ruling.Shares.Count; i++)
        {
            if (ruling.Shares[i]?.AccountId is { } account && !await MayBeRuledAsync(db, @case.ShopId, @case.Id, account, cancellation).ConfigureAwait(false))
            {
                return ($"shares[{i}].accountId", RefusalReason.UnknownAccount);
            }
        }

        return (null, "");
    }

    private static async Task<(string? Wrong, string Reason)> LinkAsync(CasesDbContext db, Case @case, LinkCase link, CancellationToken cancellation)
    {
        if (!await IsCaseAsync(db, @case.ShopId, link.OtherCaseId, cancellation).ConfigureAwait(false)) return ("otherCaseId", RefusalReason.InvalidArgument);
        var isLinked = await db.CaseLinks.AnyAsync(l => l.CaseId == @case.Id && l.OtherCaseId == link.OtherCaseId && l.Kind == link.Kind, cancellation).ConfigureAwait(false);
        return isLinked ? ("otherCaseId", RefusalReason.AlreadyLinked) : (null, "");
    }
}
