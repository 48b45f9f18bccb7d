using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Accounts;

/// <summary>What all changes of an account share: it must be in reach; its sessions end; it is written down.</summary>
public sealed class ChangeAccount(CaseWriter writer, AuditLog audit, LiveNews live)
{
    /// <param name="id">Which account.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="act">The name in the audit log.</param>
    /// <param name="change">Changes the tracked account; a code refuses.</param>
    /// <param name="payload">For the audit log.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<AccountOutcome> RunAsync(
        long id, Acting by, string act, Func<CasesDbContext, Account, IReadOnlyList<Grant>, string?> change, object? payload, CancellationToken cancellation)
    {
        var outcome = await writer.WriteAsync(
            async (db, token) =>
            {
                var account = await db.Users.AsTracking().FirstOrDefaultAsync(a => a.Id == id, token);
                if (account is null) return AccountOutcome.No("unknown");
                var grants = await db.Grants.AsTracking().Where(g => g.AccountId == id).ToListAsync(token);
                if (!by.MayChange(Right.ManageAccounts, grants)) return AccountOutcome.No("out_of_reach");
                if (change(db, account, grants) is { } refused) return AccountOutcome.No(refused);
                account.SecurityStamp = Passwords.NewStamp();
                account.ConcurrencyStamp = Passwords.NewStamp();
                audit.Add(db, by, act, null, account.UserName ?? "", payload);
                await db.SaveChangesAsync(token);
                await live.TellAsync(db, [id], token);
                return new AccountOutcome(null, id);
            },
            cancellation);
        live.Told([id]);
        return outcome;
    }
}

/// <summary>Disables an account, or enables it again.</summary>
public sealed class DisableAccount(ChangeAccount change)
{
    public Task<AccountOutcome> RunAsync(long id, bool isDisabled, Acting by, CancellationToken cancellation) => change.RunAsync(
        id, by, isDisabled ? "account_disabled" : "account_enabled",
        (_, account, _) =>
        {
            if (id == by.AccountId) return "self";
            account.IsDisabled = isDisabled;
            return null;
        },
        null, cancellation);
}

/// <summary>Gives an account a one-time password, and opens it where wrong ones had closed it.</summary>
public sealed class ResetPassword(ChangeAccount change)
{
    /// <param name="id">Whose.</param>
    /// <param name="by">Who resets it.</param>
    /// <param name="cancellation">Before it is written.</param>
    /// <param name="chosen">A password that stays, from the machine's terminal; null: one to be used once.</param>
    public async Task<AccountOutcome> RunAsync(long id, Acting by, CancellationToken cancellation, string? chosen = null)
    {
        if (chosen is not null && !Passwords.IsGoodEnough(chosen)) return AccountOutcome.No("weak_password");
        var oneTime = chosen is null ? Passwords.OneTime() : null;
        var hash = Passwords.Hash(chosen ?? oneTime!);
        var outcome = await change.RunAsync(
            id, by, "password_reset",
            (_, account, _) =>
            {
                if (account.IsDemo) return "demo";
                if (account.IsImported) return "imported";
                (account.PasswordHash, account.MustChangePassword) = (hash, chosen is null);
                (account.LockoutEnd, account.AccessFailedCount, account.LockoutEnabled) = (null, 0, true);
                return null;
            },
            null, cancellation);
        return outcome.Refused is null ? outcome with { OneTimePassword = oneTime } : outcome;
    }
}
