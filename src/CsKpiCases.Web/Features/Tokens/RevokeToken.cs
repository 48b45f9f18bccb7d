using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Tokens;

/// <summary>Makes a token worthless, at once and for good.</summary>
public sealed class RevokeToken(CaseWriter writer, AuditLog audit, TimeProvider clock)
{
    public Task<TokenOutcome> RunAsync(long id, Acting by, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var row = await db.ApiTokens.AsTracking().FirstOrDefaultAsync(t => t.Id == id, token);
            if (row is null) return new TokenOutcome("no_token");
            var grants = await db.Grants.AsNoTracking().Where(g => g.AccountId == row.AccountId).ToListAsync(token);
            if (!by.MayChange(Right.ManageTokens, grants)) return new TokenOutcome("no_token");
            if (row.RevokedAt is not null) return new TokenOutcome(null, id);
            row.RevokedAt = clock.GetUtcNow().UtcDateTime;
            audit.Add(db, by, "token_revoked", null, row.Name, new { tokenId = id, row.AccountId });
            await db.SaveChangesAsync(token);
            return new TokenOutcome(null, id);
        },
        cancellation);
}
