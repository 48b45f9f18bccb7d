using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Tokens;

/// <summary>A token as the list shows it; its text is nowhere.</summary>
public sealed record TokenLine(
    long Id, string Name, string UserName, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt, bool IsExpired);

/// <summary>Somebody for whom a token can be made.</summary>
public sealed record TokenOwner(long Id, string UserName, string DisplayName);

/// <summary>The tokens of the accounts in reach, newest first.</summary>
public sealed class TokenList(CasesDbContext db, TimeProvider clock)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<TokenLine>> AllAsync(Acting by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var owners = (await OwnersAsync(by, cancellation)).ToDictionary(o => o.Id);
        var ids = owners.Keys.ToList();
        var tokens = await db.ApiTokens.AsNoTracking().Where(t => ids.Contains(t.AccountId)).OrderByDescending(t => t.Id).Take(Most).ToListAsync(cancellation);
        return [.. tokens.Select(t => new TokenLine(
            t.Id, t.Name, owners[t.AccountId].UserName, t.Scopes.Split(' '), t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt, t.ExpiresAt <= now))];
    }

    /// <summary>Accounts that are not disabled and all of whose roles lie in reach.</summary>
    public async Task<IReadOnlyList<TokenOwner>> OwnersAsync(Acting by, CancellationToken cancellation)
    {
        var accounts = await db.Users.AsNoTracking().Where(a => !a.IsDisabled && !a.IsImported).OrderBy(a => a.NormalizedUserName)
            .Select(a => new TokenOwner(a.Id, a.UserName ?? "", a.DisplayName)).ToListAsync(cancellation);
        var grants = (await db.Grants.AsNoTracking().ToListAsync(cancellation)).ToLookup(g => g.AccountId);
        return [.. accounts.Where(a => by.MayChange(Right.ManageTokens, [.. grants[a.Id]]))];
    }
}
