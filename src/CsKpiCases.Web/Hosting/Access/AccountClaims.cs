using System.Globalization;
using System.Security.Claims;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Puts name and grants into the cookie, so that a request costs no look-up; the cookie ends when they change (security stamp).</summary>
public sealed class AccountClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options, CasesDbContext db)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(await OfAsync(db, user, CancellationToken.None));
        return identity;
    }

    /// <summary>The claims that <see cref="SignedIn"/> reads, for the cookie and for tokens.</summary>
    public static async Task<IEnumerable<Claim>> OfAsync(CasesDbContext db, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        var grants = await db.Grants.AsNoTracking().Where(g => g.AccountId == account.Id).Select(g => new { g.Role, g.ShopId }).ToListAsync(cancellation);
        return grants.Select(g => new Claim(RoleGrant.ClaimType, new RoleGrant(g.Role, g.ShopId).ToClaim()))
            .Append(new Claim(Access.SignedIn.NameClaim, account.DisplayName))
            .Append(new Claim("account", account.Id.ToString(CultureInfo.InvariantCulture)))
            .Concat(account.MustChangePassword ? [new Claim(MustChangePassword.ClaimType, "yes")] : []);
    }
}
