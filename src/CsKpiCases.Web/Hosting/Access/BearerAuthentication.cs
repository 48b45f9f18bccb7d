using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using CsKpiCases.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Signs a request in by its bearer token: one indexed read of token and account, one of the grants.</summary>
public sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    IDbContextFactory<CasesDbContext> contexts, ApiTokens tokens, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string HeaderPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var hash = await tokens.HashAsync(header[HeaderPrefix.Length..].Trim(), Context.RequestAborted);
        var db = await contexts.CreateDbContextAsync(Context.RequestAborted);
        await using var _ = db;
        var found = await db.ApiTokens.AsNoTracking().Where(t => t.Hash == hash)
            .Join(db.Users.AsNoTracking(), t => t.AccountId, a => a.Id, (t, a) => new { Token = t, Account = a })
            .SingleOrDefaultAsync(Context.RequestAborted);
        var now = clock.GetUtcNow().UtcDateTime;
        if (found is null) return AuthenticateResult.Fail("The token is unknown.");
        if (found.Token.RevokedAt is not null) return AuthenticateResult.Fail("The token was revoked.");
        if (found.Token.ExpiresAt <= now) return AuthenticateResult.Fail("The token has expired.");
        if (found.Account.IsDemo && !Context.IsFromLoopback()) return AuthenticateResult.Fail("The token is unknown.");
        if (found.Account.IsDisabled) return AuthenticateResult.Fail("The account is disabled.");

        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, found.Account.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(SignedIn.ScopeClaim, found.Token.Scopes));
        identity.AddClaims(await AccountClaims.OfAsync(db, found.Account, Context.RequestAborted));
        await NoteUseAsync(db, found.Token.Id, found.Token.LastUsedAt, now);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>Once an hour is enough to see that a token is in use, and spares a write per request.</summary>
    private async Task NoteUseAsync(CasesDbContext db, long id, DateTime? lastUsedAt, DateTime now)
    {
        if (lastUsedAt > now.AddHours(-1)) return;
        await db.ApiTokens.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedAt, now), Context.RequestAborted);
    }
}
