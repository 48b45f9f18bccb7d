using System.Security.Cryptography;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A new case. It has no type until it is classified.</summary>
public sealed record CreateCaseRequest
{
    /// <summary>The shop's code; may be left out by somebody who works in one shop alone.</summary>
    public string? Shop { get; init; }

    /// <summary>Needed, at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>How it came in; absent: platform.</summary>
    public Channel? Source { get; init; }

    /// <summary>The buyer's application or first message, ISO 8601 with an offset; absent: now.</summary>
    public string? OpenedAt { get; init; }

    /// <summary>The platform's order number: the order, if known, brings its buyer.</summary>
    public string? OrderNumber { get; init; }
    public string? BuyerId { get; init; }

    /// <summary>The number in another tool; unique within the shop.</summary>
    public string? ExternalNumber { get; init; }
    public string? TeamId { get; init; }

    /// <summary>The buyer's tier.</summary>
    public string? Tier { get; init; }
    public Priority? Priority { get; init; }
}

/// <summary>What a creating request is answered, now and again.</summary>
public sealed record CreatedCase(string Number, int Version, string Json);

/// <summary>
/// Logs a case for a program. With an idempotency key, which is stored in the same transaction as the case, sending the same
/// again gives the same answer and makes nothing.
/// </summary>
public sealed class CreateCase(CasesDbContext db, CaseStore store, ShowCase show, NamedShop shops, CheckReferences references, TimeProvider clock)
{
    private const int LongestKey = 200;
    private const int LongestOrderNumber = 60;
    private const int LongestExternalNumber = 100;
    private const int LongestTier = 40;

    public async Task<CreatedCase> RunAsync(HttpContext http, CreateCaseRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(request);
        var who = http.SignedIn();
        var key = KeyOf(http.Request);
        var hash = SHA256.HashData([.. "POST cases\n"u8, .. JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Options)]);
        if (key is not null && await KnownAsync(who.AccountId, key, hash, cancellation) is { } known) return known;
        var shop = await shops.FindAsync(http, request.Shop, cancellation);
        var act = await CheckAsync(shop, request, cancellation);
        try
        {
            CreatedCase? created = null;
            var result = await store.LogAsync(
                shop, act, who.ActorIn(shop.Id),
                async (store, @case, token) =>
                {
                    created = await AnswerAsync(@case, shop.Code, who, token);
                    if (key is not null) await RememberAsync(store, who.AccountId, key, hash, created, token);
                },
                cancellation);
            if (result is CaseResult.Refused refused) throw new ProblemException(Refusals.Of(refused.Refusal, ""));
            return created!;
        }
        catch (KeyTakenException)
        {
            // The same request in flight twice: the other one was first.
            return (await KnownAsync(who.AccountId, key!, hash, cancellation))!;
        }
        catch (Exception e) when (Collisions.IsUniqueViolation(e))
        {
            if (key is not null && await KnownAsync(who.AccountId, key, hash, cancellation) is { } raced) return raced;
            if (act.ExternalNumber is not null) throw new ProblemException(new Problem(ProblemCodes.DuplicateExternalNumber));
            throw;
        }
    }

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0) return null;
        string? key = header;
        return header.Count == 1 && key is { Length: > 0 and <= LongestKey } && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(new Problem(ProblemCodes.InvalidHeader, "Idempotency-Key holds 1 to 200 visible ASCII characters."));
    }

    private async Task<CreatedCase?> KnownAsync(long accountId, string key, byte[] hash, CancellationToken cancellation)
    {
        var known = await db.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(k => k.AccountId == accountId && k.Key == key, cancellation);
        if (known is null) return null;
        if (!known.RequestHash.AsSpan().SequenceEqual(hash)) throw new ProblemException(new Problem(ProblemCodes.KeyReused));
        using var answer = JsonDocument.Parse(known.Answer);
        return new CreatedCase(answer.RootElement.GetProperty("number").GetString()!, answer.RootElement.GetProperty("version").GetInt32(), known.Answer);
    }

    private async Task RememberAsync(CasesDbContext within, long accountId, string key, byte[] hash, CreatedCase created, CancellationToken cancellation)
    {
        if (await within.IdempotencyKeys.AnyAsync(k => k.AccountId == accountId && k.Key == key, cancellation)) throw new KeyTakenException();
        within.Add(new IdempotencyKey
        {
            AccountId = accountId, Key = key, RequestHash = hash, Status = StatusCodes.Status201Created, Answer = created.Json, CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
    }

    private async Task<CreatedCase> AnswerAsync(Case @case, string shop, SignedIn who, CancellationToken cancellation)
    {
        var answer = await show.LoggedAsync(@case, shop, who, cancellation);
        return new CreatedCase(answer.Number, answer.Version, JsonSerializer.Serialize(answer, ApiJson.Options));
    }

    private async Task<LogCase> CheckAsync(Shop shop, CreateCaseRequest r, CancellationToken cancellation)
    {
        var errors = new List<ProblemError>();
        void Longest(string? text, string path, int most)
        {
            if (text?.Length > most) errors.Add(new ProblemError(path, FieldCodes.TooLong, $"At most {most} characters."));
        }

        if (string.IsNullOrWhiteSpace(r.Subject)) errors.Add(new ProblemError("subject", FieldCodes.Required, "A case needs a subject."));
        Longest(r.Subject, "subject", 200);
        Longest(r.Description, "description", 20_000);
        Longest(r.OrderNumber, "orderNumber", LongestOrderNumber);
        Longest(r.ExternalNumber, "externalNumber", LongestExternalNumber);
        Longest(r.Tier, "tier", LongestTier);
        if (r.Source == Channel.Unknown) errors.Add(new ProblemError("source", FieldCodes.UnknownValue, "A case came in somehow."));
        var openedAt = CaseInstants.Read(r.OpenedAt, "openedAt", store.Now, errors);
        var buyer = Ids.Read(r.BuyerId, "buyerId", errors);
        var team = Ids.Read(r.TeamId, "teamId", errors);
        await references.BuyerAsync(shop.Id, buyer, "buyerId", errors, cancellation);
        await references.TeamAsync(shop.Id, team, "teamId", errors, cancellation);
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return new LogCase(shop.Id, "", r.Subject!.Trim(), r.Source ?? Channel.Platform)
        {
            Description = r.Description ?? "",
            OpenedAt = openedAt,
            OrderNumber = Blank(r.OrderNumber),
            BuyerId = buyer,
            TeamId = team,
            ExternalNumber = Blank(r.ExternalNumber),
            Tier = Blank(r.Tier),
            Priority = r.Priority ?? Priority.Normal,
        };
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class KeyTakenException : Exception;
}

/// <summary>Instants of requests.</summary>
internal static class CaseInstants
{
    /// <summary>ISO 8601 with an offset, not after now and at most ten years before it.</summary>
    public static DateTime? Read(string? text, string path, DateTime now, List<ProblemError> errors)
    {
        if (text is null) return null;
        if (!Instants.TryParse(text, out var at))
        {
            errors.Add(new ProblemError(path, FieldCodes.InvalidInstant, "An instant is written such as 2026-03-02T09:00:00+08:00."));
        }
        else if (at > now || at < now.AddYears(-10))
        {
            errors.Add(new ProblemError(path, FieldCodes.OutOfRange, "Not in the future, and at most ten years ago."));
        }
        else
        {
            return at;
        }

        return null;
    }
}
