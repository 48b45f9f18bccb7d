using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Accounts;

/// <summary>A role of an account, with the shop's name; null: in all shops.</summary>
public sealed record GrantLine(long Id, Role Role, long? ShopId, string? Shop, DateTime SinceAt);

/// <summary>A role that an account had.</summary>
public sealed record FormerLine(Role Role, string? Shop, DateTime SinceAt, DateTime EndedAt);

/// <summary>An account as the list shows it.</summary>
/// <param name="MayChange">False: some of its roles lie beyond the reader's reach.</param>
public sealed record AccountLine(
    long Id, string UserName, string DisplayName, IReadOnlyList<GrantLine> Grants, bool IsDisabled, bool IsDemo, bool IsImported, bool HasPassword,
    bool MustChangePassword, bool IsLocked, DateTime CreatedAt, bool MayChange);

/// <summary>The accounts that somebody may see: those with a role where he has the right, and all where he has it everywhere.</summary>
public sealed class AccountList(CasesDbContext db, ShopBook shops, TimeProvider clock)
{
    /// <summary>More people than this do not work in one installation's shops; imported names come on top and are left out.</summary>
    private const int Most = 2000;
    private const int MostFormer = 50;

    public async Task<IReadOnlyList<AccountLine>> AllAsync(Acting by, CancellationToken cancellation) =>
        await ReadAsync(db.Users.Where(a => !a.IsImported), by, cancellation);

    /// <summary>One account; null when there is none or it is out of sight.</summary>
    public async Task<AccountLine?> FindAsync(Acting by, long id, CancellationToken cancellation) =>
        await ReadAsync(db.Users.Where(a => a.Id == id), by, cancellation) is [var account] ? account : null;

    /// <summary>The roles that an account had, the last one first.</summary>
    public async Task<IReadOnlyList<FormerLine>> FormerAsync(long id, CancellationToken cancellation)
    {
        var names = (await shops.AllAsync(cancellation)).ToDictionary(s => s.Id, s => s.Name);
        var rows = await db.FormerGrants.AsNoTracking().Where(g => g.AccountId == id).OrderByDescending(g => g.EndedAt).ThenByDescending(g => g.Id).Take(MostFormer).ToListAsync(cancellation);
        return rows.ConvertAll(g => new FormerLine(g.Role, g.ShopId is { } shop ? names.GetValueOrDefault(shop) ?? "?" : null, g.SinceAt, g.EndedAt));
    }

    private async Task<IReadOnlyList<AccountLine>> ReadAsync(IQueryable<Account> accounts, Acting by, CancellationToken cancellation)
    {
        var names = (await shops.AllAsync(cancellation)).ToDictionary(s => s.Id, s => s.Name);
        var rows = await accounts.AsNoTracking().OrderBy(a => a.NormalizedUserName).Take(Most).ToListAsync(cancellation);
        var ids = rows.ConvertAll(a => a.Id);
        var grants = (await db.Grants.AsNoTracking().Where(g => ids.Contains(g.AccountId)).OrderBy(g => g.Role).ToListAsync(cancellation)).ToLookup(g => g.AccountId);
        return [.. rows.Where(a => IsInSight(by, grants[a.Id])).Select(a => Line(a, [.. grants[a.Id]], by, names))];
    }

    private static bool IsInSight(Acting by, IEnumerable<Grant> grants) =>
        by.MayGrant(Right.ManageAccounts, null) || grants.Any(g => by.MayGrant(Right.ManageAccounts, g.ShopId));

    private AccountLine Line(Account account, List<Grant> grants, Acting by, Dictionary<long, string> names) => new(
        account.Id, account.UserName ?? "", account.DisplayName,
        grants.ConvertAll(g => new GrantLine(g.Id, g.Role, g.ShopId, g.ShopId is { } shop ? names.GetValueOrDefault(shop) ?? "?" : null, g.SinceAt)),
        account.IsDisabled, account.IsDemo, account.IsImported, account.PasswordHash is not null, account.MustChangePassword,
        account.LockoutEnd > clock.GetUtcNow(), account.CreatedAt, by.MayChange(Right.ManageAccounts, grants));
}
