using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Tokens;

/// <summary>What became of it.</summary>
/// <param name="Refused">Null when done, else a code: the text is <c>tokens.refused.CODE</c>.</param>
/// <param name="Token">The token's text, to be shown once.</param>
public sealed record TokenOutcome(string? Refused, long Id = 0, string? Token = null);

/// <summary>Makes a token for an account.</summary>
public sealed class CreateToken(CaseWriter writer, ApiTokens tokens, IdSource ids, AuditLog audit, TimeProvider clock)
{
    public const int MostDays = 3650;

    public async Task<TokenOutcome> RunAsync(string userName, string? name, IReadOnlyList<string> scopes, int days, Acting by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var wanted = ApiTokens.Scopes.Where(scopes.Contains).ToList();
        if (wanted.Count == 0 || scopes.Any(s => !ApiTokens.Scopes.Contains(s))) return new TokenOutcome("scopes");
        if (days is < 1 or > MostDays) return new TokenOutcome("days");
        var (text, hash) = await tokens.MakeAsync(cancellation);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var normalized = Passwords.Normalized(userName);
                var account = await db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedUserName == normalized, token);
                if (account is null || account.IsDisabled || account.IsImported) return new TokenOutcome("unknown");
                var grants = await db.Grants.AsNoTracking().Where(g => g.AccountId == account.Id).ToListAsync(token);
                if (!by.MayChange(Right.ManageTokens, grants)) return new TokenOutcome("out_of_reach");
                var now = clock.GetUtcNow().UtcDateTime;
                var row = new ApiToken
                {
                    Id = ids.Next(), AccountId = account.Id, Hash = hash, Scopes = string.Join(' ', wanted), Name = (name ?? "").Trim(), CreatedAt = now, ExpiresAt = now.AddDays(days),
                };
                row.Name = ClippedText.To(row.Name, 100);
                db.ApiTokens.Add(row);
                audit.Add(db, by, "token_created", null, account.UserName ?? "", new { tokenId = row.Id, row.Scopes, row.ExpiresAt });
                await db.SaveChangesAsync(token);
                return new TokenOutcome(null, row.Id, text);
            },
            cancellation);
    }
}
