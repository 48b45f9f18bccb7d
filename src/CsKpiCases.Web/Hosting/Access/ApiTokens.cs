using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Makes and checks API tokens: 32 random bytes, of which the store keeps a hash under the installation's own key.</summary>
public sealed class ApiTokens(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer)
{
    public const string Prefix = "ck_";
    private const string KeyFact = "token-key";
    private byte[]? key;

    /// <summary>The scopes a token can have.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["read", "cases", "import", "admin"];

    /// <summary>A new token's text, shown once, and the hash to store.</summary>
    public async Task<(string Token, byte[] Hash)> MakeAsync(CancellationToken cancellation)
    {
        var token = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (token, await HashAsync(token, cancellation));
    }

    /// <summary>The hash under which a token is stored.</summary>
    public async Task<byte[]> HashAsync(string token, CancellationToken cancellation)
    {
        key ??= await ReadOrMakeKeyAsync(cancellation);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token));
    }

    private async Task<byte[]> ReadOrMakeKeyAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var db = await contexts.CreateDbContextAsync(cancellation);
            await using var _ = db;
            var stored = await db.StoreFacts.AsNoTracking().Where(f => f.Name == KeyFact).Select(f => f.Value).SingleOrDefaultAsync(cancellation);
            if (stored is not null) return Convert.FromBase64String(stored);
            try
            {
                await writer.WriteAsync(
                    async (store, token) =>
                    {
                        store.StoreFacts.Add(new StoreFact { Name = KeyFact, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
                        await store.SaveChangesAsync(token);
                    },
                    cancellation);
            }
            catch (Exception e) when (attempt < 3 && Collisions.IsUniqueViolation(e))
            {
                // another process made it at the same moment: read that one
            }
        }
    }
}
