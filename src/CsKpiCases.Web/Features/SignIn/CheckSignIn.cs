using CsKpiCases.Data.Rows;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Identity;

namespace CsKpiCases.Web.Features.SignIn;

/// <summary>
/// Signs somebody in. Whatever the reason, a refusal looks and lasts the same: unknown name, wrong password, an account that
/// is closed, disabled, imported, or a demo's from elsewhere.
/// </summary>
public sealed partial class CheckSignIn(SignInManager<Account> signIn, UserManager<Account> accounts, ILogger<CheckSignIn> log)
{
    /// <summary>The account, or null where the door stays shut.</summary>
    public async Task<Account?> RunAsync(string? userName, string? password, bool isFromLoopback)
    {
        var (name, given) = (userName?.Trim() ?? "", password ?? "");
        var isUsable = name.Length is > 0 and <= 256 && given.Length is > 0 and <= Passwords.LongestLength;
        var account = isUsable ? await accounts.FindByNameAsync(name) : null;
        if (account?.PasswordHash is null || account.IsDisabled || account.IsImported || (account.IsDemo && !isFromLoopback))
        {
            if (isUsable) Passwords.CheckNobodys(given);
            return null;
        }

        var result = await signIn.PasswordSignInAsync(account, given, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut) LockedOut(log, account.Id);
        return result.Succeeded ? account : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {AccountId} is closed for a while after too many wrong passwords")]
    private static partial void LockedOut(ILogger logger, long accountId);
}
