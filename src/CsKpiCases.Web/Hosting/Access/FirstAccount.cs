using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>The account that every store has: <c>admin</c>, administrator of all shops, without a password until <c>user reset</c> gives it one.</summary>
public sealed class FirstAccount(CaseWriter writer, IdSource ids, TimeProvider clock)
{
    public const string UserName = "admin";

    /// <summary>Makes it where nobody has an account yet.</summary>
    public Task EnsureAsync(CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await db.Users.AnyAsync(a => !a.IsDemo && !a.IsImported, token)) return;
            var account = new Account
            {
                Id = ids.Next(),
                UserName = UserName,
                NormalizedUserName = Passwords.Normalized(UserName),
                DisplayName = UserName,
                SecurityStamp = Passwords.NewStamp(),
                ConcurrencyStamp = Passwords.NewStamp(),
                LockoutEnabled = true,
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            };
            db.Users.Add(account);
            db.Grants.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = Role.Administrator, SinceAt = account.CreatedAt });
            await db.SaveChangesAsync(token);
        },
        cancellation);
}
