using CsKpiCases.Data.Rows;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Identity;

namespace CsKpiCases.Web.Features.SignIn;

/// <summary>A person chooses a new password; his other sessions end.</summary>
public sealed class ChangePassword(SignInManager<Account> signIn, UserManager<Account> accounts)
{
    /// <summary>Null when done, else the key of the text that says why not.</summary>
    public async Task<string?> RunAsync(System.Security.Claims.ClaimsPrincipal who, string? current, string? chosen, string? again)
    {
        var account = await accounts.GetUserAsync(who);
        if (account is null) return "password.refused.signed_out";
        if (account.IsDemo) return "password.refused.demo";
        if (chosen != again) return "password.refused.differ";
        if (chosen is null || !Passwords.IsGoodEnough(chosen)) return "password.refused.weak";
        if (chosen == current) return "password.refused.same";
        account.MustChangePassword = false;
        var result = await accounts.ChangePasswordAsync(account, current ?? "", chosen);
        if (!result.Succeeded) return "password.refused.wrong";
        await signIn.RefreshSignInAsync(account);
        return null;
    }
}
