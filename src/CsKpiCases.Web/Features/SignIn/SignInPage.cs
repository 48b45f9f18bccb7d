using CsKpiCases.Data;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Features.SignIn;

/// <summary>The sign-in page.</summary>
/// <param name="Failed">A try was refused.</param>
/// <param name="Cards">The demo's accounts; empty where they cannot sign in.</param>
public sealed record SignInPage(string? UserName, string? ReturnUrl, bool Failed, IReadOnlyList<DemoAccount> Cards);

/// <summary>Whether the demo's accounts are to be offered: only while its data is there, and to the machine itself.</summary>
public sealed class OfferDemo(CasesDbContext db)
{
    public async Task<IReadOnlyList<DemoAccount>> RunAsync(bool isFromLoopback, CancellationToken cancellation) =>
        isFromLoopback && (await DemoStatus.ReadAsync(db, cancellation)).Phase is DemoPhase.Filled or DemoPhase.Reporting ? DemoAccounts.All : [];
}

/// <summary>The page on which a password is changed.</summary>
/// <param name="IsForced">He came with a one-time password.</param>
/// <param name="Refused">Key of the text that says why not; null before a try.</param>
public sealed record PasswordPage(bool IsForced, string? Refused);
