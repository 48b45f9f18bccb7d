using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Accounts;

/// <summary>A new account as somebody asks for it.</summary>
/// <param name="ShopId">Null: the roles hold in every shop.</param>
/// <param name="Password">Null: a one-time password is made, to be changed at the first sign-in.</param>
public sealed record NewAccount(string UserName, string DisplayName, IReadOnlyList<Role> Roles, long? ShopId, string? Password = null);

/// <summary>Makes an account with its roles.</summary>
public sealed class AddAccount(CaseWriter writer, IdSource ids, AuditLog audit, TimeProvider clock)
{
    private const int LongestName = 100;

    public async Task<AccountOutcome> RunAsync(NewAccount wanted, Acting by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (Check(wanted, by) is { } refused) return AccountOutcome.No(refused);
        var oneTime = wanted.Password is null ? Passwords.OneTime() : null;
        var hash = Passwords.Hash(wanted.Password ?? oneTime!);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var normalized = Passwords.Normalized(wanted.UserName);
                if (await db.Users.AnyAsync(a => a.NormalizedUserName == normalized, token)) return AccountOutcome.No("name_taken");
                var account = Make(wanted, normalized, hash, mustChange: oneTime is not null);
                db.Users.Add(account);
                foreach (var role in wanted.Roles.Distinct()) db.Grants.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role, ShopId = wanted.ShopId, SinceAt = account.CreatedAt });
                audit.Add(db, by, "account_added", wanted.ShopId, account.UserName!, new { roles = wanted.Roles.Select(r => r.ToString()) });
                await db.SaveChangesAsync(token);
                return new AccountOutcome(null, account.Id, oneTime);
            },
            cancellation);
    }

    private static string? Check(NewAccount wanted, Acting by) =>
        wanted.UserName.Trim().Length is 0 or > LongestName || wanted.UserName.Any(char.IsControl) ? "name"
        : wanted.DisplayName.Trim().Length is 0 or > LongestName ? "display_name"
        : wanted.Roles.Count == 0 || wanted.Roles.Any(r => !Enum.IsDefined(r)) ? "role"
        : !by.MayGrant(Right.ManageAccounts, wanted.ShopId) ? "out_of_reach"
        : wanted.Password is { } password && !Passwords.IsGoodEnough(password) ? "weak_password"
        : null;

    private Account Make(NewAccount wanted, string normalized, string hash, bool mustChange) => new()
    {
        Id = ids.Next(),
        UserName = wanted.UserName.Trim(),
        NormalizedUserName = normalized,
        DisplayName = wanted.DisplayName.Trim(),
        PasswordHash = hash,
        MustChangePassword = mustChange,
        SecurityStamp = Passwords.NewStamp(),
        ConcurrencyStamp = Passwords.NewStamp(),
        LockoutEnabled = true,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };
}
