using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>A request that may be sent again: whose it is, its key, and the hash of all that it asks for.</summary>
public sealed record KeyedRequest(long AccountId, string Key, byte[] Hash)
{
    private const int LongestKey = 200;

    /// <summary>The request with its <c>Idempotency-Key</c>; null when it has none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="asked">Its body, or what stands for it.</param>
    /// <exception cref="ProblemException">The header cannot be a key.</exception>
    public static KeyedRequest? Of(HttpContext http, object asked)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(asked);
        if (KeyOf(http.Request) is not { } key) return null;
        var route = Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n");
        return new KeyedRequest(http.SignedIn().AccountId, key, SHA256.HashData([.. route, .. JsonSerializer.SerializeToUtf8Bytes(asked, asked.GetType(), ApiJson.Options)]));
    }

    /// <summary>The header's key; null when the request has none.</summary>
    /// <exception cref="ProblemException">The header cannot be a key.</exception>
    public static string? KeyOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0) return null;
        string? key = header;
        return header.Count == 1 && key is { Length: > 0 and <= LongestKey } && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(new Problem(ProblemCodes.InvalidHeader, "Idempotency-Key holds 1 to 200 visible ASCII characters."));
    }
}

/// <summary>What a request that changed a case is answered, now and again.</summary>
/// <param name="Version">The case's, after it.</param>
public sealed record GivenAnswer(int Status, int Version, string Json)
{
    public static GivenAnswer Of<T>(int status, int version, T answer) => new(status, version, JsonSerializer.Serialize(answer, ApiJson.Options));

    public IResult Send(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.ETag = Precondition.Tag(Version);
        return Results.Text(Json, "application/json", Encoding.UTF8, Status);
    }
}

/// <summary>
/// The answers to requests with a key. Each is stored in the transaction of its change, so that sending the same again gives the
/// same answer and changes nothing, whatever became of the first answer on its way.
/// </summary>
public sealed class KeptAnswers(CasesDbContext db, TimeProvider clock)
{
    /// <summary>The answer that this request got before; null when it is new.</summary>
    /// <exception cref="ProblemException">The key came with another request.</exception>
    public async Task<GivenAnswer?> FindAsync(KeyedRequest? request, CancellationToken cancellation)
    {
        if (request is null) return null;
        var known = await db.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(k => k.AccountId == request.AccountId && k.Key == request.Key, cancellation);
        if (known is null) return null;
        if (!known.RequestHash.AsSpan().SequenceEqual(request.Hash)) throw new ProblemException(new Problem(ProblemCodes.KeyReused));
        return new GivenAnswer(known.Status, known.CaseVersion, known.Answer);
    }

    /// <summary>Whether the account used the key before, with whatever request.</summary>
    public Task<bool> IsUsedAsync(long accountId, string key, CancellationToken cancellation) =>
        db.IdempotencyKeys.AnyAsync(k => k.AccountId == accountId && k.Key == key, cancellation);

    /// <summary>Adds the answer to the transaction of the change.</summary>
    /// <exception cref="KeyTakenException">The same key in flight twice: the other one was first, and this change must not be.</exception>
    public async Task KeepAsync(CasesDbContext within, KeyedRequest request, GivenAnswer answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(within);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answer);
        if (await within.IdempotencyKeys.AnyAsync(k => k.AccountId == request.AccountId && k.Key == request.Key, cancellation)) throw new KeyTakenException();
        within.Add(new IdempotencyKey
        {
            AccountId = request.AccountId, Key = request.Key, RequestHash = request.Hash, Status = answer.Status, CaseVersion = answer.Version, Answer = answer.Json,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
    }
}

/// <summary>A key was stored by another request in the meantime.</summary>
public sealed class KeyTakenException : Exception;
